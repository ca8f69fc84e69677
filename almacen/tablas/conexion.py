"""Motores de base de datos: SQLite que no pierde lo confirmado y PostgreSQL con psycopg 3."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, QueuePool, StaticPool

from dominio.errores import BaseNoDisponible, BaseOcupada, ErrorDominio

ESPERA_SEGUNDOS = 5
CONEXIONES = 8
# Causa con que se dice que la base está pero no tiene las tablas.
FALTA_MIGRAR = "falta_migrar"

# Códigos primarios de SQLite que dicen «espere» o «no hay base», según sqlite3.h.
_OCUPADA = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_SIN_BASE = frozenset(
    {
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    }
)
# SQLSTATE de bloqueo: interbloqueo, candado no obtenido, serialización, consulta cancelada.
_ESTADOS_OCUPADA = frozenset({"40P01", "55P03", "40001", "57014"})


def leer_url(url: str) -> URL:
    """La URL con el controlador de la casa: ``postgresql://`` pasa a psycopg 3."""
    leida = make_url(url)
    if leida.drivername in ("postgres", "postgresql"):
        return leida.set(drivername="postgresql+psycopg")
    return leida


def es_memoria(url: str) -> bool:
    """Dice si la URL es una base SQLite que vive solo en este proceso."""
    leida = leer_url(url)
    return leida.get_backend_name() == "sqlite" and leida.database in (None, "", ":memory:")


def crear_motor(url: str, *, sin_reserva: bool = False) -> Engine:
    """Motor de escritura; sus errores de conexión salen como errores del dominio.

    En SQLite cada transacción es ``BEGIN IMMEDIATE``: espera su turno al empezar y no a la mitad.

    Args:
        url: URL de SQLAlchemy (``sqlite:///plan.db``, ``postgresql://…``).
        sin_reserva: para migrar: cierra cada conexión al soltarla y no revisa llaves ajenas
            mientras SQLite rehace tablas.

    Raises:
        BaseOcupada, BaseNoDisponible: al usarlo, según el fallo.
    """
    leida = leer_url(url)
    if leida.get_backend_name() == "sqlite":
        pragmas = ("PRAGMA foreign_keys=OFF",) if sin_reserva else ("PRAGMA foreign_keys=ON",)
        return _motor_sqlite(leida, "BEGIN IMMEDIATE", pragmas, sin_reserva=sin_reserva)
    return _motor_postgres(leida, sin_reserva=sin_reserva)


def motor_de_lectura(url: str, escritura: Engine) -> Engine:
    """Motor cuyas transacciones ven una sola foto de los datos, no escriben y no esperan a quien escribe.

    Args:
        url: la misma con que se creó ``escritura``.
        escritura: en PostgreSQL se usan sus mismas conexiones.
    """
    leida = leer_url(url)
    if leida.get_backend_name() == "sqlite":
        return _motor_sqlite(leida, "BEGIN", ("PRAGMA query_only=ON",), sin_reserva=False)
    return escritura.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _motor_sqlite(url: URL, inicio: str, pragmas: tuple[str, ...], *, sin_reserva: bool) -> Engine:
    args: dict[str, Any] = {"check_same_thread": False, "timeout": ESPERA_SEGUNDOS}
    if es_memoria(str(url)):
        motor = create_engine(url, poolclass=StaticPool, connect_args=args)
    elif sin_reserva:
        motor = create_engine(url, poolclass=NullPool, connect_args=args)
    else:
        reserva: dict[str, Any] = {"pool_size": CONEXIONES, "max_overflow": CONEXIONES}
        motor = create_engine(
            url, poolclass=QueuePool, pool_timeout=ESPERA_SEGUNDOS, connect_args=args, **reserva
        )
    _crear_carpeta(url)

    @event.listens_for(motor, "connect")
    def _preparar(dbapi: sqlite3.Connection, _registro: ConnectionPoolEntry) -> None:
        # Sin transacciones implícitas: el BEGIN que corresponde lo damos nosotros.
        dbapi.isolation_level = None
        for pragma in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", *pragmas):
            dbapi.execute(pragma)

    def empezar(dbapi: Any) -> None:
        dbapi.execute(inicio)

    # Por el dialecto y no por un suceso del motor: con uno solo, cada sentencia gasta en avisar.
    motor.dialect.do_begin = empezar  # type: ignore[assignment]
    event.listen(motor, "handle_error", _traducir, retval=True)
    return motor


def _crear_carpeta(url: URL) -> None:
    """SQLite crea el archivo pero no su carpeta."""
    if url.database and not es_memoria(str(url)) and not url.database.startswith("file:"):
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as causa:
            raise BaseNoDisponible(motor="sqlite", causa=str(causa)) from causa


def _motor_postgres(url: URL, *, sin_reserva: bool) -> Engine:
    args: dict[str, Any] = {"connect_timeout": ESPERA_SEGUNDOS}
    if sin_reserva:
        # Las migraciones esperan su turno lo que haga falta; los mensajes no.
        motor = create_engine(url, poolclass=NullPool, connect_args=args)
    else:
        motor = create_engine(
            url,
            pool_size=CONEXIONES,
            max_overflow=CONEXIONES,
            pool_timeout=ESPERA_SEGUNDOS,
            pool_pre_ping=True,
            connect_args={**args, "options": f"-c lock_timeout={ESPERA_SEGUNDOS * 1000}"},
        )
    event.listen(motor, "handle_error", _traducir, retval=True)
    return motor


def _traducir(contexto: ExceptionContext) -> ErrorDominio | None:
    """Cambia el error del controlador por uno del dominio cuando habla de la base y no del dato."""
    return traducido(contexto.original_exception, desconectada=contexto.is_disconnect)


def traducido(original: BaseException | None, *, desconectada: bool = False) -> ErrorDominio | None:
    """El error del dominio que corresponde a uno del controlador; ``None`` si no es de conexión."""
    if isinstance(original, sqlite3.Error):
        primario = (getattr(original, "sqlite_errorcode", 0) or 0) & 0xFF
        if primario in _OCUPADA:
            return BaseOcupada(motor="sqlite")
        if str(original).startswith("no such table"):
            return BaseNoDisponible(motor="sqlite", causa=FALTA_MIGRAR)
        return BaseNoDisponible(motor="sqlite", causa=str(original)) if primario in _SIN_BASE else None
    estado = getattr(original, "sqlstate", None)
    if estado in _ESTADOS_OCUPADA:
        return BaseOcupada(motor="postgresql", estado=estado)
    if estado == "42P01":
        return BaseNoDisponible(motor="postgresql", causa=FALTA_MIGRAR)
    # psycopg llama OperationalError a la conexión perdida, rechazada o sin disco.
    es_operacional = type(original).__module__.startswith("psycopg") and any(
        clase.__name__ == "OperationalError" for clase in type(original).__mro__
    )
    if desconectada or es_operacional:
        return BaseNoDisponible(motor="postgresql", estado=estado)
    return None
