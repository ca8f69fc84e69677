"""Errores de los siete pasos del plan."""

from __future__ import annotations
