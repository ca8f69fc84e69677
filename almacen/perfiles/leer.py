"""Leer un libro con un perfil: del libro abierto a ``LibroLeido``, con la cuenta de cada fila y cada peso."""

from __future__ import annotations

from collections.abc import Sequence

from almacen.libros.cuadricula import Cuadricula
from dominio.modelo.libro import ErrorDeLibro, LibroLeido
from dominio.modelo.perfil import Perfil


def leer_con_perfil(
    hojas: Sequence[Cuadricula], previos: Sequence[ErrorDeLibro], perfil: Perfil, vigencia: int
) -> LibroLeido:
    """Todo lo que el perfil dice que hay en el libro."""
    raise NotImplementedError
