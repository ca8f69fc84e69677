"""Tablas de la base de datos y los depósitos que las leen y las escriben."""
