"""Pruebas de los casos de uso sobre un almacén real."""
