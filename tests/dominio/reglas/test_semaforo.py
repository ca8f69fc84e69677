"""Semáforo: contra lo que debía ir, con las bandas de la entidad."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dominio.errores import BandasInvalidas, SinProgramacion
from dominio.modelo.banda import Banda
from dominio.reglas.semaforo import (
    BANDAS_POR_OMISION,
    SIN_INICIAR,
    VENCIDA,
    clasificar,
    cumplimiento,
    exigir_bandas,
)
from dominio.valores.porcentaje import CERO, CIEN, Porcentaje

P = Porcentaje.de
FIN, HOY = date(2026, 12, 31), date(2026, 9, 30)


@pytest.mark.parametrize(
    ("avance", "esperado", "nombre"),
    [
        ("45", "50", "al día"),
        ("44.99", "50", "en riesgo"),
        ("35", "50", "en riesgo"),
        ("34.99", "50", "atrasada"),
        ("0", "50", "atrasada"),
        ("80", "50", "al día"),
        ("100", "100", "al día"),
        ("90", "100", "al día"),
        ("0", "0", "sin iniciar"),
        ("5", "0", "al día"),
        ("365", "0.01", "al día"),
    ],
)
def test_clasificar_compara_con_lo_que_debia_ir(avance: str, esperado: str, nombre: str) -> None:
    """90 y 70 % de lo esperado, con el límite incluido; nada esperado es sin iniciar o al día."""
    assert clasificar(P(avance), P(esperado), FIN, HOY).nombre == nombre


def test_clasificar_usa_el_mismo_redondeo_que_se_muestra() -> None:
    """Si en pantalla dice 90,00 %, la banda es la de 90 %."""
    avance, esperado = P("26.99"), P("29.99")

    assert cumplimiento(avance, esperado) == P("90.00")
    assert clasificar(avance, esperado, FIN, HOY).nombre == "al día"


def test_vencida_es_fecha_pasada_sin_terminar() -> None:
    """El último día todavía no está vencida; terminada nunca lo está."""
    assert clasificar(P("99.99"), CIEN, FIN, date(2027, 1, 1)) == VENCIDA
    assert clasificar(CERO, CERO, FIN, date(2027, 1, 1)) == VENCIDA
    assert clasificar(P("99.99"), CIEN, FIN, FIN).nombre == "al día"
    assert clasificar(CIEN, CIEN, FIN, date(2027, 1, 1)).nombre == "al día"


def test_clasificar_con_bandas_de_la_entidad_en_cualquier_orden() -> None:
    """Las bandas son datos: cinco, desordenadas, con sus propios nombres."""
    nombres = [("medio", 60), ("sobresaliente", 80), ("crítico", 0), ("satisfactorio", 70), ("bajo", 40)]
    bandas = [Banda(nombre, P(desde), "000000", "•") for nombre, desde in nombres]

    clases = [clasificar(P(v), CIEN, FIN, HOY, bandas).nombre for v in (95, 80, 75, 60, 59, 39)]

    assert clases == ["sobresaliente", "sobresaliente", "satisfactorio", "medio", "bajo", "crítico"]
    assert clasificar(P(1), CERO, FIN, HOY, bandas).nombre == "sobresaliente"
    assert clasificar(CERO, CERO, FIN, HOY, bandas) == SIN_INICIAR
    with pytest.raises(BandasInvalidas):
        clasificar(P(1), CIEN, FIN, HOY, [])


def test_cumplimiento_sin_nada_esperado_no_es_cero() -> None:
    """Antes de que deba ir algo no hay cumplimiento; un esperado diminuto no desborda."""
    with pytest.raises(SinProgramacion):
        cumplimiento(P(5), CERO)
    assert cumplimiento(P(365), P("0.01")) == Porcentaje.MAXIMO


def test_exigir_bandas_pide_base_y_sin_repetidos() -> None:
    """Deben cubrir desde 0 %, sin límites ni nombres repetidos; las de omisión cumplen."""
    assert exigir_bandas(BANDAS_POR_OMISION[::-1]) == BANDAS_POR_OMISION
    verde, amarilla, roja = BANDAS_POR_OMISION
    malas: list[list[Banda]] = [
        [],
        [verde, amarilla],
        [verde, roja, Banda("otra", CERO, "0", "•")],
        [verde, roja, Banda("Al Día ", P(5), "0", "•")],
    ]
    for bandas in malas:
        with pytest.raises(BandasInvalidas):
            exigir_bandas(bandas)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 10_000))
def test_mas_avance_nunca_empeora_la_banda(a: int, b: int, esperado: int) -> None:
    """A igual esperado, quien lleva más queda en banda igual o mejor."""
    orden = [SIN_INICIAR, *BANDAS_POR_OMISION[::-1]]
    menor, mayor = sorted((a, b))

    peor = clasificar(Porcentaje(menor), Porcentaje(esperado), FIN, HOY)
    mejor = clasificar(Porcentaje(mayor), Porcentaje(esperado), FIN, HOY)

    assert orden.index(peor) <= orden.index(mejor)
