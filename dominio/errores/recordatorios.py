"""Errores de los recordatorios y los reclamos."""
