"""Recordatorios: filas con clave única; APScheduler solo da el tic."""
