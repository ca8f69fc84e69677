"""El tipo de acumulación de un indicador: lo que dice su etiqueta y lo que suman sus años."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dominio.modelo.plan import TipoAcumulacion
from dominio.reglas.acumulacion import (
    acumulacion_por_etiqueta,
    acumulacion_por_valores,
    inferir_acumulacion,
)

_A, _F, _M = TipoAcumulacion.ACUMULADO, TipoAcumulacion.FLUJO, TipoAcumulacion.MANTENIMIENTO
_C, _R = TipoAcumulacion.CAPACIDAD, TipoAcumulacion.REDUCCION


def _anios(*valores: str | None) -> list[Decimal | None]:
    return [None if valor is None else Decimal(valor) for valor in valores]


@pytest.mark.parametrize(
    ("etiqueta", "tipo"),
    [
        ("I", _A), ("Incremento ", _A), ("INCREMENTO ACUMULADO", _A), ("Acumulativa", _A),
        ("M", _M), ("Mantenimiento Stock", _M), ("Incremento Flujo", _F), ("No acumulado", _F),
        ("Incremento Capacidad", _C), ("Reducción anual", _R), ("Número", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_la_etiqueta(etiqueta: str | None, tipo: TipoAcumulacion | None) -> None:
    """La palabra del libro nombra el tipo; lo más preciso manda («incremento flujo» es flujo)."""
    assert acumulacion_por_etiqueta(etiqueta) is tipo


@pytest.mark.parametrize(
    ("anios", "meta", "base", "tipos"),
    [
        (("2", "3", "4", "1"), "10", None, (_A,)),
        (("5", "5", "5", "5"), "5", None, (_M,)),
        (("1", "1", "1", "1"), "4", None, (_A,)),
        (("171", "174", "177", "180"), "180", "168", (_C, _F)),
        (("30", "10", "40", "20"), "20", None, (_F,)),
        (("18", "15", "12", "10"), "10", "20", (_R,)),
        (("1", "1", "1", "1"), "184", "180", (_A,)),
        (("2", "3", "9", "1"), "7", None, ()),
        (("0", None, "0", "0"), "3", None, ()),
        (("4",), "4", None, ()),
    ],
)
def test_los_numeros(
    anios: tuple[str | None, ...], meta: str, base: str | None, tipos: tuple[TipoAcumulacion, ...]
) -> None:
    """Σ, constante, último o nivel con línea base: cada tipo tiene su cuenta, y si ninguna da, ninguno."""
    assert acumulacion_por_valores(_anios(*anios), Decimal(meta), Decimal(base) if base else None) == tipos


def test_lo_no_programado_no_es_cero() -> None:
    """NP no rompe un mantenimiento; un cero sí."""
    meta = Decimal(5)
    assert acumulacion_por_valores(_anios("5", None, "5", "5"), meta) == (_M,)
    assert _M not in acumulacion_por_valores(_anios("5", "0", "5", "5"), meta)


def test_la_palabra_manda_pero_se_dice_que_no_cuadra() -> None:
    """«Mantenimiento» que suma cuatro veces 1 hasta 4 queda como mantenimiento y se pregunta."""
    sumada = inferir_acumulacion("Mantenimiento", _anios("1", "1", "1", "1"), Decimal(4))
    assert (sumada.tipo, sumada.por_los_valores, sumada.cuadra) == (_M, (_A,), False)
    buena = inferir_acumulacion("M", _anios("1", "1", "1", "1"), Decimal(1))
    assert (buena.tipo, buena.cuadra) == (_M, True)


def test_sin_palabra_se_toma_lo_que_dicen_los_numeros() -> None:
    """Si solo un tipo cuadra se toma sin duda; si ninguno, no se inventa."""
    assert inferir_acumulacion(None, _anios("2", "3"), Decimal(5)).tipo is _A
    nada = inferir_acumulacion("", _anios("2", "3"), Decimal(50))
    assert (nada.tipo, nada.cuadra) == (None, False)


def test_sin_con_que_comparar_la_palabra_basta() -> None:
    """Con un solo año no se puede contradecir a la etiqueta."""
    assert inferir_acumulacion("Incremento", _anios("2"), Decimal(8)).cuadra
