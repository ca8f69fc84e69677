"""Bancos de rendimiento: razones tomadas en una sola corrida, contra el bot de eco de la librería."""
