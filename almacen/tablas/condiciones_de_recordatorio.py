"""Condiciones que comparten programar un recordatorio y comprobar si todavía es cierto."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    and_,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy import literal_column as literal_sql

from almacen.tablas.consultas_revision import CUENTAN, DEVUELTO, ENVIADO, FUENTES
from almacen.tablas.esquema import (
    ACTIVIDAD,
    AVANCE,
    EJECUCION,
    META,
    PERSONA,
    RECLAMO,
    REGISTRO,
    RESULTADO,
    REVISION,
)
from almacen.tablas.sentencias import momento
from dominio.modelo.persona import Rol
from dominio.modelo.reporte import OrigenReporte
from dominio.modelo.revision import TipoReporte
from dominio.modelo.tipo_de_recordatorio import Destino, TipoRecordatorio
from dominio.valores.dinero import CERO as SIN_PESOS
from dominio.valores.fechas import Corte, fecha_bogota
from dominio.valores.porcentaje import CERO, Porcentaje

_A = ACTIVIDAD.c
_G = REGISTRO.c
_P = PERSONA.c

ENTIDAD = bindparam("entidad", type_=BigInteger)
ANIO = bindparam("anio", type_=Integer)
DIA = bindparam("dia", type_=Date)

ROLES: Mapping[Destino, tuple[str, ...]] = {
    Destino.JEFE: (Rol.JEFE.value,),
    Destino.PLANEACION: (Rol.PLANEACION.value,),
    Destino.JEFE_Y_PLANEACION: (Rol.JEFE.value, Rol.PLANEACION.value),
    Destino.ADMINISTRACION: (Rol.ADMINISTRACION.value,),
}
# Con qué se llega de cada tipo de reporte a lo que se reportó.
REPORTES: Mapping[TipoReporte, FromClause] = {
    TipoReporte.AVANCE: AVANCE.join(ACTIVIDAD, _A.id == AVANCE.c.actividad_id),
    TipoReporte.EJECUCION: EJECUCION.join(REGISTRO, _G.id == EJECUCION.c.registro_id).outerjoin(
        ACTIVIDAD, _A.id == _G.actividad_id
    ),
    TipoReporte.RESULTADO: RESULTADO.join(META, META.c.id == RESULTADO.c.meta_id),
}

DEL_PLAN: tuple[ColumnElement[bool], ...] = (
    _A.entidad_id == ENTIDAD,
    _A.vigencia == ANIO,
    _A.retirada.is_(False),
)
SIN_TERMINAR = or_(_A.avance.is_(None), _A.avance < Porcentaje.CIEN)
CON_RESPONSABLE = _A.responsable_id.is_not(None)


def hay(tabla: Any, *condiciones: ColumnElement[bool]) -> ColumnElement[bool]:
    """Si hay alguna fila así."""
    return select(literal_sql("1")).select_from(tabla).where(*condiciones).exists()


def uno_de(columna: ColumnElement[Any], valores: Sequence[str]) -> ColumnElement[bool]:
    """Que sea uno de esos; no con ``IN``, que no se puede ejecutar para muchos disparos a la vez."""
    return or_(*(columna == valor for valor in valores))


# Lo que alguien contestó: un reporte enviado o aprobado. Lo que trae un libro no lo respondió nadie.
ES_RESPUESTA: tuple[ColumnElement[bool], ...] = (
    uno_de(AVANCE.c.estado, CUENTAN),
    AVANCE.c.origen == OrigenReporte.CHAT.value,
)


def reportada_desde(nombre: str) -> ColumnElement[bool]:
    """Que alguien haya reportado la actividad desde ese instante."""
    return hay(
        AVANCE, AVANCE.c.actividad_id == _A.id, *ES_RESPUESTA, AVANCE.c.reportado_en >= momento(nombre)
    )


# Debe reporte en el corte: empezó a tiempo, no ha terminado y nada se ha reportado en él (R37).
DEBE_EN_EL_CORTE = and_(
    SIN_TERMINAR,
    CON_RESPONSABLE,
    _A.inicio <= bindparam("debe_desde", type_=Date),
    ~hay(
        AVANCE,
        AVANCE.c.actividad_id == _A.id,
        AVANCE.c.corte == bindparam("periodo"),
        *ES_RESPUESTA,
    ),
)

_SUYO = (_G.actividad_id == _A.id, _G.retirado.is_(False))
_CON_OBLIGACIONES = hay(REGISTRO, *_SUYO, _G.obligaciones > SIN_PESOS)
_CON_APROPIACION = hay(REGISTRO, *_SUYO, func.coalesce(_G.definitiva, _G.monto) > SIN_PESOS)

# Los mismos criterios de las alertas del corte (R22, R24 y R25) y de lo anunciado y sin contratar.
DE_LA_ACTIVIDAD: Mapping[TipoRecordatorio, ColumnElement[bool]] = {
    TipoRecordatorio.GASTO_SIN_AVANCE: and_(or_(_A.avance.is_(None), _A.avance == CERO), _CON_OBLIGACIONES),
    TipoRecordatorio.AVANCE_SIN_GASTO: and_(_A.avance > CERO, _CON_APROPIACION, ~_CON_OBLIGACIONES),
    TipoRecordatorio.CONTRATACION: and_(
        SIN_TERMINAR,
        hay(REGISTRO, *_SUYO, _G.contratacion.is_(True)),
        ~hay(REGISTRO, *_SUYO, or_(_G.cdp > SIN_PESOS, _G.compromisos > SIN_PESOS)),
    ),
}

RECLAMADA = hay(RECLAMO, RECLAMO.c.actividad_id == _A.id, RECLAMO.c.decision == literal_sql("'pendiente'"))


def del_rol(destino: Destino) -> tuple[ColumnElement[bool], ...]:
    """Quienes tienen el papel de ese destino y siguen en la entidad."""
    return (_P.entidad_id == ENTIDAD, _P.activa, uno_de(_P.rol, ROLES[destino]))


def por_corregir(tipo: TipoReporte) -> tuple[ColumnElement[bool], ...]:
    """Que el reporte siga devuelto, sea el último de lo suyo y lo reportado siga en el plan."""
    fuente = FUENTES[tipo]
    return (fuente.tabla.c.estado == DEVUELTO, ~fuente.rebasado, fuente.vigente)


def en_cola(tipo: TipoReporte) -> tuple[ColumnElement[bool], ...]:
    """Que el reporte espere decisión y se haya enviado antes de ``antes_de``."""
    fuente = FUENTES[tipo]
    return (
        fuente.tabla.c.entidad_id == ENTIDAD,
        fuente.tabla.c.estado == ENVIADO,
        fuente.tabla.c.reportado_en < momento("antes_de"),
        ~fuente.superado,
        fuente.vigente,
    )


def devolucion_de(tipo: TipoReporte) -> ColumnElement[bool]:
    """Que la revisión sea la devolución de ese reporte."""
    return and_(
        REVISION.c.tipo == tipo.value,
        REVISION.c.reporte_id == FUENTES[tipo].tabla.c.id,
        REVISION.c.decision == DEVUELTO,
    )


def debe_desde(tipo: TipoRecordatorio, corte: Corte, cuando: datetime) -> date:
    """Hasta qué fecha de comienzo una actividad debe reporte en el corte.

    Al abrir se avisa de todas las que lo deberán; al cerrar, solo de las que ya empezaron.
    """
    if tipo is TipoRecordatorio.CORTE_ABRE:
        return corte.hasta
    return min(fecha_bogota(cuando), corte.hasta)
