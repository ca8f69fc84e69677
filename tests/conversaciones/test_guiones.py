"""Las conversaciones de ``guiones/`` por cada puerta y cada base."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from almacen.tablas.unidad import AlmacenSQL
from tests.apoyo.plan import CUENTAS, RelojQuieto, sembrar
from tests.conversaciones.corredor import Corredor
from tests.conversaciones.lectura import CARPETA, guiones, leer
from tests.conversaciones.por_telegram import PorTelegram
from tests.conversaciones.puertas import EnProceso

_NOMBRES = [archivo.stem for archivo in guiones()]
_POR_TELEGRAM = ("01", "02", "07", "11", "14", "15", "19", "21", "30", "35", "43", "45", "71", "78")
_CON_DIALOGO = (
    "01",
    "03",
    "05",
    "07",
    "09",
    "12",
    "17",
    "21",
    "33",
    "36",
    "38",
    "40",
    "49",
    "72",
    "73",
    "75",
)


def _numero(archivo: Path) -> str:
    return archivo.name.partition("_")[0]


def _correr(archivo: Path, almacenes: list[AlmacenSQL]) -> list[str]:
    guion, reloj = leer(archivo), RelojQuieto()
    try:
        entorno = sembrar(almacenes[0], tuple(guion.get("vinculadas", CUENTAS)))
        puerta = EnProceso(almacenes, reloj)
        Corredor(puerta, almacenes[0], reloj, entorno).correr(guion)
    finally:
        for almacen in almacenes:
            almacen.cerrar()
    return puerta.transcripcion


@cache
def _en_memoria(archivo: Path) -> list[str]:
    return _correr(archivo, [AlmacenSQL("sqlite:///:memory:")])


@pytest.mark.parametrize("archivo", guiones(), ids=_NOMBRES)
def test_guion_se_cumple(archivo: Path, url_base: str) -> None:
    """Cada guion se cumple igual en memoria, SQLite y PostgreSQL."""
    if url_base == "sqlite:///:memory:":
        _en_memoria(archivo)
    else:
        _correr(archivo, [AlmacenSQL(url_base)])


@pytest.mark.parametrize("archivo", [a for a in guiones() if _numero(a) in _CON_DIALOGO], ids=_CON_DIALOGO)
def test_guion_con_dos_replicas_da_la_misma_transcripcion(archivo: Path, url_sqlite: str) -> None:
    """Dos réplicas que se turnan mensaje a mensaje contestan lo mismo que una sola."""
    dos = _correr(archivo, [AlmacenSQL(url_sqlite), AlmacenSQL(url_sqlite)])

    assert dos == _en_memoria(archivo)


def test_guion_con_dos_replicas_en_postgres(url_postgres: str) -> None:
    """También cuando las réplicas comparten un PostgreSQL."""
    archivo = CARPETA / "07_editar_una_respuesta.yaml"

    dos = _correr(archivo, [AlmacenSQL(url_postgres), AlmacenSQL(url_postgres)])

    assert dos == _en_memoria(archivo)


@pytest.mark.parametrize("archivo", [a for a in guiones() if _numero(a) in _POR_TELEGRAM], ids=_POR_TELEGRAM)
def test_guion_por_el_telegram_local(archivo: Path, url_sqlite: str, tmp_path: Path) -> None:
    """La conversación entera por HTTP: mismo resultado y ninguna llamada rechazada por Telegram."""
    guion, reloj, almacen = leer(archivo), RelojQuieto(), AlmacenSQL(url_sqlite)
    entorno = sembrar(almacen, tuple(guion.get("vinculadas", CUENTAS)))

    with PorTelegram(almacen, reloj, tmp_path) as puerta:
        Corredor(puerta, almacen, reloj, entorno).correr(guion)
        assert puerta.rechazos() == []
    almacen.cerrar()


def test_guiones_son_legibles() -> None:
    """Cada guion tiene título y sus verbos son los del corredor."""
    for archivo in guiones():
        guion = leer(archivo)
        assert guion["titulo"], archivo.name
        for paso in guion["pasos"]:
            assert all(hasattr(Corredor, f"_{verbo}") for verbo in paso), f"{archivo.name}: {paso}"
        assert re.fullmatch(r"\d{2,3}_[a-z_]+", archivo.stem)
