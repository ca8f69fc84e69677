"""Lo que se mira para seguir la entrega de los reportes; aquí solo se lee."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from dominio.modelo.identidad import IdDependencia, IdEntidad
from dominio.modelo.seguimiento import (
    AntesDelReporte,
    CuentaDeEnviados,
    FiltroDeEnviados,
    LlegadaDeReporte,
    RecordatorioEnviado,
    ReporteRecibido,
)
from dominio.valores.fechas import Corte, Vigencia


class Seguimiento(Protocol):
    """Reportes y recordatorios, cruzados por conjuntos: una consulta por pregunta."""

    def llegadas(self, entidad_id: IdEntidad, corte: Corte) -> Sequence[LlegadaDeReporte]:
        """El primer reporte que cuenta de cada actividad en el corte; lo devuelto y lo importado no."""
        ...

    def antes_del_reporte(
        self, entidad_id: IdEntidad, corte: Corte, desde: datetime
    ) -> Sequence[AntesDelReporte]:
        """Por cada actividad reportada en el corte, el último recordatorio que salió antes de su reporte.

        A lo sumo dos filas por actividad: el último a quien fuera, y el último a quien reportó. Cuentan
        los de la actividad y los del corte que le llegaron a su responsable o a quien reportó.

        Args:
            desde: los que salieron antes de ese instante no son de este corte.
        """
        ...

    def cuentas(
        self,
        entidad_id: IdEntidad,
        vigencia: Vigencia,
        entre: tuple[datetime, datetime],
        dependencia_id: IdDependencia | None = None,
    ) -> Sequence[CuentaDeEnviados]:
        """Recordatorios resueltos en ese tiempo (el final no entra), por tipo, estado y respuesta."""
        ...

    def salidas_del_corte(
        self, entidad_id: IdEntidad, corte: Corte, dependencia_id: IdDependencia | None = None
    ) -> Sequence[datetime]:
        """Cuándo salió cada recordatorio que habla de ese corte, en orden; instantes UTC."""
        ...

    def enviados(
        self, entidad_id: IdEntidad, vigencia: Vigencia, filtro: FiltroDeEnviados
    ) -> Sequence[RecordatorioEnviado]:
        """Los recordatorios ya resueltos, en el orden en que salieron; sin su reporte."""
        ...

    def reportes(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[ReporteRecibido]:
        """Los reportes de avance del chat que cuentan, en el orden en que llegaron."""
        ...
