"""Si lo programado sigue siendo cierto al momento de enviarlo, por conjuntos."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from almacen.tablas import verdad_de_actividades as actividades
from almacen.tablas import verdad_de_fechas as fechas
from almacen.tablas import verdad_de_reportes as reportes
from almacen.tablas.lo_reclamado import Reclamado
from almacen.tablas.sentencias import Deposito, FilaSQL
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.recordatorio import EstadoRecordatorio, Verdad
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.puertos.preferencias import clave_de_actividad, clave_de_tipo
from dominio.puertos.tiempo import Calendario

Familia = Callable[[Reclamado], Mapping[int, Verdad]]

_FAMILIAS: Mapping[TipoRecordatorio, Familia] = {
    TipoRecordatorio.INICIO: actividades.de_los_plazos,
    TipoRecordatorio.PLAZO: actividades.de_los_plazos,
    TipoRecordatorio.VENCIDA: actividades.de_los_plazos,
    TipoRecordatorio.CORTE_ABRE: reportes.de_los_cortes,
    TipoRecordatorio.CORTE_CIERRA: reportes.de_los_cortes,
    TipoRecordatorio.DEVUELTO: reportes.de_lo_devuelto,
    TipoRecordatorio.COLA: reportes.de_la_cola,
    TipoRecordatorio.LEGAL: fechas.de_la_ley,
    TipoRecordatorio.RUTA: fechas.de_la_ruta,
    TipoRecordatorio.CONTRATACION: actividades.de_los_contrastes,
    TipoRecordatorio.GASTO_SIN_AVANCE: actividades.de_los_contrastes,
    TipoRecordatorio.AVANCE_SIN_GASTO: actividades.de_los_contrastes,
    TipoRecordatorio.ESCALA_JEFATURA: actividades.de_las_escalas,
    TipoRecordatorio.ESCALA_PLANEACION: actividades.de_las_escalas,
    TipoRecordatorio.RESUMEN_SEMANAL: fechas.de_los_resumenes,
    TipoRecordatorio.RESUMEN_DIARIO: fechas.de_los_resumenes,
}


class VerdadDeRecordatorios(Deposito):
    """Lo que queda de cierto en cada recordatorio reclamado."""

    def verificar(
        self, ids: Sequence[int], ahora: datetime, calendarios: Mapping[IdEntidad, Calendario]
    ) -> Mapping[int, Verdad]:
        """Por qué ya no se envía cada uno, o lo que su texto necesita; pocas consultas para todos.

        Manda primero lo que lo desmiente (cancelado, cumplido), luego el silencio de la persona y al
        final que ya no sirva (vencido).

        Args:
            ids: recordatorios ya reclamados.
            calendarios: días hábiles de cada entidad.
        """
        todos = Reclamado.leer(self._conexion, ids, ahora, calendarios)
        por_familia: dict[Familia, list[FilaSQL]] = {}
        for fila in todos.filas:
            por_familia.setdefault(_FAMILIAS[TipoRecordatorio(fila.tipo)], []).append(fila)
        crudas: dict[int, Verdad] = {}
        for familia, filas in por_familia.items():
            crudas |= familia(todos.con(filas))
        return {fila.id: _completa(todos, fila, crudas[fila.id]) for fila in todos.filas}


def _completa(todos: Reclamado, fila: FilaSQL, verdad: Verdad) -> Verdad:
    """La verdad de su familia con lo que vale para todos los tipos."""
    ficha = todos.ficha(fila)
    if not ficha.activo:
        return Verdad(EstadoRecordatorio.CANCELADO)
    if verdad.motivo is not None:
        return verdad
    if ficha.silenciable and _callado(todos, fila):
        return Verdad(EstadoRecordatorio.SILENCIADO)
    if fila.caduca <= todos.ahora:
        return Verdad(EstadoRecordatorio.VENCIDO)
    if ficha.texto is not None:
        return replace(verdad, detalle={**verdad.detalle, "texto": ficha.texto})
    return verdad


def _callado(todos: Reclamado, fila: FilaSQL) -> bool:
    claves = [clave_de_tipo(TipoRecordatorio(fila.tipo))]
    if fila.actividad_id is not None:
        claves.append(clave_de_actividad(fila.actividad_id))
    return any((fila.persona_id, clave) in todos.callado for clave in claves)
