"""Las frases de los errores de los recordatorios y los reclamos."""

from __future__ import annotations

from bot.textos.idioma import Perezosa

FRASES: dict[str, Perezosa] = {}
PISTAS: dict[str, Perezosa] = {}
