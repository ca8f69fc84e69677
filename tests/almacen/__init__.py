"""Pruebas del almacén: un solo contrato en los tres motores."""
