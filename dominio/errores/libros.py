"""Errores de los libros, los perfiles y su importación."""

from __future__ import annotations
