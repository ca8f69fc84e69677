"""Si sigue siendo cierto lo que se recuerda de los cortes, de lo devuelto y de la cola de revisión."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from almacen.tablas import condiciones_de_recordatorio as condiciones
from almacen.tablas.condiciones_de_recordatorio import REPORTES
from almacen.tablas.consultas_revision import FUENTES
from almacen.tablas.deposito_cortes import DepositoCortes
from almacen.tablas.deposito_entidades import DepositoEntidades
from almacen.tablas.esquema import ACTIVIDAD, REVISION
from almacen.tablas.lo_reclamado import Reclamado
from almacen.tablas.sentencias import FilaSQL
from dominio.modelo.corte import SituacionDeCorte
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.recordatorio import EstadoRecordatorio, Verdad
from dominio.modelo.revision import TipoReporte
from dominio.modelo.tipo_de_recordatorio import Destino, TipoRecordatorio
from dominio.reglas.cortes import situaciones
from dominio.reglas.plazos import dias_habiles_entre, sumar_habiles
from dominio.valores.fechas import BOGOTA, Vigencia, fecha_bogota

_A = ACTIVIDAD.c
_UN_DIA = timedelta(days=1)
_CANCELADO = Verdad(EstadoRecordatorio.CANCELADO)
_CUMPLIDO = Verdad(EstadoRecordatorio.CUMPLIDO)

_DEBEN = (
    select(_A.responsable_id, func.count())
    .where(
        *condiciones.DEL_PLAN,
        condiciones.DEBE_EN_EL_CORTE,
        _A.responsable_id.in_(bindparam("personas", expanding=True)),
    )
    .group_by(_A.responsable_id)
)


def _por_corregir(tipo: TipoReporte) -> Select[Any]:
    tabla = FUENTES[tipo].tabla
    return (
        select(tabla.c.folio, REVISION.c.observacion)
        .select_from(REPORTES[tipo].join(REVISION, condiciones.devolucion_de(tipo)))
        .where(
            tabla.c.entidad_id == condiciones.ENTIDAD,
            tabla.c.folio.in_(bindparam("folios", expanding=True)),
            *condiciones.por_corregir(tipo),
        )
    )


_POR_CORREGIR = tuple(_por_corregir(tipo) for tipo in TipoReporte)
_COLA = tuple(
    select(func.count(), func.min(FUENTES[tipo].tabla.c.reportado_en))
    .select_from(REPORTES[tipo])
    .where(*condiciones.en_cola(tipo))
    for tipo in TipoReporte
)


def de_los_cortes(reclamado: Reclamado) -> Mapping[int, Verdad]:
    """Que el corte reciba, con la misma fecha, y que la persona deba algo en él."""
    verdades: dict[int, Verdad] = {}
    for (entidad_id, anio), filas in reclamado.por_plan().items():
        situacion_de = _situaciones(reclamado, entidad_id, anio)
        por_aviso: dict[tuple[str, str], list[FilaSQL]] = {}
        for fila in filas:
            por_aviso.setdefault((fila.objeto, fila.tipo), []).append(fila)
        for (objeto, tipo), suyas in por_aviso.items():
            situacion = situacion_de.get(objeto)
            for fila in suyas:
                if situacion is None or not _sigue_igual(situacion, fila):
                    verdades[fila.id] = _CANCELADO
            quedan = [fila for fila in suyas if fila.id not in verdades]
            if situacion is not None and quedan:
                verdades |= _lo_que_deben(reclamado, situacion, TipoRecordatorio(tipo), quedan)
    return verdades


def de_lo_devuelto(reclamado: Reclamado) -> Mapping[int, Verdad]:
    """Que nadie lo haya corregido y que lo reportado siga en el plan."""
    verdades: dict[int, Verdad] = {}
    por_entidad: dict[int, list[FilaSQL]] = {}
    for fila in reclamado.filas:
        por_entidad.setdefault(fila.entidad_id, []).append(fila)
    for entidad_id, filas in por_entidad.items():
        folios = sorted({_folio(fila) for fila in filas})
        datos = {"entidad": entidad_id, "folios": folios}
        observaciones = {
            folio: observacion
            for consulta in _POR_CORREGIR
            for folio, observacion in reclamado.conexion.execute(consulta, datos)
        }
        for fila in filas:
            folio = _folio(fila)
            if fila.retirada or fila.reclamado:
                verdades[fila.id] = _CANCELADO
            elif folio not in observaciones:
                verdades[fila.id] = _CUMPLIDO
            else:
                detalle = {"folio": folio, "observacion": observaciones[folio] or ""}
                verdades[fila.id] = Verdad(detalle=detalle)
    return verdades


def de_la_cola(reclamado: Reclamado) -> Mapping[int, Verdad]:
    """Que siga habiendo reportes con demasiados días sin revisar."""
    cuentas: dict[int, tuple[int, datetime | None]] = {}
    verdades = {}
    for fila in reclamado.filas:
        if fila.entidad_id not in cuentas:
            cuentas[fila.entidad_id] = _en_espera(reclamado, fila)
        pendientes, mas_viejo = cuentas[fila.entidad_id]
        if not fila.activa or fila.rol not in condiciones.ROLES[Destino.PLANEACION]:
            verdades[fila.id] = _CANCELADO
        elif mas_viejo is None:
            verdades[fila.id] = _CUMPLIDO
        else:
            es_habil = reclamado.calendario(fila.entidad_id).es_habil
            dias = dias_habiles_entre(fecha_bogota(mas_viejo), reclamado.hoy, es_habil)
            verdades[fila.id] = Verdad(detalle={"pendientes": pendientes, "dias": dias})
    return verdades


def _situaciones(reclamado: Reclamado, entidad_id: int, anio: int) -> Mapping[str, SituacionDeCorte]:
    entidad = DepositoEntidades(reclamado.conexion).traer(IdEntidad(entidad_id))
    actos = DepositoCortes(reclamado.conexion).actos(entidad.id, Vigencia(anio))
    todas = situaciones(Vigencia(anio), entidad, actos, reclamado.hoy)
    return {f"corte:{situacion.corte}": situacion for situacion in todas}


def _sigue_igual(situacion: SituacionDeCorte, fila: FilaSQL) -> bool:
    abre = fila.tipo == TipoRecordatorio.CORTE_ABRE.value
    return situacion.recibe and fila.fin == (situacion.apertura if abre else situacion.cierre)


def _lo_que_deben(
    reclamado: Reclamado, situacion: SituacionDeCorte, tipo: TipoRecordatorio, filas: Sequence[FilaSQL]
) -> Mapping[int, Verdad]:
    corte = situacion.corte
    datos = {
        "entidad": filas[0].entidad_id,
        "anio": corte.vigencia.anio,
        "periodo": str(corte),
        "debe_desde": condiciones.debe_desde(tipo, corte, reclamado.ahora),
        "personas": sorted({fila.persona_id for fila in filas}),
    }
    deben = {fila[0]: fila[1] for fila in reclamado.conexion.execute(_DEBEN, datos)}
    comun: dict[str, object] = {
        "corte": str(corte),
        "cierre": situacion.cierre.isoformat(),
        "dias": reclamado.faltan(filas[0].entidad_id, situacion.cierre),
    }
    return {
        fila.id: Verdad(detalle=comun | {"faltan": deben[fila.persona_id]})
        if fila.persona_id in deben
        else _CUMPLIDO
        for fila in filas
    }


def _folio(fila: FilaSQL) -> str:
    return str(fila.objeto).removeprefix("reporte:")


def _en_espera(reclamado: Reclamado, fila: FilaSQL) -> tuple[int, datetime | None]:
    """Cuántos reportes llevan más días hábiles de los que dice la ficha, y cuándo se envió el primero."""
    habiles = max(reclamado.ficha(fila).desfases, default=0)
    es_habil = reclamado.calendario(fila.entidad_id).es_habil
    desde = sumar_habiles(reclamado.hoy, -habiles, es_habil)
    datos = {"entidad": fila.entidad_id, "antes_de": datetime.combine(desde, time(), tzinfo=BOGOTA)}
    cuentas = [reclamado.conexion.execute(consulta, datos).one() for consulta in _COLA]
    primeros = [primero for _, primero in cuentas if primero is not None]
    return sum(cuantos for cuantos, _ in cuentas), min(primeros, default=None)
