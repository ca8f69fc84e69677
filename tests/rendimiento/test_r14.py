"""La meta del programador: crece con lo que toca y, sin novedad, casi no cuesta."""

from __future__ import annotations

import pytest

from tests.rendimiento import r14

pytestmark = [pytest.mark.rendimiento, pytest.mark.lento]


def test_rendimiento_del_programador() -> None:
    """Diez veces más actividades no pasan de dieciocho veces más tiempo, con margen por el ruido."""
    assert [cifra for cifra in r14.cifras(3, 10_000, 100_000) if not cifra.cumple_con(0.5)] == []
