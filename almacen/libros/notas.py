"""Lo que la copia anotada dice de un libro, y cómo viaja al proceso hijo que la escribe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dominio.modelo.lectura import CodigoDudoso, ValorDudoso
from dominio.modelo.libro import ErrorDeLibro


@dataclass(frozen=True, slots=True)
class Notas:
    """Todo lo que la copia anotada dice del libro.

    Attributes:
        dudas: valores que no se pudieron leer.
        codigos: códigos con forma o valor dudoso.
    """

    errores: Sequence[ErrorDeLibro] = ()
    dudas: Sequence[ValorDudoso] = ()
    codigos: Sequence[CodigoDudoso] = ()

    @property
    def dudosas(self) -> list[tuple[str, str, str]]:
        """(hoja, celda, frase) de cada celda que se marca por una duda."""
        marcas = [(duda.hoja, duda.celda, duda.frase) for duda in self.dudas]
        marcas += [(*sitio, _frase_de_codigo(codigo)) for codigo in self.codigos for sitio in codigo.celdas]
        return [marca for marca in marcas if marca[1]]


def notas_a_dato(notas: Notas) -> dict[str, Any]:
    """Como viajan al proceso hijo."""
    return {
        "errores": [[e.hoja, e.celda, e.codigo, e.mensaje] for e in notas.errores],
        "dudas": [[d.hoja, d.celda, d.dato, d.codigo, d.trae, d.frase] for d in notas.dudas],
        "codigos": [
            [c.clase, c.trae, c.propone, [list(sitio) for sitio in c.celdas], c.veces, c.porque]
            for c in notas.codigos
        ],
    }


def notas_de_dato(dato: dict[str, Any]) -> Notas:
    """Las que dejó ``notas_a_dato``."""
    return Notas(
        tuple(ErrorDeLibro(*campos) for campos in dato["errores"]),
        tuple(ValorDudoso(*campos) for campos in dato.get("dudas", [])),
        tuple(
            CodigoDudoso(clase, trae, propone, tuple((hoja, celda) for hoja, celda in celdas), veces, porque)
            for clase, trae, propone, celdas, veces, porque in dato.get("codigos", [])
        ),
    )


def _frase_de_codigo(codigo: CodigoDudoso) -> str:
    propuesta = f" Se propone {codigo.propone}." if codigo.propone else ""
    return f"El código {codigo.trae} es dudoso: {codigo.porque}.{propuesta}"
