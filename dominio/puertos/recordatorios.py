"""Recordatorios guardados."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from dominio.modelo.identidad import IdEntidad
from dominio.modelo.recordatorio import Disparo, EstadoRecordatorio, RecordatorioTomado
from dominio.valores.fechas import Vigencia


class Recordatorios(Protocol):
    """Filas con clave única «hito|objeto|día del que cuelga|persona»."""

    def programar(self, entidad_id: IdEntidad, vigencia: Vigencia, disparos: Sequence[Disparo]) -> int:
        """Inserta de una vez los que falten (INSERT … SELECT … ON CONFLICT DO NOTHING).

        Para cada disparo, las actividades vigentes con responsable, que terminan ese día y van por
        debajo de 100 %. Devuelve cuántos son nuevos.
        """
        ...

    def reclamar(self, ahora: datetime, arriendo: timedelta, limite: int) -> Sequence[RecordatorioTomado]:
        """Toma los programados cuyo instante llegó, con lo cierto ahora; sin repetir entre procesos."""
        ...

    def resolver(self, recordatorio_id: int, estado: EstadoRecordatorio, ahora: datetime) -> None:
        """Cierra la fila; en la misma transacción en que se encola el mensaje."""
        ...

    def contar(self, entidad_id: IdEntidad) -> dict[EstadoRecordatorio, int]:
        """Cuántos hay en cada estado."""
        ...
