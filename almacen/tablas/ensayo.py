"""Una base en memoria que se puede fotografiar y devolver a como estaba: para ensayar sin dejar rastro."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from almacen.tablas.unidad import AlmacenSQL
from dominio.puertos.tiempo import Reloj


class AlmacenDeEnsayo(AlmacenSQL):
    """Base propia de este objeto, ya migrada, que vuelve a cualquier instante suyo en un milisegundo.

    Args:
        reloj: hora de lo que se audita sin que nadie la diga; por omisión la de la máquina.
    """

    def __init__(self, reloj: Reloj | None = None) -> None:
        super().__init__("sqlite:///:memory:", reloj)

    def foto(self) -> bytes:
        """Todo lo guardado, tal como está; sin transacciones abiertas."""
        with closing(self._escritura.raw_connection()) as conexion:
            cruda: Any = conexion.driver_connection
            imagen: bytes = cruda.serialize()
        return imagen

    def volver(self, foto: bytes) -> None:
        """Deja la base como en la foto; lo hecho después se pierde."""
        with closing(self._escritura.raw_connection()) as conexion:
            cruda: Any = conexion.driver_connection
            cruda.deserialize(foto)
