"""Libros de cálculo: leer los ajenos sin fiarse de ellos y escribir los que se entregan.

Este paquete no importa openpyxl al cargarse: quien lee lo hace en un proceso hijo con límites y
quien escribe lo importa al momento de escribir.
"""
