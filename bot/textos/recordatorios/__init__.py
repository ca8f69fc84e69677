"""Lo que dice cada recordatorio y los botones con que se contesta."""
