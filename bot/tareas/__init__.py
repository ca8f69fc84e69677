"""Trabajos largos: se anotan en la conversación y los hace un proceso aparte."""
