"""Cuándo sale una difusión, hasta cuándo sirve, cuántas caben en un día y qué tan larga puede ser."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dominio.errores import EntradaInvalida
from dominio.errores.difusiones import DemasiadasDifusiones
from dominio.reglas.difusiones import (
    MAXIMO_TEXTO,
    TOPE_POR_DIA,
    desde_hoy,
    exigir_cupo,
    exigir_largo,
    hasta_cuando_sirve,
    proxima_salida,
)
from dominio.valores.fechas import BOGOTA

FESTIVO = date(2026, 10, 12)


def _es_habil(dia: date) -> bool:
    return dia.weekday() < 5 and dia != FESTIVO


def _bogota(texto: str) -> datetime:
    return datetime.fromisoformat(texto).replace(tzinfo=BOGOTA)


@pytest.mark.parametrize(
    ("ahora", "sale"),
    [
        ("2026-09-04T10:00", "2026-09-04T10:00"),
        ("2026-09-04T06:00", "2026-09-04T08:00"),
        ("2026-09-04T20:00", "2026-09-07T08:00"),
        ("2026-09-05T10:00", "2026-09-07T08:00"),
        ("2026-10-10T23:00", "2026-10-13T08:00"),
        ("2026-10-12T09:30", "2026-10-13T08:00"),
    ],
)
def test_proxima_salida(ahora: str, sale: str) -> None:
    """En horario sale ya; de noche, en fin de semana o en festivo, a las 8:00 del siguiente día hábil."""
    assert proxima_salida(_bogota(ahora), _es_habil) == _bogota(sale)


@pytest.mark.parametrize(
    ("sale", "sirve"),
    [
        ("2026-09-04T10:00", "2026-09-04T19:00"),
        ("2026-09-04T18:30", "2026-09-04T19:30"),
        ("2026-09-04T22:00", "2026-09-04T23:00"),
    ],
)
def test_hasta_cuando_sirve(sale: str, sirve: str) -> None:
    """Hasta las 19:00 del día en que sale, y nunca menos de una hora."""
    assert hasta_cuando_sirve(_bogota(sale)) == _bogota(sirve)


def test_desde_hoy_es_la_medianoche_de_bogota() -> None:
    """A las 8 p. m. de Bogotá ya es otro día en UTC, pero no aquí."""
    assert desde_hoy(_bogota("2026-09-04T20:00")) == _bogota("2026-09-04T00:00")


def test_cupo_del_dia() -> None:
    """Cabe la quinta; la sexta no."""
    exigir_cupo(TOPE_POR_DIA - 1)
    with pytest.raises(DemasiadasDifusiones):
        exigir_cupo(TOPE_POR_DIA)


def test_largo_como_lo_cuenta_telegram() -> None:
    """2.500 letras caben; 1.251 emojis, que valen dos cada uno, no."""
    exigir_largo("a" * MAXIMO_TEXTO)
    with pytest.raises(EntradaInvalida):
        exigir_largo("🎉" * (MAXIMO_TEXTO // 2 + 1))
