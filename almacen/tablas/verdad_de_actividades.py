"""Si sigue siendo cierto lo que se recuerda de una actividad."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, select

from almacen.tablas.condiciones_de_recordatorio import DE_LA_ACTIVIDAD
from almacen.tablas.esquema import ACTIVIDAD, RECORDATORIO
from almacen.tablas.lo_reclamado import Reclamado
from almacen.tablas.sentencias import FilaSQL
from dominio.modelo.persona import Rol
from dominio.modelo.recordatorio import EstadoRecordatorio, RespuestaARecordatorio, Verdad
from dominio.modelo.tipo_de_recordatorio import Destino, TipoRecordatorio
from dominio.reglas.plazos import dias_habiles_entre
from dominio.reglas.recordatorios import FICHAS
from dominio.valores.fechas import fecha_bogota
from dominio.valores.porcentaje import Porcentaje

_A = ACTIVIDAD.c
_CANCELADO = Verdad(EstadoRecordatorio.CANCELADO)
_CUMPLIDO = Verdad(EstadoRecordatorio.CUMPLIDO)
_DEL_INICIO = (TipoRecordatorio.INICIO.value, TipoRecordatorio.CONTRATACION.value)
_CUADRAN = {
    tipo: select(_A.id).where(_A.id.in_(bindparam("ids", expanding=True)), condicion)
    for tipo, condicion in DE_LA_ACTIVIDAD.items()
}
_R = RECORDATORIO.c
# Lo que dejó para después quien responde por ella; lo que aplaza quien recibe la escala no es respuesta suya.
_APLAZADAS = (
    select(_R.actividad_id, func.max(_R.respondido_en).label("ultima"))
    .join(ACTIVIDAD, _A.id == _R.actividad_id)
    .where(
        _R.actividad_id.in_(bindparam("ids", expanding=True)),
        _R.persona_id == _A.responsable_id,
        _R.tipo.in_([t.value for t, ficha in FICHAS.items() if ficha.destino is Destino.RESPONSABLE]),
        _R.respuesta == RespuestaARecordatorio.POSPUESTO.value,
    )
    .group_by(_R.actividad_id)
)


def de_los_plazos(reclamado: Reclamado) -> Mapping[int, Verdad]:
    """Comienzo, plazo y vencida: misma fecha, mismo responsable, sin terminar y sin reporte posterior."""
    return {fila.id: _del_responsable(fila) for fila in reclamado.filas}


def de_los_contrastes(reclamado: Reclamado) -> Mapping[int, Verdad]:
    """Contratación y gasto contra avance: que lo que no cuadraba siga sin cuadrar."""
    verdades = {}
    por_tipo: dict[str, list[FilaSQL]] = {}
    for fila in reclamado.filas:
        por_tipo.setdefault(fila.tipo, []).append(fila)
    for tipo, filas in por_tipo.items():
        ids = sorted({fila.actividad_id for fila in filas})
        consulta = _CUADRAN[TipoRecordatorio(tipo)]
        siguen = set(reclamado.conexion.execute(consulta, {"ids": ids}).scalars())
        for fila in filas:
            if _ajena(fila) or (tipo in _DEL_INICIO and fila.inicio != fila.fin):
                verdades[fila.id] = _CANCELADO
            else:
                verdades[fila.id] = Verdad() if fila.actividad_id in siguen else _CUMPLIDO
    return verdades


def de_las_escalas(reclamado: Reclamado) -> Mapping[int, Verdad]:
    """Que siga vencida y sin contestar, y que quien la recibe siga en su papel; con lo último que se dijo."""
    ids = sorted({fila.actividad_id for fila in reclamado.filas})
    hechas = reclamado.conexion.execute(_APLAZADAS, {"ids": ids})
    aplazadas = {fila.actividad_id: fila.ultima for fila in hechas}
    return {fila.id: _escala(reclamado, fila, aplazadas.get(fila.actividad_id)) for fila in reclamado.filas}


def _del_responsable(fila: FilaSQL) -> Verdad:
    fecha = fila.inicio if fila.tipo in _DEL_INICIO else fila.termina
    if _ajena(fila) or fecha != fila.fin:
        return _CANCELADO
    if _terminada(fila) or (fila.ultimo_reporte is not None and fila.ultimo_reporte > fila.desde):
        return _CUMPLIDO
    return Verdad()


def _ajena(fila: FilaSQL) -> bool:
    """Si la actividad se retiró, cambió de responsable o su responsable dice que no es suya."""
    return bool(fila.retirada or fila.reclamado) or fila.responsable_id != fila.persona_id


def _terminada(fila: FilaSQL) -> bool:
    return fila.avance is not None and fila.avance >= Porcentaje.CIEN


def _escala(reclamado: Reclamado, fila: FilaSQL, aplazada: datetime | None) -> Verdad:
    if fila.retirada or fila.termina != fila.fin or fila.en_reclamo or not _en_su_papel(reclamado, fila):
        return _CANCELADO
    if _terminada(fila):
        return _CUMPLIDO
    if fila.ultimo_reporte is not None and fecha_bogota(fila.ultimo_reporte) > fila.fin:
        return _CUMPLIDO
    es_habil = reclamado.calendario(fila.entidad_id).es_habil
    dias = dias_habiles_entre(fila.fin, reclamado.hoy, es_habil)
    return Verdad(detalle={"dias": dias, **_ultima_respuesta(fila.ultimo_reporte, aplazada)})


def _ultima_respuesta(reporte: datetime | None, aplazada: datetime | None) -> Mapping[str, object]:
    """Qué fue lo último que dijo quien responde, y qué día; vacío si nunca dijo nada."""
    dichas = [(cuando, que) for cuando, que in ((reporte, "reporte"), (aplazada, "pospuesto")) if cuando]
    if not dichas:
        return {}
    cuando, que = max(dichas)
    return {"ultima": que, "ultima_en": fecha_bogota(cuando).isoformat()}


def _en_su_papel(reclamado: Reclamado, fila: FilaSQL) -> bool:
    if reclamado.ficha(fila).destino is Destino.JEFE:
        return bool(fila.activa and fila.rol == Rol.JEFE.value and fila.dirige == fila.dependencia_id)
    return bool(fila.activa and fila.rol == Rol.PLANEACION.value)
