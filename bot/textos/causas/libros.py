"""Las frases de los errores de los libros, los perfiles y su importación."""

from __future__ import annotations

from bot.textos.idioma import Perezosa

FRASES: dict[str, Perezosa] = {}
PISTAS: dict[str, Perezosa] = {}
