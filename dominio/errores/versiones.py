"""Errores de las versiones del plan."""

from __future__ import annotations
