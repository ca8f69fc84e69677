"""Sentencias que se escriben una vez y se ejecutan en los dos motores."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Insert, Table, bindparam, text
from sqlalchemy.dialects import postgresql, sqlite

from almacen.tablas.tipos import InstanteUTC

PorMotor = Mapping[str, Insert]
# SQLAlchemy no sabe qué trae cada fila: quien la lee le pone los tipos al armar el modelo.
FilaSQL = Any
Insertar = Callable[[Table], Any]

_CANDADO = text("SELECT pg_advisory_xact_lock(hashtextextended(:nombre, 0))")


def por_motor(armar: Callable[[Insertar], Insert]) -> PorMotor:
    """La misma inserción para cada motor: ``ON CONFLICT`` es igual en ambos, su constructor no."""
    return {"sqlite": armar(sqlite.insert), "postgresql": armar(postgresql.insert)}


def momento(nombre: str) -> Any:
    """Parámetro con un instante, que se guarda y se compara en UTC."""
    return bindparam(nombre, type_=InstanteUTC)


class Deposito:
    """Base de los depósitos: la conexión de la transacción y qué motor es."""

    def __init__(self, conexion: Connection) -> None:
        self._conexion = conexion
        self._motor = conexion.dialect.name

    @property
    def _es_postgres(self) -> bool:
        return self._motor == "postgresql"

    def candado(self, nombre: str) -> None:
        """Espera, hasta el fin de la transacción, que nadie más tenga ese nombre.

        En SQLite no hace falta: quien escribe ya está solo.
        """
        if self._es_postgres:
            self._conexion.execute(_CANDADO, {"nombre": nombre})
