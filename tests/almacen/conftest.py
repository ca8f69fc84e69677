"""El mismo contrato sobre SQLite en memoria, SQLite en archivo y PostgreSQL de verdad."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from almacen.migraciones import migrar
from almacen.tablas.conexion import crear_motor
from almacen.tablas.esquema import METADATA
from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.entidad import Entidad
from tests.almacen.hechos import una_entidad
from tests.apoyo.postgres import BasesDePrueba


@pytest.fixture(scope="session")
def _postgres_migrada(bases_postgres: BasesDePrueba) -> Iterator[str]:
    """Una base PostgreSQL migrada para todas las pruebas de este cuarto."""
    with bases_postgres.vacia() as url:
        migrar(url)
        yield url


@pytest.fixture
def url_postgres(_postgres_migrada: str) -> str:
    """La misma base, vaciada: crear una por prueba costaría treinta veces más."""
    motor = crear_motor(_postgres_migrada, sin_reserva=True)
    with motor.begin() as conexion:
        # En este papel no corren los disparadores que protegen la auditoría.
        conexion.execute(text("SET LOCAL session_replication_role = replica"))
        for tabla in METADATA.tables.values():
            conexion.execute(tabla.delete())
    motor.dispose()
    return _postgres_migrada


@pytest.fixture
def almacen(url_base: str) -> Iterator[AlmacenSQL]:
    """Almacén vacío y al día, en cada uno de los tres motores."""
    abierto = AlmacenSQL(url_base)
    yield abierto
    abierto.cerrar()


@pytest.fixture(params=["sqlite", "postgres"])
def url_compartida(request: pytest.FixtureRequest) -> str:
    """Base que varios procesos pueden abrir a la vez."""
    url: str = request.getfixturevalue(f"url_{request.param}")
    return url


@pytest.fixture
def compartido(url_compartida: str) -> Iterator[AlmacenSQL]:
    """Almacén sobre una base que otros procesos también abren."""
    abierto = AlmacenSQL(url_compartida)
    yield abierto
    abierto.cerrar()


@pytest.fixture
def entidad(almacen: AlmacenSQL) -> Entidad:
    """Entidad guardada en el almacén de la prueba."""
    return una_entidad(almacen)
