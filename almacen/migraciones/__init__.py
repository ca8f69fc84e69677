"""Migraciones del esquema: llevar una base al día, desde cero o desde una versión anterior.

Cada archivo de ``versions`` se llama ``pre_NNNN_…`` (va antes del código nuevo y el código viejo
sigue funcionando con él) o ``post_NNNN_…`` (va cuando ya no queda código viejo corriendo).
"""

from __future__ import annotations

from contextlib import closing
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from almacen.tablas.conexion import crear_motor, es_memoria, leer_url

CARPETA = Path(__file__).parent
_TABLA = "alembic_version"
# Alembic guarda lo que hace en variables de módulo: dos hilos con dos bases se las pisarían.
_ALEMBIC = Lock()
_CANDADO = text("SELECT pg_advisory_xact_lock(hashtextextended('migraciones', 0))")


def migrar(url: str) -> str:
    """Crea el esquema o lo lleva al día; devuelve la versión en que quedó.

    Se puede repetir y correr desde varios procesos a la vez: entra uno y los demás, al llegar su
    turno, no encuentran nada que hacer. Todo va en una transacción: si se interrumpe, no cambia nada.

    Raises:
        BaseOcupada, BaseNoDisponible: no se pudo tomar o alcanzar la base.
    """
    motor = crear_motor(url, sin_reserva=True)
    try:
        return migrar_motor(motor)
    finally:
        motor.dispose()


def migrar_motor(motor: Engine) -> str:
    """Como ``migrar``, sobre un motor ya abierto (una base en memoria vive solo en el suyo)."""
    # Alembic pesa y solo hace falta aquí: quien sirve una base al día no lo carga.
    from alembic import command
    from alembic.config import Config

    ajustes = Config(attributes={})
    ajustes.set_main_option("script_location", str(CARPETA).replace("%", "%%"))
    ajustes.set_main_option("path_separator", "os")
    with motor.begin() as conexion:
        if conexion.dialect.name == "postgresql":
            conexion.execute(_CANDADO)
        ajustes.attributes["conexion"] = conexion
        with _ALEMBIC:
            command.upgrade(ajustes, "head")
        return _version(conexion) or ""


def preparar_memoria(motor: Engine) -> None:
    """Deja al día una base en memoria recién abierta, que es una sola conexión.

    Se copia de una que se migra una vez por proceso: migrar cada una costaría cien veces más.
    """
    with closing(motor.raw_connection()) as conexion:
        cruda: Any = conexion.driver_connection
        cruda.deserialize(_imagen_migrada())


@cache
def _imagen_migrada() -> bytes:
    motor = crear_motor("sqlite:///:memory:")
    migrar_motor(motor)
    with closing(motor.raw_connection()) as conexion:
        cruda: Any = conexion.driver_connection
        imagen: bytes = cruda.serialize()
    motor.dispose()
    return imagen


def version_actual(url: str) -> str | None:
    """Versión del esquema de la base; ``None`` si aún no tiene.

    Raises:
        BaseOcupada, BaseNoDisponible: no se pudo alcanzar la base.
    """
    leida = leer_url(url)
    if leida.get_backend_name() == "sqlite" and not Path(leida.database or "").is_file():
        # Abrirla la crearía vacía; preguntar no debe dejar rastro.
        return None
    motor = crear_motor(url, sin_reserva=True)
    try:
        with motor.connect().execution_options(isolation_level="AUTOCOMMIT") as conexion:
            return _version(conexion)
    finally:
        motor.dispose()


def version_esperada() -> str:
    """Versión del esquema que este programa necesita."""
    return max(archivo.name.split("_")[1] for archivo in (CARPETA / "versions").glob("*_[0-9]*_*.py"))


def al_dia(url: str) -> bool:
    """Dice si la base tiene el esquema que este programa necesita; en memoria siempre lo tiene."""
    return es_memoria(url) or version_actual(url) == version_esperada()


def _version(conexion: Connection) -> str | None:
    if not inspect(conexion).has_table(_TABLA):
        return None
    version: str | None = conexion.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version
