"""Varios procesos y procesos que mueren: ni uno doble ni uno perdido."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.textos.recordatorio import redactar
from dominio.modelo.recordatorio import EstadoRecordatorio
from recordatorios.barrido import Barrido
from recordatorios.calendario import calendario_de
from tests.recordatorios.plan_chico import Actividad, Escena, RelojFijo, bogota, escena

TOCA = bogota("2026-06-24T08:00")
DEBIDOS = 500
PLAZO = 60


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """Una base que dos procesos puedan compartir."""
    direccion: str = request.getfixturevalue(f"url_{request.param}")
    return direccion


@pytest.fixture
def lugar(url: str) -> Iterator[Escena]:
    """Quinientas personas con una actividad cada una, todas con algo por recordar."""
    with escena(url) as abierta:
        fin = date(2026, 6, 30)
        abierta.plan([Actividad(f"A-{n:03}", fin, f"Persona {n:03}") for n in range(DEBIDOS)])
        yield abierta


def _lanzar(url: str, *argumentos: str) -> subprocess.Popen[str]:
    """Un proceso listo para barrer, que espera la señal."""
    orden = [sys.executable, "-m", "tests.recordatorios.proceso", url, *argumentos]
    proceso = subprocess.Popen(orden, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert proceso.stdout is not None
    assert proceso.stdout.readline() == "listo\n"
    return proceso


def _soltar(*procesos: subprocess.Popen[str]) -> list[str]:
    """Da la señal a todos y devuelve lo que escribió cada uno."""
    for proceso in procesos:
        assert proceso.stdin is not None
        proceso.stdin.write("ya\n")
        proceso.stdin.flush()
    return [proceso.communicate(timeout=PLAZO)[0] for proceso in procesos]


def _claves(lugar: Escena) -> list[str | None]:
    return [tomado.envio.clave for tomado in lugar.salida(TOCA + timedelta(hours=1))]


def test_dos_procesos_envian_cada_uno_una_vez(lugar: Escena, url: str) -> None:
    """Dos procesos barren 500 debidos a la vez: 500 filas de salida, ni una repetida."""
    instante = TOCA.isoformat()

    escrito = _soltar(_lanzar(url, instante), _lanzar(url, instante))

    assert sum(int(texto) for texto in escrito) == DEBIDOS
    assert len(set(_claves(lugar))) == DEBIDOS == lugar.pendientes()
    assert lugar.estados() == {EstadoRecordatorio.ENVIADO: DEBIDOS}


def test_muerte_en_medio_de_la_tanda(lugar: Escena, url: str) -> None:
    """Si el proceso muere con la tanda en la mano, otro la hace entera en el tic siguiente, sin repetir."""
    proceso = _lanzar(url, TOCA.isoformat(), "220")
    _soltar(proceso)
    assert proceso.returncode == -9
    a_medias = lugar.pendientes()

    en_seguida = _barrer(lugar, 1)
    despues = _barrer(lugar, 10)

    assert a_medias == 200
    assert (en_seguida, despues) == (DEBIDOS - a_medias, 0)
    assert len(set(_claves(lugar))) == DEBIDOS == lugar.pendientes()


def _barrer(lugar: Escena, minutos: int) -> int:
    instante = TOCA + timedelta(minutes=minutos)
    barrido = Barrido(lugar.almacen, calendario_de, redactar, RelojFijo(instante))
    return len(barrido.correr(instante).enviados)
