"""Los tres tipos de reporte leídos con la misma forma, para decidir sobre ellos por la misma puerta."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Table, and_, func, literal_column, or_, select

from almacen.tablas.esquema import (
    ACTIVIDAD,
    AVANCE,
    DEPENDENCIA,
    EJECUCION,
    META,
    PERSONA,
    PROYECTO,
    REGISTRO,
    RESULTADO,
    REVISION,
)
from almacen.tablas.sentencias import FilaSQL
from dominio.modelo.reporte import EstadoReporte
from dominio.modelo.revision import (
    CampoObservado,
    Decision,
    Observacion,
    Revisable,
    Revision,
    TipoReporte,
)
from dominio.valores.fechas import Corte, Vigencia

# Escritos en la sentencia y no como parámetros: así la base usa sus índices parciales.
ENVIADO: ColumnElement[str] = literal_column(f"'{EstadoReporte.ENVIADO.value}'")
DEVUELTO: ColumnElement[str] = literal_column(f"'{EstadoReporte.DEVUELTO.value}'")
VISTO_BUENO: ColumnElement[str] = literal_column(f"'{Decision.VISTO_BUENO.value}'")
CUENTAN = (EstadoReporte.ENVIADO.value, EstadoReporte.APROBADO.value)

REVISOR = PERSONA.alias("revisor")
FIRMANTE = PERSONA.alias("firmante")
FIRMA = REVISION.alias("firma")


@dataclass(frozen=True)
class Fuente:
    """Un tipo de reporte: su tabla, su ficha y cómo se sabe que otro lo reemplazó.

    Attributes:
        ficha: columnas de ``Revisable`` en su orden, sin filtrar.
        posterior: folio del que lo reemplaza, como subconsulta de la tabla sin alias.
        superado: si hay uno que lo reemplaza.
        rebasado: si hay cualquiera más nuevo de lo mismo: ya no es el último y no se corrige.
        vigente: que lo que se reportó siga en el plan.
        responsable: de quién es la actividad; ``None`` si no cuelga de una.
    """

    tipo: TipoReporte
    tabla: Table
    ficha: Select[Any]
    superado: ColumnElement[bool]
    rebasado: ColumnElement[bool]
    vigente: ColumnElement[bool]
    responsable: ColumnElement[Any]


@dataclass(frozen=True)
class _Serie:
    """Qué reportes hablan de lo mismo, y cuál es el más nuevo.

    Attributes:
        objeto: columnas iguales en todos ellos.
        orden: la que crece con cada uno.
        acumulado: si el último de un corte dice el total y deja sin oficio a los demás de ese corte.
    """

    tabla: Table
    objeto: tuple[str, ...]
    orden: str
    acumulado: bool

    def mas_nuevo(self, otro: Any) -> ColumnElement[bool]:
        """Que la fila de ``otro`` hable de lo mismo y sea más nueva."""
        iguales = [otro.c[columna] == self.tabla.c[columna] for columna in self.objeto]
        return and_(*iguales, otro.c[self.orden] > self.tabla.c[self.orden])

    def releva(self, otro: Any) -> ColumnElement[bool]:
        """Que la fila de ``otro`` ocupe el lugar de la de siempre: la corrige, o la deja sin oficio."""
        corrige: ColumnElement[bool] = otro.c.reemplaza_id == self.tabla.c.id
        if not self.acumulado:
            return corrige
        del_corte = and_(otro.c.corte == self.tabla.c.corte, otro.c.estado.in_(CUENTAN))
        return or_(corrige, and_(self.mas_nuevo(otro), del_corte))


def _hay(otra: Any, condicion: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(literal_column("1")).select_from(otra).where(condicion).exists()


def _fuente(tipo: TipoReporte, serie: _Serie, desde: FromClause, propias: tuple[Any, ...]) -> Fuente:
    """``propias``: dependencia, objeto, nombre, responsable y si sigue en el plan."""
    tabla = serie.tabla
    nuevo = tabla.alias("nuevo")
    releva = serie.releva(nuevo)
    dependencia, codigo, nombre, responsable, vigente = propias
    posterior = select(nuevo.c.folio).where(releva).order_by(nuevo.c.id.desc()).limit(1).scalar_subquery()
    firma = and_(
        FIRMA.c.tipo == tipo.value, FIRMA.c.reporte_id == tabla.c.id, FIRMA.c.decision == VISTO_BUENO
    )
    ficha = select(
        tabla.c.id,
        tabla.c.folio,
        tabla.c.vigencia,
        dependencia.label("dependencia_id"),
        DEPENDENCIA.c.nombre.label("dependencia"),
        codigo.label("objeto"),
        nombre.label("nombre"),
        responsable.label("responsable_id"),
        tabla.c.autor_id,
        PERSONA.c.nombre.label("autor"),
        tabla.c.reportado_en,
        tabla.c.corte,
        tabla.c.estado,
        posterior.label("posterior"),
        FIRMANTE.c.nombre.label("visto_bueno"),
        tabla.c.reemplaza_id,
    ).select_from(
        desde.outerjoin(DEPENDENCIA, DEPENDENCIA.c.id == dependencia)
        .outerjoin(PERSONA, PERSONA.c.id == tabla.c.autor_id)
        .outerjoin(FIRMA, firma)
        .outerjoin(FIRMANTE, FIRMANTE.c.id == FIRMA.c.revisor_id)
    )
    rebasado = _hay(nuevo, serie.mas_nuevo(nuevo))
    return Fuente(tipo, tabla, ficha, _hay(nuevo, releva), rebasado, vigente, responsable)


_PRIMERA = (
    select(ACTIVIDAD.c.dependencia_id)
    .where(ACTIVIDAD.c.meta_id == META.c.id, ACTIVIDAD.c.retirada.is_(False))
    .order_by(ACTIVIDAD.c.orden, ACTIVIDAD.c.id)
    .limit(1)
    .scalar_subquery()
)

FUENTES: Mapping[TipoReporte, Fuente] = {
    TipoReporte.AVANCE: _fuente(
        TipoReporte.AVANCE,
        _Serie(AVANCE, ("actividad_id",), "version", acumulado=True),
        AVANCE.join(ACTIVIDAD, ACTIVIDAD.c.id == AVANCE.c.actividad_id),
        (
            ACTIVIDAD.c.dependencia_id,
            ACTIVIDAD.c.codigo,
            ACTIVIDAD.c.nombre,
            ACTIVIDAD.c.responsable_id,
            ACTIVIDAD.c.retirada.is_(False),
        ),
    ),
    TipoReporte.EJECUCION: _fuente(
        TipoReporte.EJECUCION,
        _Serie(EJECUCION, ("registro_id", "momento"), "id", acumulado=False),
        EJECUCION.join(REGISTRO, REGISTRO.c.id == EJECUCION.c.registro_id)
        .outerjoin(ACTIVIDAD, ACTIVIDAD.c.id == REGISTRO.c.actividad_id)
        .outerjoin(PROYECTO, PROYECTO.c.id == REGISTRO.c.proyecto_id),
        (
            REGISTRO.c.dependencia_id,
            func.coalesce(ACTIVIDAD.c.codigo, PROYECTO.c.bpin, PROYECTO.c.nombre, ""),
            func.coalesce(ACTIVIDAD.c.nombre, PROYECTO.c.nombre, ""),
            ACTIVIDAD.c.responsable_id,
            REGISTRO.c.retirado.is_(False),
        ),
    ),
    TipoReporte.RESULTADO: _fuente(
        TipoReporte.RESULTADO,
        _Serie(RESULTADO, ("meta_id",), "version", acumulado=True),
        RESULTADO.join(META, META.c.id == RESULTADO.c.meta_id),
        (
            func.coalesce(META.c.coordinadora_id, _PRIMERA),
            META.c.codigo,
            func.coalesce(META.c.nombre, META.c.codigo),
            literal_column("NULL"),
            or_(META.c.en_plan, META.c.en_indicativo),
        ),
    ),
}

DECISIONES: Select[Any] = select(
    REVISION.c.tipo,
    REVISION.c.reporte_id,
    REVISION.c.folio,
    REVISION.c.decision,
    REVISION.c.observacion,
    REVISION.c.subsanar,
    REVISION.c.campo,
    REVISION.c.revisor_id,
    REVISOR.c.nombre.label("revisor"),
    REVISION.c.cuando,
).select_from(REVISION.join(REVISOR, REVISOR.c.id == REVISION.c.revisor_id))


def leer_revisable(fila: FilaSQL, tipo: TipoReporte, autores: frozenset[Any]) -> Revisable:
    """De fila a modelo, sin su decisión."""
    datos = [
        *(tipo, fila.id, fila.folio, Vigencia(fila.vigencia), *fila[3:11]),
        *(Corte.de(fila.corte), EstadoReporte(fila.estado), fila.posterior, fila.visto_bueno, autores),
    ]
    return Revisable(*datos)


def leer_revision(fila: FilaSQL) -> Revision:
    """De fila a modelo."""
    observacion = None
    if fila.observacion is not None:
        observacion = Observacion(fila.observacion, fila.subsanar, CampoObservado(fila.campo))
    return Revision(
        TipoReporte(fila.tipo),
        fila.reporte_id,
        fila.folio,
        Decision(fila.decision),
        observacion,
        fila.revisor_id,
        fila.revisor,
        fila.cuando,
    )
