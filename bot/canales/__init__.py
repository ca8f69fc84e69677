"""El borde con Telegram: recibir, enviar y nada más. Solo aquí se conoce ``telegram``."""
