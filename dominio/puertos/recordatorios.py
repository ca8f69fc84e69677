"""Recordatorios guardados: programarlos, saber si son ciertos, tomarlos y cerrarlos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from dominio.modelo.entrega_de_recordatorios import LoDeHoy, RecordatorioMaduro, Resolucion
from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.modelo.recordatorio import EstadoRecordatorio, RecordatorioTomado
from dominio.puertos.que_recordar import ProgramacionDeRecordatorios, VerdadDeRecordatorios


class Recordatorios(ProgramacionDeRecordatorios, VerdadDeRecordatorios, Protocol):
    """Filas con clave única «hito|objeto|día del que cuelga|persona»."""

    def maduros(self, ahora: datetime) -> Sequence[RecordatorioMaduro]:
        """Lo programado cuyo instante llegó, en orden, sin tomarlo; y lo de hoy que pueda adelantarse.

        Se adelanta lo de quien hoy tiene un resumen por recibir o un horario propio; quien llama
        decide. Lo que alguien dejó para más tarde con ``aplazar`` no está hasta entonces.
        """
        ...

    def reclamar(
        self, personas: Sequence[IdPersona], ids: Sequence[int], ahora: datetime
    ) -> Sequence[RecordatorioTomado]:
        """Toma, hasta el fin de la transacción, lo de esas personas que siga por enviar, con lo de hoy.

        Lo de una persona que otro proceso tenga en la mano no viene: lo termina ese proceso.
        """
        ...

    def de_hoy(self, personas: Sequence[IdPersona], ahora: datetime) -> Mapping[IdPersona, LoDeHoy]:
        """Cuántos mensajes le salieron hoy (día de Bogotá) a cada una; quien no recibió no está."""
        ...

    def aplazar(self, hasta: Mapping[int, datetime]) -> None:
        """Deja cada uno quieto hasta ese instante, sin cambiar cuándo tocaba."""
        ...

    def resolver(self, resoluciones: Sequence[Resolucion], ahora: datetime) -> None:
        """Cierra las filas, en la transacción en que se encola el mensaje; lo ya cerrado no cambia."""
        ...

    def contar(self, entidad_id: IdEntidad) -> dict[EstadoRecordatorio, int]:
        """Cuántos hay en cada estado."""
        ...
