"""Diálogos guiados: cada uno es un archivo de datos; una pregunta nueva es una línea."""
