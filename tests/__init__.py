"""Pruebas del asistente."""
