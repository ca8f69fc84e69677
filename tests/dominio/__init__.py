"""Pruebas del dominio: puras, sin base ni reloj."""
