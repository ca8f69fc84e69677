"""Qué diálogo abrir y con qué respuestas ya sabidas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Apertura:
    """Un diálogo por abrir, con las respuestas que ya se saben.

    Attributes:
        editando: la pregunta en que se abre aunque ya tenga respuesta (lo observado al devolver).
    """

    dialogo: str
    respuestas: Mapping[str, str] = field(default_factory=dict)
    editando: str | None = None
