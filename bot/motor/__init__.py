"""Motor de los diálogos: qué contestar a cada entrada, sin conocer Telegram."""
