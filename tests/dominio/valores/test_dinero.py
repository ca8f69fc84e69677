"""Pesos: centavos enteros que no se pierden."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dominio.errores import MontoFueraDeRango, MontoNegativo, NumeroIlegible
from dominio.valores.dinero import CERO, MAXIMO_CENTAVOS, Pesos, sumar
from dominio.valores.porcentaje import Porcentaje

montos = st.builds(Pesos, st.integers(0, 10**15))


@pytest.mark.parametrize(
    ("entrada", "centavos"),
    [
        ("1234567.89", 123_456_789),
        ("0", 0),
        ("0.5", 50),
        (7, 700),
        (Decimal("999999999999999.99"), 99_999_999_999_999_999),
        (Decimal("1E+3"), 100_000),
        (Decimal("1.500"), 150),
    ],
)
def test_pesos_de_lee_lo_tecnico(entrada: str | int | Decimal, centavos: int) -> None:
    """Texto con punto decimal, enteros y Decimal se guardan exactos en centavos."""
    assert Pesos.de(entrada) == Pesos(centavos)


@pytest.mark.parametrize(
    "texto", ["1.234.567,89", "1,5", "$5", "", " 5", "5.", ".5", "1e3", "٣", "5\n", "1.234"]
)
def test_pesos_de_rechaza_lo_ilegible(texto: str) -> None:
    """El texto técnico no admite comas, signos de pesos, exponentes ni más de dos decimales."""
    with pytest.raises(NumeroIlegible):
        Pesos.de(texto)


@pytest.mark.parametrize("malo", [1.5, True, None])
def test_pesos_no_acepta_lo_inexacto(malo: object) -> None:
    """Un float (o un booleano) no es dinero ni al construir ni al multiplicar."""
    with pytest.raises(TypeError):
        Pesos.de(malo)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Pesos(malo)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Pesos(100) * malo  # type: ignore[operator]


@pytest.mark.parametrize("malo", [Decimal("NaN"), Decimal("Infinity")])
def test_pesos_no_acepta_lo_que_no_es_numero(malo: Decimal) -> None:
    """Ni infinito ni NaN son montos."""
    with pytest.raises(NumeroIlegible):
        Pesos.de(malo)


def test_pesos_negativo_solo_como_diferencia() -> None:
    """Un monto no es negativo; una diferencia entre montos sí puede serlo y sigue siéndolo."""
    with pytest.raises(MontoNegativo):
        Pesos(-1)
    with pytest.raises(MontoNegativo):
        Pesos.de("-0.01")
    with pytest.raises(MontoNegativo):
        Pesos(100) - Pesos(101)

    diferencia = Pesos.diferencia(-101)

    assert diferencia.centavos == -101
    assert diferencia + Pesos(100) == Pesos.diferencia(-1)
    assert abs(diferencia) == Pesos(101)
    assert diferencia < CERO


def test_pesos_cabe_en_bigint() -> None:
    """El tope deja sumar decenas de montos máximos dentro de un BIGINT."""
    assert MAXIMO_CENTAVOS * 90 < 2**63
    Pesos(MAXIMO_CENTAVOS)
    with pytest.raises(MontoFueraDeRango):
        Pesos(MAXIMO_CENTAVOS + 1)
    with pytest.raises(MontoFueraDeRango):
        Pesos.diferencia(-MAXIMO_CENTAVOS - 1)


def test_pesos_solo_opera_con_pesos() -> None:
    """Sumar, restar u ordenar contra un número es un error, y nunca son iguales."""
    with pytest.raises(TypeError):
        Pesos(1) + 1  # type: ignore[operator]
    with pytest.raises(TypeError):
        Pesos(1) < 2  # type: ignore[operator] # noqa: B015
    with pytest.raises(TypeError):
        Pesos(1) * Pesos(1)  # type: ignore[operator]
    assert Pesos(1) != 1  # type: ignore[comparison-overlap]


@pytest.mark.parametrize(
    ("operacion", "esperado"),
    [
        (Pesos(101) * Decimal("0.5"), 51),
        (Pesos(103) * Porcentaje.de(50), 52),
        (2 * Pesos(3), 6),
        (Pesos(100) / 3, 33),
        (Pesos(200) / 3, 67),
        (Pesos(5) / 2, 3),
        (Pesos(50) / Porcentaje.de(50), 100),
        (Pesos.diferencia(-101) * Decimal("0.5"), -51),
    ],
)
def test_pesos_redondea_mitad_arriba_al_final(operacion: Pesos, esperado: int) -> None:
    """Multiplicar y dividir redondean una sola vez, al centavo, con la mitad alejándose de cero."""
    assert operacion.centavos == esperado


def test_pesos_multiplica_sin_perder_cifras() -> None:
    """Con montos enormes y factores largos no se pierde precisión (Decimal redondearía a 28 cifras)."""
    monto = Pesos(99_999_999_999_999_999)
    factor = Decimal("0.33333333333333333333333333333333333333335")

    assert (monto * factor).centavos == 33_333_333_333_333_333


@settings(max_examples=80, deadline=None)
@given(montos, st.integers(1, 400))
def test_repartir_no_pierde_centavo(monto: Pesos, partes: int) -> None:
    """Las partes suman el total y no difieren en más de un centavo."""
    reparto = monto.repartir(partes)

    assert sumar(reparto) == monto
    assert len(reparto) == partes
    assert max(reparto).centavos - min(reparto).centavos <= 1


def test_repartir_en_ninguna_parte_es_error() -> None:
    """No se reparte entre cero."""
    with pytest.raises(ValueError, match="una parte"):
        Pesos(1).repartir(0)


@settings(max_examples=80, deadline=None)
@given(montos)
def test_pesos_va_y_vuelve(monto: Pesos) -> None:
    """Texto técnico, Decimal, copia y serialización devuelven el mismo monto."""
    assert Pesos.de(str(monto)) == monto
    assert Pesos.de(monto.a_decimal()) == monto
    assert pickle.loads(pickle.dumps(monto)) == monto  # noqa: S301 - son datos propios
    assert copy.deepcopy(monto) == monto


def test_sumar_nada_es_cero() -> None:
    """La suma sin montos es cero pesos; con montos es exacta."""
    assert sumar([]) == CERO == Pesos.CERO
    assert sumar(Pesos(1) for _ in range(1000)) == Pesos(1000)
