"""Libros con el formato de cada entidad."""
