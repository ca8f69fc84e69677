"""Lo que una persona escribe, convertido en valores del dominio o en una pregunta."""
