"""Errores de las difusiones."""
