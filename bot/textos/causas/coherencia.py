"""Las frases de los errores de la coherencia del plan."""

from __future__ import annotations

from bot.textos.idioma import Perezosa

FRASES: dict[str, Perezosa] = {}
PISTAS: dict[str, Perezosa] = {}
