"""Porcentajes en centésimas, sin tope en 100 y nunca None."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dominio.errores import NumeroIlegible, PorcentajeFueraDeRango, SinProgramacion
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import CERO, CIEN, MAXIMO_CENTESIMAS, Porcentaje

porcentajes = st.builds(Porcentaje, st.integers(0, MAXIMO_CENTESIMAS))


@pytest.mark.parametrize(
    ("entrada", "centesimas"),
    [
        (45, 4500),
        ("45", 4500),
        ("62.5", 6250),
        ("0.005", 1),
        ("0.00499", 0),
        (Decimal("33.335"), 3334),
        (Decimal("33.345"), 3335),
        ("365", 36500),
    ],
)
def test_porcentaje_de_puntos_redondea_mitad_arriba(entrada: str | int | Decimal, centesimas: int) -> None:
    """45 es 45,00 %, y lo que sobra de dos decimales se redondea con la mitad arriba."""
    assert Porcentaje.de(entrada) == Porcentaje(centesimas)


@pytest.mark.parametrize("malo", [-1, "-0.001", 100_000, Decimal("99999.995")])
def test_porcentaje_fuera_de_rango(malo: str | int | Decimal) -> None:
    """No hay porcentajes negativos ni mayores a 99.999,99 %."""
    with pytest.raises(PorcentajeFueraDeRango):
        Porcentaje.de(malo)


def test_porcentaje_no_acepta_float_ni_texto_libre() -> None:
    """Un float no es exacto y «45 %» lo lee quien entiende textos, no el valor."""
    with pytest.raises(TypeError):
        Porcentaje.de(45.0)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Porcentaje(45.0)  # type: ignore[arg-type]
    with pytest.raises(NumeroIlegible):
        Porcentaje.de("45 %")
    with pytest.raises(NumeroIlegible):
        Porcentaje.de("45,5")


@pytest.mark.parametrize(
    ("a", "b", "centesimas"),
    [
        (1, 3, 3333),
        (2, 3, 6667),
        (Decimal("10.5"), 21, 5000),
        (Pesos.de("1.01"), Pesos.de("3.03"), 3333),
        (Porcentaje.de(45), Porcentaje.de(50), 9000),
        (3, 2, 15000),
        (0, 5, 0),
        (1, 20_000, 1),
        (1, 20_001, 0),
    ],
)
def test_de_razon_es_exacta(a: object, b: object, centesimas: int) -> None:
    """La razón se calcula exacta y se redondea una vez a dos decimales."""
    assert Porcentaje.de_razon(a, b) == Porcentaje(centesimas)  # type: ignore[arg-type]


def test_de_razon_sin_denominador_no_es_cero() -> None:
    """Nada programado no es 0 %: es un error que hay que nombrar."""
    with pytest.raises(SinProgramacion):
        Porcentaje.de_razon(5, 0)
    with pytest.raises(SinProgramacion):
        Porcentaje.de_razon_acotada(Pesos(5), Pesos(0))


def test_de_razon_no_mezcla_unidades() -> None:
    """Pesos sobre un número, o sobre un porcentaje, no es una razón."""
    with pytest.raises(TypeError):
        Porcentaje.de_razon(Pesos(100), 100)
    with pytest.raises(TypeError):
        Porcentaje.de_razon(Pesos(100), CIEN)
    with pytest.raises(TypeError):
        Porcentaje.de_razon(0.5, 1)  # type: ignore[arg-type]


def test_de_razon_acotada_se_queda_en_el_maximo() -> None:
    """Un denominador diminuto no tumba el tablero; en un reporte sí es error."""
    assert Porcentaje.de_razon_acotada(10**9, 1) == Porcentaje.MAXIMO
    with pytest.raises(PorcentajeFueraDeRango):
        Porcentaje.de_razon(10**9, 1)


@settings(max_examples=80, deadline=None)
@given(porcentajes)
def test_topado_mas_exceso_es_el_mismo(valor: Porcentaje) -> None:
    """Lo topado y el exceso suman lo guardado; ir a texto y volver no cambia nada."""
    assert valor.topado().centesimas + valor.exceso().centesimas == valor.centesimas
    assert valor.topado() <= CIEN
    assert Porcentaje.de(str(valor)) == valor
    assert valor.a_fraccion() == Fraction(valor.a_decimal()) / 100


def test_exigir_declarado_va_de_cero_a_cien() -> None:
    """Una persona declara de 0 a 100, con los extremos."""
    assert CERO.exigir_declarado() == CERO
    assert CIEN.exigir_declarado() == CIEN
    with pytest.raises(PorcentajeFueraDeRango):
        Porcentaje(10_001).exigir_declarado()


def test_porcentaje_se_ordena() -> None:
    """Se ordena por su valor y no contra un número suelto."""
    assert sorted([CIEN, CERO, Porcentaje.de(45)]) == [CERO, Porcentaje.de(45), CIEN]
    with pytest.raises(TypeError):
        CIEN < 100  # type: ignore[operator] # noqa: B015
