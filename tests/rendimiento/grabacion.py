"""Graba las sentencias que hace el almacén y las repite con ``sqlite3`` a secas: la vara de R6."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

# Lo mismo que pone el almacén al conectarse.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")


@dataclass(frozen=True)
class Sentencia:
    """Una orden SQL con los valores que llegaron al controlador."""

    sql: str
    valores: Any
    muchas: bool


@contextmanager
def grabando(motor: Engine, cinta: list[Sentencia]) -> Iterator[None]:
    """Mientras dura, toda sentencia de ese motor, con su ``BEGIN`` y su ``COMMIT``, va a la cinta."""

    def empezar(_c: Connection) -> None:
        cinta.append(Sentencia("BEGIN IMMEDIATE", (), False))

    def anotar(_c: Connection, _cursor: object, sql: str, valores: Any, _x: object, muchas: bool) -> None:
        if sql != "BEGIN IMMEDIATE":
            cinta.append(Sentencia(sql, valores, muchas))

    def cerrar(_c: Connection) -> None:
        cinta.append(Sentencia("COMMIT", (), False))

    oyentes = (("begin", empezar), ("before_cursor_execute", anotar), ("commit", cerrar))
    for suceso, oyente in oyentes:
        event.listen(motor, suceso, oyente)
    try:
        yield
    finally:
        for suceso, oyente in oyentes:
            event.remove(motor, suceso, oyente)


def abrir(archivo: Path) -> sqlite3.Connection:
    """Conexión a secas con los mismos PRAGMA del almacén."""
    conexion = sqlite3.connect(archivo, isolation_level=None)
    for pragma in PRAGMAS:
        conexion.execute(f"PRAGMA {pragma}")
    return conexion


def repetir(conexion: sqlite3.Connection, cinta: Sequence[Sentencia]) -> None:
    """Ejecuta la cinta y lee todo lo que devuelva."""
    ejecutar = conexion.execute
    for sentencia in cinta:
        if sentencia.muchas:
            conexion.executemany(sentencia.sql, sentencia.valores)
        else:
            ejecutar(sentencia.sql, sentencia.valores).fetchall()


def contenido(archivo: Path) -> list[str]:
    """Todo lo guardado, como texto: dos bases con lo mismo dan lo mismo."""
    conexion = sqlite3.connect(archivo)
    try:
        return list(conexion.iterdump())
    finally:
        conexion.close()
