"""Reloj y calendario."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol


class Reloj(Protocol):
    """De dónde sale la hora: así las pruebas y la demo pueden moverla."""

    def ahora(self) -> datetime:
        """Instante actual, con zona UTC."""
        ...


class Calendario(Protocol):
    """Qué día se trabaja en una entidad."""

    def es_habil(self, dia: date) -> bool:
        """Lunes a viernes menos festivos nacionales y locales (y sábado si la entidad trabaja)."""
        ...
