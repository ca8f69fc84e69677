"""Pruebas de lo que se entiende de un texto."""
