"""La base y la hora de un ensayo: se ponen como se necesiten y se devuelven a como estaban."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol

from dominio.puertos.unidad import Almacen

# Un viernes por la mañana del tercer trimestre: hay actividades vencidas, por vencer y a tiempo.
AHORA = datetime(2026, 9, 4, 15, 0, tzinfo=UTC)
UN_CORTE_ANTES = datetime(2026, 6, 16, 15, 0, tzinfo=UTC)


class BaseDeEnsayo(Almacen, Protocol):
    """Un almacén que se puede devolver a como estaba."""

    def foto(self) -> bytes:
        """Todo lo guardado."""
        ...

    def volver(self, foto: bytes) -> None:
        """Deja la base como en la foto."""
        ...


class RelojDeEnsayo:
    """La hora que se le ponga."""

    def __init__(self, ahora: datetime = AHORA) -> None:
        self.hora = ahora

    def ahora(self) -> datetime:
        """La hora puesta."""
        return self.hora
