"""El PostgreSQL de las pruebas es de verdad, aísla cada prueba y no sobrevive a quien lo arrancó."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.apoyo.fuentes import RAIZ
from tests.apoyo.postgres import BasesDePrueba

ARRANCA = """
import sys, signal
from tests.apoyo.postgres import ServidorPostgres
servidor = ServidorPostgres()
print(servidor.pid, servidor.carpeta, flush=True)
signal.pause()
"""


def _ejecutar(url: str, sql: str) -> object:
    with create_engine(url, poolclass=NullPool).begin() as conexion:
        resultado = conexion.execute(text(sql))
        return resultado.scalar() if resultado.returns_rows else None


def _crear_tabla(url: str) -> None:
    _ejecutar(url, "CREATE TABLE cosa (id bigint PRIMARY KEY)")


def test_bases_copiadas_no_se_ven_entre_si(bases_postgres: BasesDePrueba) -> None:
    """Lo que una prueba escribe en su copia no llega a la copia de otra."""
    with bases_postgres.copia(_crear_tabla) as una, bases_postgres.copia(_crear_tabla) as otra:
        _ejecutar(una, "INSERT INTO cosa VALUES (1)")

        assert una != otra
        assert _ejecutar(una, "SELECT count(*) FROM cosa") == 1
        assert _ejecutar(otra, "SELECT count(*) FROM cosa") == 0


def test_base_se_borra_aunque_queden_conexiones(bases_postgres: BasesDePrueba) -> None:
    """Una conexión olvidada no impide borrar la base de la prueba."""
    with bases_postgres.vacia() as url:
        motor = create_engine(url)
        olvidada = motor.connect()
        nombre = motor.url.database
    with bases_postgres.vacia() as otra:
        quedan = _ejecutar(otra, f"SELECT count(*) FROM pg_database WHERE datname = '{nombre}'")  # noqa: S608
    olvidada.invalidate()
    olvidada.close()

    assert quedan == 0


@pytest.mark.skipif(bool(os.environ.get("PLAN_PG_URL")), reason="PLAN_PG_URL: el servidor no es nuestro")
def test_servidor_muere_con_quien_lo_arranco() -> None:
    """Con SIGKILL a las pruebas el servidor se apaga solo, y la corrida siguiente barre su carpeta."""
    padre = subprocess.Popen([sys.executable, "-c", ARRANCA], cwd=RAIZ, stdout=subprocess.PIPE, text=True)
    assert padre.stdout is not None
    with padre.stdout as salida:
        pid, carpeta = salida.readline().split()
        servidor = os.pidfd_open(int(pid))
        try:
            padre.send_signal(signal.SIGKILL)
            padre.wait(timeout=20)
            espera = select.poll()
            espera.register(servidor, select.POLLIN)
            murio = bool(espera.poll(20_000))
            if not murio:
                signal.pidfd_send_signal(servidor, signal.SIGKILL)

            assert murio, "el servidor quedó huérfano"
        finally:
            os.close(servidor)
    assert Path(carpeta).exists()
    hijo = subprocess.run(
        [sys.executable, "-c", ARRANCA.replace("signal.pause()", "servidor.apagar()")],
        cwd=RAIZ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert hijo.stdout
    assert not Path(carpeta).exists()
