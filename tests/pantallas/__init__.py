"""Las pantallas del asistente, recorridas enteras."""
