"""Cambios del esquema, en orden."""
