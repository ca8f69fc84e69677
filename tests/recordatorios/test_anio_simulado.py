"""Un año hora por hora, con dos procesos y reinicios, contra un cálculo aparte."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.seguimiento import FiltroDeEnviados, RecordatorioEnviado
from dominio.valores.fechas import a_bogota
from tests.recordatorios.anio.calculo import HABILES, Calculo
from tests.recordatorios.anio.mundo import Mundo, crear
from tests.recordatorios.anio.vida import Vida
from tests.recordatorios.plan_chico import VIGENCIA

SUELTOS = 3


def _vivir(mundo: Mundo, semilla: int) -> Sequence[RecordatorioEnviado]:
    almacen = AlmacenSQL("sqlite:///:memory:")
    try:
        vida = Vida(almacen, mundo, semilla)
        vida.vivir()
        with almacen.lectura() as unidad:
            return unidad.seguimiento.enviados(vida.entidad.id, VIGENCIA, FiltroDeEnviados())
    finally:
        almacen.cerrar()


def _objeto(uno: RecordatorioEnviado) -> str:
    return uno.actividad_codigo or uno.objeto.partition(":")[2] or uno.objeto


def _comparar(mundo: Mundo, todos: Sequence[RecordatorioEnviado]) -> None:
    esperado = Calculo(mundo)
    enviados = [uno for uno in todos if uno.estado is EstadoRecordatorio.ENVIADO]
    sin_chat = {
        (a_bogota(uno.programado).date(), uno.persona, uno.hito, _objeto(uno))
        for uno in todos
        if uno.estado is EstadoRecordatorio.NO_ENTREGABLE
    }
    salieron = [(a_bogota(uno.en), uno.persona, uno.hito, _objeto(uno)) for uno in enviados]

    assert len(salieron) == len(set(salieron))
    assert sorted(set(salieron) - esperado.salidas)[:5] == []
    assert sorted(esperado.salidas - set(salieron))[:5] == []
    assert sorted(sin_chat ^ esperado.sin_chat)[:5] == []
    _decentes(enviados)
    _a_lo_sumo_un_resumen(enviados)


def _decentes(enviados: Sequence[RecordatorioEnviado]) -> None:
    """Ninguno en festivo, en fin de semana ni de noche."""
    instantes = {a_bogota(uno.en) for uno in enviados}
    assert {instante.date() for instante in instantes} <= set(HABILES)
    assert all(7 <= instante.hour < 19 for instante in instantes)


def _a_lo_sumo_un_resumen(enviados: Sequence[RecordatorioEnviado]) -> None:
    """Por persona y día: hasta tres sueltos, o todo en un mensaje."""
    mensajes: dict[tuple[str, datetime], dict[int | None, int]] = defaultdict(lambda: defaultdict(int))
    for uno in enviados:
        dia = a_bogota(uno.en).replace(hour=0, minute=0)
        mensajes[uno.destinatario or uno.persona, dia][uno.mensaje] += 1
    for lotes in mensajes.values():
        assert sum(cuantos > 1 for cuantos in lotes.values()) <= 1
        assert sum(lotes.values()) <= SUELTOS or len(lotes) <= 1


def test_un_anio_de_veintiseis_actividades() -> None:
    """Sale lo que dice el cálculo aparte: cada uno una vez, a hora decente y nunca tras su reporte."""
    mundo = crear(26, gente=9, dependencias=3, semilla=26)

    todos = _vivir(mundo, semilla=7)

    _comparar(mundo, todos)
    assert len(todos) > 600


@pytest.mark.lento
def test_un_anio_de_cinco_mil_actividades() -> None:
    """Lo mismo con cinco mil actividades, seiscientas personas y veinticinco dependencias."""
    mundo = crear(5000, gente=600, dependencias=25, semilla=5000)

    todos = _vivir(mundo, semilla=11)

    _comparar(mundo, todos)
    assert len(todos) > 40_000
