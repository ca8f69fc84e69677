"""Pruebas de la línea de órdenes."""
