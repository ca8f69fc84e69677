"""Verosimilitud de lo narrado: si dice algo y concuerda con lo reportado."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dominio.modelo.hallazgo import Severidad
from dominio.reglas.verosimilitud.lenguaje import cantidad_narrada, es_generica, porcentaje_narrado
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.reglas.fabrica import renglon
from tests.dominio.reglas.reportado import CON_EJECUCION, severidad_de
from tests.dominio.reglas.reportado import reglas as reglas_de

ADVIERTE, INFORMA = Severidad.ADVERTENCIA, Severidad.INFORMATIVO


def test_r27_el_cero_se_justifica_en_dificultades() -> None:
    """El logro no justifica un cero, y además se verifica (R29)."""
    assert reglas_de(puntos=0, logro=None, evidencias=0) == ["R27"]
    assert reglas_de(puntos=0, logro=None, dificultades="Lluvias") == []
    assert reglas_de(puntos=0) == ["R27", "R29"]


def test_r28_avance_sin_logro() -> None:
    """Un avance mayor que 0 cuenta qué se hizo."""
    assert reglas_de(logro=" ") == ["R28"]
    assert reglas_de(puntos=0, logro="", dificultades="Lluvias") == []


def test_r34_recuerda_el_soporte_solo_si_crecio() -> None:
    """Nunca es más que un recordatorio."""
    assert severidad_de("R34", evidencias=0) is INFORMA
    assert severidad_de("R34", evidencias=0, anterior="45") is None
    assert severidad_de("R34", evidencias=1) is None


@pytest.mark.parametrize(
    "texto",
    [
        "Se avanzó según lo planeado",
        "Se viene ejecutando",
        "Actividad en ejecución.",
        "Se realizaron las actividades programadas para el trimestre",
        "Avance normal de acuerdo con el cronograma",
        "ok",
    ],
)
def test_r35_narrativa_de_cajon(texto: str) -> None:
    """Ninguna palabra propia ni una cifra."""
    assert es_generica(texto)
    assert severidad_de("R35", logro=texto) is ADVIERTE


@pytest.mark.parametrize(
    "texto",
    [
        "Se dictaron 12 talleres",
        "Se avanzó en la vereda El Carmen",
        "Se realizaron jornadas de vacunación",
        "Se ejecutó el 45 %",
        "",
    ],
)
def test_r35_lo_que_dice_algo_no_es_de_cajon(texto: str) -> None:
    """Una cifra, un lugar o una cosa bastan; vacío no es genérico: es R28."""
    assert not es_generica(texto)


@pytest.mark.parametrize(
    ("logro", "cantidad", "avisa"),
    [
        ("Se dictaron 50 talleres", "11", True),
        ("Se dictaron 50 nuevos talleres", "11", True),
        ("Se dictaron 11 talleres", "11", False),
        ("Se dictaron 5 talleres más", "11", False),
        ("Se atendieron 50 familias", "11", False),
        ("Se dictaron 1.200 talleres", "11", True),
    ],
)
def test_r35_cifra_narrada_mayor_que_la_reportada(logro: str, cantidad: str, avisa: bool) -> None:
    """50 contra 11 se contradicen; contar menos que el total es hablar de este periodo."""
    una = renglon(1, unidad="Talleres", cantidad_programada=Decimal(20))

    assert ("R35" in reglas_de(una, puntos=55, cantidad=Decimal(cantidad), logro=logro)) is avisa


@pytest.mark.parametrize(
    ("logro", "avisa"),
    [
        ("La obra avanzó al 50 %", True),
        ("Vamos en 50% de la vía", True),
        ("La obra avanzó al 45 %", False),
        ("La obra avanzó al 45,6 %", False),
        ("Se vacunó al 95 % de la vereda", False),
        ("Avanzó del 20 % y ahora lleva 45 %", False),
    ],
)
def test_r35_porcentaje_narrado(logro: str, avisa: bool) -> None:
    """Solo cuenta el porcentaje de avance y si es uno; el de una cobertura no se compara."""
    assert ("R35" in reglas_de(logro=logro)) is avisa


def test_lenguaje_lee_cifras_a_la_colombiana() -> None:
    """Punto de miles y coma decimal."""
    assert cantidad_narrada("Se mejoraron 1.250,5 kilómetros", "Kilómetros") == Decimal("1250.5")
    assert cantidad_narrada("Se mejoraron vías", "Kilómetros") is None
    assert cantidad_narrada("50 talleres", None) is None
    assert porcentaje_narrado("lleva 12,5 %") == Porcentaje.de("12.5")
    assert porcentaje_narrado("lleva 450 %") is None


def test_r36_narrativa_mas_larga_que_el_formato() -> None:
    """Solo si la entidad dijo un límite, y nunca es más que informativo."""
    limite = replace(CON_EJECUCION, limite_narrativa=225)

    assert severidad_de("R36", alrededor=limite, dificultades="vía " * 57) is INFORMA
    assert severidad_de("R36", alrededor=limite, dificultades="x" * 225) is None
    assert severidad_de("R36", dificultades="vía " * 57) is None
