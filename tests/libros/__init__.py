"""Pruebas de los libros de cálculo."""
