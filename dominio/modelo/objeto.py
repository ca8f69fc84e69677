"""Algo del plan que una persona nombra: una dependencia, un programa, una meta, una actividad…"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Objeto:
    """Algo del plan que se puede consultar.

    Attributes:
        ambito: «entidad», «dependencia», «programa», «proyecto», «meta» o «actividad».
        id: el de la entidad, dependencia, proyecto, meta o actividad; el programa, que no tiene
            fila propia, se nombra por el de su primera actividad.
    """

    ambito: str
    codigo: str | None
    nombre: str
    id: int
