"""Lo que se va entendiendo de un libro ajeno mientras planeación lo confirma."""

from __future__ import annotations

from typing import Protocol

from dominio.modelo.identidad import IdEncargo
from dominio.modelo.perfil import Propuesta


class Propuestas(Protocol):
    """A lo sumo una por encargo de lectura."""

    def guardar(self, encargo_id: IdEncargo, propuesta: Propuesta) -> None:
        """La guarda en lugar de la que hubiera."""
        ...

    def traer(self, encargo_id: IdEncargo) -> Propuesta | None:
        """La del encargo; ``None`` si no hay."""
        ...
