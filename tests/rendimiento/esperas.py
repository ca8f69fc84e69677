"""Qué esperan las conexiones de PostgreSQL mientras se mide, preguntado varias veces por segundo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import psycopg

CADA_SEGUNDOS = 0.02
OCUPADAS = (
    b"SELECT coalesce(wait_event_type, 'CPU') FROM pg_stat_activity"
    b" WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND state <> 'idle'"
)


@contextmanager
def contando(url: str, esperas: Counter[str]) -> Iterator[None]:
    """Suma en ``esperas`` la clase de espera de cada conexión ocupada: ``Lock``, ``IO``, ``Client``…"""
    fin = Event()

    def mirar() -> None:
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as conexion:
            while not fin.wait(CADA_SEGUNDOS):
                esperas.update(clase for (clase,) in conexion.execute(OCUPADAS))

    hilo = Thread(target=mirar)
    hilo.start()
    try:
        yield
    finally:
        fin.set()
        hilo.join()
