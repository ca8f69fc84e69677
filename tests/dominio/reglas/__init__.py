"""Pruebas de las reglas."""
