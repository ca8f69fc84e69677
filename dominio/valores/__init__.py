"""Valores del plan: dinero, porcentajes, fechas y códigos, sin idioma ni entrada o salida."""
