"""Proponer cómo se lee un libro: por sus encabezados y por lo que traen sus columnas."""

from __future__ import annotations

from collections.abc import Sequence

from almacen.libros.cuadricula import Cuadricula
from dominio.modelo.perfil import Perfil, Propuesta


def proponer(hojas: Sequence[Cuadricula], vigencia: int, conocidos: Sequence[Perfil]) -> Propuesta:
    """Uno de los perfiles conocidos, o uno nuevo con sus dudas."""
    raise NotImplementedError
