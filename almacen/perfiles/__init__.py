"""Libros con el formato de cada entidad: proponer cómo se leen y leerlos con un perfil."""
