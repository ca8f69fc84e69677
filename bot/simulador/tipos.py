"""Tipos del JSON que entra y sale: la frontera sin tipos del Bot API vive solo aquí."""

from __future__ import annotations

from typing import Any

Objeto = dict[str, Any]
"""Un objeto JSON del Bot API; sus campos los define la API, no este programa."""

Lista = list[Any]
"""Un arreglo JSON del Bot API."""
