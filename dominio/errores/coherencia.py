"""Errores de la coherencia del plan."""

from __future__ import annotations
