"""Lectura de la revisión: lo que falta por decidir, lo devuelto y lo ya decidido."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, and_, bindparam, or_, select, union

from almacen.tablas.consultas_revision import (
    CUENTAN,
    DECISIONES,
    DEVUELTO,
    ENVIADO,
    FUENTES,
    VISTO_BUENO,
    Fuente,
    leer_revisable,
    leer_revision,
)
from almacen.tablas.deposito_avances import AVANCES, leer_avance
from almacen.tablas.deposito_ejecuciones import EJECUCIONES, leer_ejecucion
from almacen.tablas.esquema import AVANCE, EJECUCION, EVIDENCIA, REVISION
from almacen.tablas.sentencias import Deposito
from dominio.modelo.identidad import IdEntidad, IdPersona, IdRegistro
from dominio.modelo.reporte import Avance, Ejecucion
from dominio.modelo.revision import Revisable, Revision, TipoReporte
from dominio.valores.fechas import Vigencia

TANDA = 500

_IDS: Any = bindparam("ids", expanding=True)
_ANIOS: Any = bindparam("anios", expanding=True)
_ENTIDAD: Any = bindparam("entidad")


def _de_la_entidad(fuente: Fuente, estado: Any, salvo: Any) -> Select[Any]:
    tabla = fuente.tabla
    return fuente.ficha.where(
        tabla.c.entidad_id == _ENTIDAD,
        tabla.c.vigencia.in_(_ANIOS),
        tabla.c.estado == estado,
        fuente.vigente,
        ~salvo,
    )


def _ancestros(fuente: Fuente) -> Select[Any]:
    """Quién escribió cada versión anterior de unos reportes: pares (reporte, autor)."""
    tabla, padre = fuente.tabla, fuente.tabla.alias("padre")
    desde = (
        select(tabla.c.id.label("raiz"), tabla.c.reemplaza_id.label("anterior"))
        .where(tabla.c.id.in_(_IDS), tabla.c.reemplaza_id.is_not(None))
        .cte("cadena", recursive=True)
    )
    arriba = (
        select(desde.c.raiz, padre.c.reemplaza_id)
        .select_from(desde.join(padre, padre.c.id == desde.c.anterior))
        .where(padre.c.reemplaza_id.is_not(None))
    )
    cadena = desde.union_all(arriba)
    autor = tabla.alias("autora")
    return select(cadena.c.raiz, autor.c.autor_id).select_from(
        cadena.join(autor, autor.c.id == cadena.c.anterior)
    )


_PENDIENTES = {tipo: _de_la_entidad(fuente, ENVIADO, fuente.superado) for tipo, fuente in FUENTES.items()}
_TODOS_LOS_DEVUELTOS = {
    tipo: _de_la_entidad(fuente, DEVUELTO, fuente.rebasado) for tipo, fuente in FUENTES.items()
}
_DEVUELTOS = {
    tipo: _TODOS_LOS_DEVUELTOS[tipo].where(
        or_(fuente.tabla.c.autor_id == bindparam("persona"), fuente.responsable == bindparam("persona"))
    )
    for tipo, fuente in FUENTES.items()
}
_POR_FOLIO = {
    tipo: fuente.ficha.where(
        fuente.tabla.c.entidad_id == _ENTIDAD, fuente.tabla.c.folio == bindparam("folio")
    )
    for tipo, fuente in FUENTES.items()
}
_ANCESTROS = {tipo: _ancestros(fuente) for tipo, fuente in FUENTES.items()}
_EN_FIRME = DECISIONES.where(REVISION.c.decision != VISTO_BUENO)
_DECIDIDAS = _EN_FIRME.where(
    REVISION.c.tipo == bindparam("clase"), REVISION.c.reporte_id.in_(_IDS), REVISION.c.entidad_id == _ENTIDAD
)
_DE_LA_VIGENCIA = _EN_FIRME.where(REVISION.c.entidad_id == _ENTIDAD, REVISION.c.vigencia == bindparam("anio"))
_AVANCES = AVANCES.where(AVANCE.c.entidad_id == _ENTIDAD, AVANCE.c.id.in_(_IDS))
_OTRO = AVANCE.alias("otro")
_PREVIO = (
    select(_OTRO.c.id)
    .where(
        _OTRO.c.actividad_id == AVANCE.c.actividad_id,
        _OTRO.c.version < AVANCE.c.version,
        _OTRO.c.estado.in_(CUENTAN),
    )
    .order_by(_OTRO.c.version.desc())
    .limit(1)
    .scalar_subquery()
)
_PREVIOS = select(AVANCE.c.id, _PREVIO.label("previo")).where(AVANCE.c.id.in_(_IDS))
_EJECUCIONES = EJECUCIONES.where(EJECUCION.c.entidad_id == _ENTIDAD, EJECUCION.c.id.in_(_IDS))
_MOVIMIENTOS = EJECUCIONES.where(
    EJECUCION.c.entidad_id == _ENTIDAD, EJECUCION.c.registro_id.in_(_IDS), EJECUCION.c.estado.in_(CUENTAN)
).order_by(EJECUCION.c.id)
_OTRA_EVIDENCIA = EVIDENCIA.alias("otra_evidencia")


def _repetida_por(columna: str) -> Select[Any]:
    """Los avances con un archivo cuyo valor en esa columna trae también otra actividad."""
    una, otra = EVIDENCIA.c, _OTRA_EVIDENCIA.c
    return (
        select(una.avance_id)
        .select_from(
            EVIDENCIA.join(AVANCE, AVANCE.c.id == una.avance_id)
            .join(
                _OTRA_EVIDENCIA,
                and_(otra.entidad_id == una.entidad_id, otra[columna] == una[columna]),
            )
            .join(_OTRO, _OTRO.c.id == otra.avance_id)
        )
        .where(una.avance_id.in_(_IDS), una[columna] != "", _OTRO.c.actividad_id != AVANCE.c.actividad_id)
    )


_REPETIDAS = union(_repetida_por("sha256"), _repetida_por("file_unique_id"))


def devueltos_de() -> Mapping[TipoReporte, Select[Any]]:
    """Por tipo, los devueltos sin corregir de la entidad y los años que se den."""
    return _TODOS_LOS_DEVUELTOS


class LecturaDeRevision(Deposito):
    """Los tres tipos de reporte, como los mira quien revisa."""

    def pendientes(self, entidad_id: IdEntidad, vigencias: Sequence[Vigencia]) -> Sequence[Revisable]:
        """Los enviados que nadie ha decidido y ningún otro reemplaza, del más viejo al más nuevo."""
        datos = {"entidad": entidad_id, "anios": [vigencia.anio for vigencia in vigencias]}
        return self._revisables(_PENDIENTES, datos)

    def devueltos(
        self, entidad_id: IdEntidad, vigencias: Sequence[Vigencia], persona_id: IdPersona
    ) -> Sequence[Revisable]:
        """Los devueltos que la persona reportó o de cuya actividad responde, sin corregir todavía."""
        anios = [vigencia.anio for vigencia in vigencias]
        datos = {"entidad": entidad_id, "anios": anios, "persona": persona_id}
        return self._con_decision(entidad_id, self._revisables(_DEVUELTOS, datos))

    def por_folio(self, entidad_id: IdEntidad, folio: str) -> Revisable | None:
        """El reporte de ese folio, de cualquier tipo y en cualquier estado."""
        hallados = self._revisables(_POR_FOLIO, {"entidad": entidad_id, "folio": folio})
        return next(iter(self._con_decision(entidad_id, hallados)), None)

    def avances(
        self, entidad_id: IdEntidad, ids: Sequence[int]
    ) -> Mapping[int, tuple[Avance, Avance | None]]:
        """Cada avance con el que contaba antes que él en su actividad, si lo había."""
        previos = {fila.id: fila.previo for fila in self._por_tandas(_PREVIOS, ids, {})}
        todos = [*previos, *(previo for previo in previos.values() if previo is not None)]
        filas = self._por_tandas(_AVANCES, list(dict.fromkeys(todos)), {"entidad": entidad_id})
        leidos = {fila.id: leer_avance(fila) for fila in filas}
        return {uno: (leidos[uno], leidos.get(previos[uno] or 0)) for uno in ids if uno in leidos}

    def ejecuciones(self, entidad_id: IdEntidad, ids: Sequence[int]) -> Mapping[int, Ejecucion]:
        """Los movimientos de esos números."""
        filas = self._por_tandas(_EJECUCIONES, ids, {"entidad": entidad_id})
        return {fila.id: leer_ejecucion(fila) for fila in filas}

    def movimientos(self, entidad_id: IdEntidad, registros: Sequence[IdRegistro]) -> Sequence[Ejecucion]:
        """Los que cuentan de esos registros (enviados o aprobados), del más viejo al más nuevo."""
        filas = self._por_tandas(_MOVIMIENTOS, registros, {"entidad": entidad_id})
        return [leer_ejecucion(fila) for fila in filas]

    def con_evidencia_repetida(self, ids: Sequence[int]) -> frozenset[int]:
        """Cuáles de esos avances traen un archivo que también respalda otra actividad."""
        filas = self._por_tandas(_REPETIDAS, ids, {})
        return frozenset(fila.avance_id for fila in filas)

    def decididas(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Mapping[str, Revision]:
        """Folio → su última decisión en firme, de la vigencia entera."""
        filas = self._conexion.execute(_DE_LA_VIGENCIA, {"entidad": entidad_id, "anio": vigencia.anio})
        return {fila.folio: leer_revision(fila) for fila in filas}

    def _revisables(self, consultas: Mapping[TipoReporte, Any], datos: Mapping[str, Any]) -> list[Revisable]:
        hallados = []
        for tipo, consulta in consultas.items():
            filas = self._conexion.execute(consulta, datos).all()
            corregidos = [fila.id for fila in filas if fila.reemplaza_id is not None]
            autores: dict[int, set[IdPersona]] = {fila.id: {fila.autor_id} for fila in filas}
            for raiz, autor in self._por_tandas(_ANCESTROS[tipo], corregidos, {}):
                autores[raiz].add(autor)
            hallados += [leer_revisable(fila, tipo, frozenset(autores[fila.id] - {None})) for fila in filas]
        return sorted(hallados, key=lambda uno: uno.turno)

    def _con_decision(self, entidad_id: IdEntidad, hallados: Sequence[Revisable]) -> list[Revisable]:
        por_tipo: dict[TipoReporte, list[int]] = defaultdict(list)
        for uno in hallados:
            por_tipo[uno.tipo].append(uno.id)
        decididas: dict[tuple[TipoReporte, int], Revision] = {}
        for tipo, ids in por_tipo.items():
            datos = {"entidad": entidad_id, "clase": tipo.value}
            leidas = map(leer_revision, self._por_tandas(_DECIDIDAS, ids, datos))
            decididas |= {(tipo, leida.reporte_id): leida for leida in leidas}
        return [replace(uno, decidida=decididas.get((uno.tipo, uno.id))) for uno in hallados]

    def _por_tandas(self, consulta: Any, ids: Sequence[int], datos: Mapping[str, Any]) -> Iterable[Any]:
        """Las filas de una consulta por números, de a pocos para no pasar el tope de parámetros."""
        for desde in range(0, len(ids), TANDA):
            tanda = {**datos, "ids": list(ids[desde : desde + TANDA])}
            yield from self._conexion.execute(consulta, tanda)
