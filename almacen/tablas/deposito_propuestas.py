"""Depósito de las propuestas de lectura."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from almacen.perfiles.canje import propuesta_a_dato, propuesta_de_dato
from almacen.tablas.esquema import PROPUESTA
from almacen.tablas.sentencias import Deposito, por_motor
from dominio.modelo.identidad import IdEncargo
from dominio.modelo.perfil import Propuesta

_P = PROPUESTA.c
_GUARDAR = por_motor(
    lambda insertar: (nueva := insertar(PROPUESTA)).on_conflict_do_update(
        index_elements=[_P.encargo_id], set_={"contenido": nueva.excluded.contenido}
    )
)
_TRAER = select(_P.contenido).where(_P.encargo_id == bindparam("encargo"))


class DepositoPropuestas(Deposito):
    """A lo sumo una por encargo de lectura."""

    def guardar(self, encargo_id: IdEncargo, propuesta: Propuesta) -> None:
        """La guarda en lugar de la que hubiera."""
        datos = {"encargo_id": encargo_id, "contenido": propuesta_a_dato(propuesta)}
        self._conexion.execute(_GUARDAR[self._motor], datos)

    def traer(self, encargo_id: IdEncargo) -> Propuesta | None:
        """La del encargo; ``None`` si no hay."""
        contenido = self._conexion.execute(_TRAER, {"encargo": encargo_id}).scalar_one_or_none()
        return None if contenido is None else propuesta_de_dato(contenido)
