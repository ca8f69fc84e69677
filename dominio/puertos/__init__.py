"""Puertas del dominio hacia afuera: quién guarda, quién lee libros, quién da la hora."""
