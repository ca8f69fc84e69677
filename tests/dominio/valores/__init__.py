"""Pruebas de los valores."""
