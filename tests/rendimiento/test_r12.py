"""La meta del consolidado grande: segundos, no minutos, y memoria que no crece con los renglones."""

from __future__ import annotations

import pytest

from tests.rendimiento import r12

pytestmark = [pytest.mark.rendimiento, pytest.mark.lento]


def test_rendimiento_consolidado() -> None:
    """Siete veces más rápido que openpyxl de solo escritura y ≤ 64 MB, con margen por el ruido."""
    assert [cifra for cifra in r12.cifras(1, 20_000) if not cifra.cumple_con(0.25)] == []


def test_memoria_no_crece_con_los_renglones() -> None:
    """Diez veces más registros suben lo mismo la memoria del proceso, más un margen fijo."""
    chico, grande = r12.medir("propio", 4_000), r12.medir("propio", 40_000)
    assert grande["mb"] <= chico["mb"] + 16
