"""Un año simulado: el mundo, lo que debe salir según un cálculo aparte y lo que de verdad salió."""
