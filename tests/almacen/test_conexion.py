"""Conexiones: cómo escribe cada motor y qué se dice cuando la base no está."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from almacen.tablas import conexion, unidad
from almacen.tablas.conexion import crear_motor, es_memoria, leer_url
from almacen.tablas.unidad import AlmacenSQL
from dominio.errores import BaseNoDisponible, BaseOcupada
from tests.almacen.hechos import una_entidad

RAIZ = Path(__file__).resolve().parents[2]


def test_url_de_postgres_usa_psycopg_3() -> None:
    """``postgresql://`` y ``postgres://`` se entienden sin nombrar el controlador."""
    for url in ("postgresql://u@h/b", "postgres://u@h/b", "postgresql+psycopg://u@h/b"):
        assert leer_url(url).drivername == "postgresql+psycopg"


@pytest.mark.parametrize(
    ("url", "memoria"),
    [
        ("sqlite:///:memory:", True),
        ("sqlite://", True),
        ("sqlite:///plan.db", False),
        ("postgresql://h/b", False),
    ],
)
def test_memoria_se_reconoce(url: str, memoria: bool) -> None:
    """Solo la base que vive en el proceso es memoria."""
    assert es_memoria(url) is memoria


def test_sqlite_escribe_sin_perder_lo_confirmado(url_sqlite: str) -> None:
    """WAL con sincronía completa y llaves ajenas vigiladas."""
    motor = crear_motor(url_sqlite)
    with motor.begin() as abierta:
        ajustes = [abierta.execute(text("PRAGMA " + nombre)).scalar() for nombre in _PRAGMAS]
    motor.dispose()
    assert ajustes == ["wal", 2, 1, 5000]


_PRAGMAS = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")


def test_lectura_no_escribe_ni_espera_a_quien_escribe(compartido: AlmacenSQL) -> None:
    """Con una escritura abierta se lee lo confirmado; y una lectura no puede cambiar nada."""
    una_entidad(compartido)
    with compartido.unidad() as escritura, compartido.lectura() as lectura:
        escritura.entidades.crear("05001", "Medellín")
        assert [entidad.codigo for entidad in lectura.entidades.listar()] == ["76001"]
        escritura.confirmar()
        assert [entidad.codigo for entidad in lectura.entidades.listar()] == ["76001"]
    with compartido.lectura() as lectura:
        assert len(lectura.entidades.listar()) == 2
        with pytest.raises(Exception, match=r"(?i)read-?only"):
            lectura.entidades.crear("11001", "Bogotá")
    with compartido.unidad() as escritura:
        escritura.entidades.crear("11001", "Bogotá")


def test_memoria_es_de_cada_almacen() -> None:
    """Dos almacenes en memoria no se ven, y cada uno nace al día."""
    uno, otro = AlmacenSQL("sqlite:///:memory:"), AlmacenSQL("sqlite:///:memory:")
    una_entidad(uno)
    with otro.lectura() as lectura:
        assert lectura.entidades.listar() == []
    uno.cerrar()
    otro.cerrar()


def test_base_tomada_por_otro_proceso_se_dice(url_sqlite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Si otro no suelta la escritura, se espera el plazo y se lanza ``BaseOcupada``; luego funciona."""
    monkeypatch.setattr(conexion, "ESPERA_SEGUNDOS", 0.2)
    orden = [sys.executable, "-m", "tests.almacen.procesos", "retener", url_sqlite]
    otro = subprocess.Popen(orden, cwd=RAIZ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert otro.stdin is not None
    assert otro.stdout is not None
    assert otro.stdout.readline() == "listo\n"
    otro.stdin.write("ya\n")
    otro.stdin.flush()
    assert otro.stdout.readline() == "tomada\n"
    almacen = AlmacenSQL(url_sqlite)
    with pytest.raises(BaseOcupada), almacen.unidad():
        pass
    with almacen.lectura() as lectura:
        assert lectura.entidades.listar() == []

    otro.communicate("suelte\n", timeout=60)
    una_entidad(almacen)
    almacen.cerrar()


def test_hilo_que_no_suelta_la_escritura_se_dice(url_sqlite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dentro del proceso el plazo es el mismo: una unidad abierta dentro de otra no se cuelga."""
    monkeypatch.setattr(unidad, "ESPERA_SEGUNDOS", 0.1)
    almacen = AlmacenSQL(url_sqlite)
    with almacen.unidad(), pytest.raises(BaseOcupada), almacen.unidad():
        pass
    una_entidad(almacen)
    almacen.cerrar()


@pytest.mark.parametrize("url", ["postgresql://nadie@/nada?host=/no/hay", "sqlite:////proc/no/hay.db"])
def test_base_que_no_esta_se_dice(url: str) -> None:
    """Sin servidor o sin carpeta, el error es del dominio y no del controlador."""
    with pytest.raises(BaseNoDisponible):
        una_entidad(AlmacenSQL(url))


def test_archivo_que_no_es_base_se_dice(tmp_path: Path) -> None:
    """Un archivo ajeno no se confunde con una base."""
    ajeno = tmp_path / "plan.db"
    ajeno.write_text("esto no es una base de datos, es una carta " * 50)
    with pytest.raises(BaseNoDisponible):
        una_entidad(AlmacenSQL(f"sqlite:///{ajeno}"))


def test_conexiones_cortadas_por_el_servidor_se_reponen(url_postgres: str) -> None:
    """Si PostgreSQL cierra las conexiones, la unidad en curso lo dice y la siguiente funciona."""
    almacen, verdugo = AlmacenSQL(url_postgres), crear_motor(url_postgres, sin_reserva=True)
    with almacen.unidad() as cortada:
        with verdugo.connect().execution_options(isolation_level="AUTOCOMMIT") as otra:
            otra.execute(text(_CORTAR))
        with pytest.raises(BaseNoDisponible):
            cortada.entidades.listar()
    una_entidad(almacen)
    almacen.cerrar()
    verdugo.dispose()


_CORTAR = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE pid <> pg_backend_pid() AND datname = current_database()"
)


def test_servir_una_base_al_dia_no_carga_alembic(url_sqlite: str) -> None:
    """Alembic pesa y solo hace falta para migrar."""
    guion = (
        "import sys; from almacen.tablas.unidad import AlmacenSQL; from almacen.migraciones import al_dia;"
        f"assert al_dia({url_sqlite!r}); AlmacenSQL({url_sqlite!r}).unidad().__enter__();"
        "assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", guion], cwd=RAIZ, check=True)
