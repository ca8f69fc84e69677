"""Frases con gettext: el identificador de cada una es la propia frase en español.

Sin catálogo compilado las frases salen tal cual; con uno (``catalogo/es_CO/LC_MESSAGES``),
planeación puede cambiarlas sin tocar el código.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from pathlib import Path

CARPETA = Path(__file__).parent / "catalogo"
DOMINIO = "asistente"

_CATALOGO = gettext.translation(DOMINIO, localedir=CARPETA, languages=["es_CO"], fallback=True)


def _(frase: str) -> str:
    """La frase como debe leerse; los datos se ponen después, con nombre."""
    return _CATALOGO.gettext(frase)


def ngettext(singular: str, plural: str, cuantos: int) -> str:
    """La forma que corresponde a esa cantidad."""
    return _CATALOGO.ngettext(singular, plural, cuantos)


@dataclass(frozen=True, slots=True)
class Perezosa:
    """Frase declarada al importar y resuelta al mostrarla."""

    frase: str

    def __str__(self) -> str:
        """La frase resuelta."""
        return _(self.frase)


def _l(frase: str) -> Perezosa:
    """Frase para una declaración (un paso, una orden): se resuelve cuando se muestra."""
    return Perezosa(frase)
