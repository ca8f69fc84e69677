"""Lo que debía ir a una fecha."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dominio.errores import FechasInvertidas
from dominio.reglas.esperado import avance_esperado, esperado_agregado
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import CERO, CIEN, Porcentaje

P = Porcentaje.de
INICIO, FIN = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("hoy", "puntos"),
    [
        (date(2025, 12, 31), "0"),
        (date(2026, 1, 1), "0.27"),
        (date(2026, 6, 30), "49.59"),
        (date(2026, 9, 30), "74.79"),
        (date(2026, 12, 30), "99.73"),
        (date(2026, 12, 31), "100"),
        (date(2027, 3, 1), "100"),
    ],
)
def test_esperado_lineal_incluye_ambos_extremos(hoy: date, puntos: str) -> None:
    """365 días iguales: el primero ya cuenta y el último cierra en 100."""
    assert avance_esperado(INICIO, FIN, hoy) == P(puntos)


def test_esperado_de_un_solo_dia() -> None:
    """Una actividad de un día pasa de 0 a 100 ese día."""
    dia = date(2026, 5, 15)

    assert avance_esperado(dia, dia, dia - timedelta(days=1)) == CERO
    assert avance_esperado(dia, dia, dia) == CIEN


def test_esperado_con_fechas_invertidas_es_error() -> None:
    """Terminar antes de empezar no tiene esperado."""
    with pytest.raises(FechasInvertidas):
        avance_esperado(FIN, INICIO, INICIO)


@pytest.mark.parametrize(
    ("hoy", "puntos"),
    [
        (date(2026, 3, 30), "0"),
        (date(2026, 3, 31), "10"),
        (date(2026, 5, 20), "10"),
        (date(2026, 6, 30), "10"),
        (date(2026, 9, 30), "60"),
        (date(2026, 12, 30), "60"),
        (date(2026, 12, 31), "100"),
    ],
)
def test_esperado_con_programacion_vale_lo_del_ultimo_corte_cerrado(hoy: date, puntos: str) -> None:
    """La programación trimestral manda sobre la recta; un corte sin valor hereda el anterior."""
    programacion = {
        Corte.de(t): P(p) for t, p in (("2026-T1", 10), ("2026-T3", 60), ("2026-T4", 95), ("2025-T4", 0))
    }

    assert avance_esperado(INICIO, FIN, hoy, programacion) == P(puntos)


@settings(max_examples=80, deadline=None)
@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 400), st.integers(-30, 430))
def test_esperado_no_retrocede(inicio: date, duracion: int, dia: int) -> None:
    """Un día después nunca se esperaba menos, y siempre está entre 0 y 100."""
    fin = inicio + timedelta(days=duracion)
    hoy = inicio + timedelta(days=dia)

    antes, despues = avance_esperado(inicio, fin, hoy), avance_esperado(inicio, fin, hoy + timedelta(days=1))

    assert CERO <= antes <= despues <= CIEN


def test_esperado_agregado_usa_los_mismos_pesos() -> None:
    """Se agrega como el avance, para comparar iguales."""
    assert esperado_agregado([(P(30), P(100)), (P(70), P(50))]).avance == P(65)
    assert esperado_agregado([(None, P(100)), (None, P(50)), (None, None)]).avance == P(75)
