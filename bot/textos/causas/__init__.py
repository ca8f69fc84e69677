"""Qué se dice de cada error del dominio: una frase por código y una pista por causa."""

from __future__ import annotations

from bot.textos.causas import (
    ajustes_de_recordatorio,
    alertas,
    catalogos,
    ciclo,
    coherencia,
    cortes,
    difusiones,
    generales,
    libros,
    metas,
    personas,
    recordatorios,
    revision,
    ruta,
    versiones,
)
from bot.textos.idioma import Perezosa

_CUARTOS = (
    generales,
    ciclo,
    metas,
    cortes,
    revision,
    personas,
    libros,
    catalogos,
    coherencia,
    ruta,
    versiones,
    recordatorios,
    ajustes_de_recordatorio,
    alertas,
    difusiones,
)
FRASES: dict[str, Perezosa] = {c: f for cuarto in _CUARTOS for c, f in cuarto.FRASES.items()}
PISTAS: dict[str, Perezosa] = {c: f for cuarto in _CUARTOS for c, f in cuarto.PISTAS.items()}
