"""Todas las pantallas del asistente a la vista, recorridas y dibujadas sin Telegram ni red."""
