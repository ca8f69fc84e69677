"""Pruebas del borde con Telegram."""
