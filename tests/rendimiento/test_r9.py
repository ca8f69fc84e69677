"""La meta de las frases: 20 ms con 5.000 actividades, y crecer mucho menos que el plan."""

from __future__ import annotations

import pytest

from tests.rendimiento import r9

pytestmark = [pytest.mark.rendimiento, pytest.mark.lento]


def test_rendimiento_frases() -> None:
    """Mediana, p95 y crecimiento de 500 a 5.000 actividades, con margen por el ruido."""
    assert [cifra for cifra in r9.cifras(2) if not cifra.cumple_con(0.25)] == []
