"""Cinco mil mensajes en el mismo minuto no pasan del cupo ni hacen esperar a quien escribe."""

from __future__ import annotations

import pytest

from tests.rendimiento import r13

pytestmark = [pytest.mark.rendimiento, pytest.mark.lento]


@pytest.mark.parametrize("modo", sorted(r13.MODOS))
def test_rendimiento_cinco_mil_a_la_vez(modo: str) -> None:
    """≤ 30 por segundo, ≤ 1 por segundo y chat, sin repetidos, y respuestas en menos de un segundo."""
    fallan = [cifra for cifra in r13.cifras(modo) if not cifra.cumple_con(0.0)]

    assert fallan == []
