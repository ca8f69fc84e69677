"""Hallazgos: lo que las reglas encuentran, con su objeto y cómo arreglarlo."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Severidad(StrEnum):
    """Peso de un hallazgo."""

    ERROR = "error"
    ADVERTENCIA = "advertencia"
    INFORMATIVO = "informativo"

    @property
    def peso(self) -> int:
        """0 el que más pesa: con él se ordena y se compara."""
        return _PESOS[self]


_PESOS = {Severidad.ERROR: 0, Severidad.ADVERTENCIA: 1, Severidad.INFORMATIVO: 2}


@dataclass(frozen=True, slots=True)
class Aceptacion:
    """Por qué se deja pasar un hallazgo, quién lo dijo y cuándo (instante UTC).

    Attributes:
        autor: nombre de quien lo aceptó; ``None`` es la línea de órdenes.
    """

    razon: str
    autor: str | None
    en: datetime


@dataclass(frozen=True, slots=True)
class Hallazgo:
    """Una regla que no se cumple en un objeto del plan.

    Attributes:
        regla: código («R11»).
        objeto: código de la actividad, meta o proyecto.
        mensaje: una frase que nombra el objeto y dice cómo arreglarlo.
        arreglo: cómo se arregla en este caso, si no es lo que dice la ficha de la regla.
        aceptacion: si alguien lo dejó pasar con una razón; ``None`` = abierto.
    """

    regla: str
    severidad: Severidad
    objeto: str
    dependencia: str | None
    mensaje: str
    aceptacion: Aceptacion | None = None
    arreglo: str | None = None

    @property
    def huella(self) -> str:
        """SHA-256 de la regla, el objeto y lo que dice: si el dato cambia, la huella es otra."""
        texto = "\x1f".join((self.regla, self.objeto, self.mensaje))
        return hashlib.sha256(texto.encode()).hexdigest()

    @property
    def abierto(self) -> bool:
        """Si nadie lo ha aceptado."""
        return self.aceptacion is None
