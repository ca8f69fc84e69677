"""Hallazgos: lo que las reglas encuentran, con su objeto y cómo arreglarlo."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severidad(StrEnum):
    """Peso de un hallazgo."""

    ERROR = "error"
    ADVERTENCIA = "advertencia"
    INFORMATIVO = "informativo"


@dataclass(frozen=True, slots=True)
class Hallazgo:
    """Una regla que no se cumple en un objeto del plan.

    Attributes:
        regla: código («R11»).
        objeto: código de la actividad, meta o proyecto.
        mensaje: una frase que nombra el objeto y dice cómo arreglarlo.
    """

    regla: str
    severidad: Severidad
    objeto: str
    dependencia: str | None
    mensaje: str
