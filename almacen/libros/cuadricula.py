"""Una hoja ya leída, sin saber de dónde salió: celdas con contenido y rangos combinados."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from dominio.modelo.libro import ErrorDeLibro

ValorDeCelda = str | int | float | bool | datetime | date | time | timedelta | None


_REFERENCIA = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Rango:
    """Celdas combinadas, con extremos incluidos (filas y columnas desde 1)."""

    fila: int
    columna: int
    ultima_fila: int
    ultima_columna: int


class Celda(NamedTuple):
    """El contenido de una celda.

    Attributes:
        tipo: «n» número, «s» texto, «d» fecha, «b» lógico, «e» error de Excel, «f» fórmula sin valor.
        formato: formato de número, para saber si un 0,45 se ve como 45 %.
    """

    valor: ValorDeCelda
    tipo: str = "n"
    formato: str = "General"


VACIA = Celda(None)


@dataclass(slots=True)
class Cuadricula:
    """Una hoja: solo las celdas con contenido, por fila y columna desde 1.

    ``error`` dice por qué no se puede leer entera; importa solo si la hoja es de un instrumento.
    """

    nombre: str
    celdas: dict[int, dict[int, Celda]]
    combinadas: list[Rango] = field(default_factory=list)
    oculta: bool = False
    columnas_de_mas: bool = False
    error: ErrorDeLibro | None = None
    _cubiertas: dict[tuple[int, int], Rango] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Anota qué celdas de cada rango combinado quedan tapadas por la primera."""
        ultima = max(self.celdas, default=0)
        for rango in self.combinadas:
            # Una combinada puede llegar hasta la fila 1.048.576; más allá de los datos no importa.
            for fila in range(rango.fila, min(rango.ultima_fila, ultima) + 1):
                for columna in range(rango.columna, min(rango.ultima_columna, rango.columna + 79) + 1):
                    if (fila, columna) != (rango.fila, rango.columna):
                        self._cubiertas[fila, columna] = rango

    def propia(self, fila: int, columna: int) -> Celda:
        """La celda tal como está guardada."""
        return self.celdas.get(fila, {}).get(columna, VACIA)

    def cubierta_por(self, fila: int, columna: int) -> Rango | None:
        """El rango combinado que tapa la celda, si no es la primera de él."""
        return self._cubiertas.get((fila, columna))

    def heredada(self, fila: int, columna: int) -> Celda:
        """La celda, o la primera de su columna combinada hacia abajo si esta la tapa."""
        rango = self._cubiertas.get((fila, columna))
        if rango is None or rango.columna != columna:
            return self.propia(fila, columna)
        return self.propia(rango.fila, rango.columna)

    def encabezado(self, fila: int, columna: int) -> str:
        """Texto de una celda de encabezado, extendido a todo su rango combinado."""
        rango = self._cubiertas.get((fila, columna))
        celda = self.propia(rango.fila, rango.columna) if rango else self.propia(fila, columna)
        if isinstance(celda.valor, int):
            return str(celda.valor)  # los años bajo «Programado» suelen ir como número
        return celda.valor if isinstance(celda.valor, str) else ""


@lru_cache(maxsize=1024)
def numero_de_columna(letras: str) -> int:
    """«A» es 1, «AA» es 27."""
    numero = 0
    for letra in letras.upper():
        numero = numero * 26 + ord(letra) - 64
    return numero


def letra_de_columna(numero: int) -> str:
    """27 es «AA»."""
    letras = ""
    while numero > 0:
        numero, resto = divmod(numero - 1, 26)
        letras = chr(65 + resto) + letras
    return letras


def leer_referencia(texto: str) -> tuple[int, int] | None:
    """«U5» como (fila, columna); ``None`` si no tiene esa forma."""
    partes = _REFERENCIA.fullmatch(texto)
    return (int(partes[2]), numero_de_columna(partes[1])) if partes else None


def leer_rango(texto: str) -> Rango | None:
    """«B4:D6» como rango; ``None`` si no tiene esa forma."""
    primero, _, ultimo = texto.partition(":")
    desde, hasta = leer_referencia(primero), leer_referencia(ultimo or primero)
    return Rango(*desde, *hasta) if desde and hasta else None


def referencia(fila: int, columna: int) -> str:
    """Fila y columna como «U5»."""
    return f"{letra_de_columna(columna)}{fila}"
