"""Reglas del plan como funciones puras, cada una con su fuente."""
