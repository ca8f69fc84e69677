"""Un instante de la conversación: la base, la hora y lo que cada quien tiene a la vista."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Boton:
    """Un botón a la vista, y el mensaje donde está."""

    rotulo: str
    dato: str
    mensaje: int


@dataclass(frozen=True, slots=True)
class Burbuja:
    """Algo que se ve en el chat.

    Attributes:
        quien: ``persona`` y ``bot`` son burbujas; ``aviso`` es lo que dice un toque; ``aparte``,
            un archivo o una acción que no es un mensaje.
        html: ya escapado.
        filas: los botones que trae, como se ven.
        cuenta: en qué chat salió.
        edita: reemplaza un mensaje que ya estaba.
    """

    quien: Literal["persona", "bot", "aviso", "aparte"]
    html: str
    filas: tuple[tuple[Boton, ...], ...] = ()
    cuenta: int = 0
    edita: bool = False

    @property
    def botones(self) -> tuple[Boton, ...]:
        """Todos, en orden de lectura."""
        return tuple(boton for fila in self.filas for boton in fila)


@dataclass(frozen=True, slots=True)
class Momento:
    """La base, la hora y el último mensaje que cada cuenta tiene a la vista.

    Attributes:
        serie: número del siguiente update y del siguiente mensaje.
        propios: el último mensaje que cada cuenta escribió.
    """

    foto: bytes = field(repr=False)
    hora: datetime
    serie: int
    vistos: Mapping[int, Burbuja] = field(default_factory=dict)
    propios: Mapping[int, int] = field(default_factory=dict)

    def botones(self, cuenta: int) -> tuple[Boton, ...]:
        """Los del último mensaje de su chat."""
        return self.vistos[cuenta].botones if cuenta in self.vistos else ()
