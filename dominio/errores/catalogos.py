"""Errores de los catálogos oficiales."""

from __future__ import annotations
