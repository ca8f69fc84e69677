"""Alertas del corte: vencidas, por vencer, sin reporte y gasto contra avance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from dominio.modelo.plan import Renglon
from dominio.reglas.alertas import alertas, falta_reporte, limite_por_vencer, por_vencer, vencida
from dominio.valores.fechas import Corte
from tests.dominio.reglas.fabrica import renglon, saldos

HOY = date(2026, 9, 15)


def _laboral(dia: date) -> bool:
    return dia.weekday() < 5


def _codigos(renglones: Sequence[Renglon], reportadas: frozenset[int] = frozenset({1, 2, 3})) -> list[str]:
    halladas = alertas(renglones, reportadas, Corte.de("2026-T3"), HOY, _laboral)
    return [hallazgo.regla for hallazgo in halladas]


def test_vencida_es_pasar_la_fecha_sin_llegar_a_100() -> None:
    """El último día todavía no está vencida, y terminada nunca lo está."""
    assert vencida(renglon(1, fin=date(2026, 9, 14), avance="99.99"), HOY)
    assert not vencida(renglon(1, fin=HOY, avance=10), HOY)
    assert not vencida(renglon(1, fin=date(2026, 9, 14), avance=100), HOY)


def test_por_vencer_son_quince_dias_habiles() -> None:
    """Del martes 15 de septiembre, quince hábiles después es el martes 6 de octubre."""
    limite = limite_por_vencer(HOY, _laboral)

    assert limite == date(2026, 10, 6)
    assert por_vencer(renglon(1, fin=limite), HOY, limite)
    assert not por_vencer(renglon(1, fin=date(2026, 10, 7)), HOY, limite)
    assert not por_vencer(renglon(1, fin=date(2026, 9, 14)), HOY, limite)


@pytest.mark.parametrize(
    ("actividad", "falta"),
    [
        (renglon(9, avance=10), True),
        (renglon(9), True),
        (renglon(1, avance=10), False),
        (renglon(9, avance=100), False),
        (renglon(9, inicio=date(2026, 9, 16)), False),
        (renglon(9, fin=date(2026, 3, 1)), True),
    ],
)
def test_falta_reporte_si_empezo_y_no_ha_terminado(actividad: Renglon, falta: bool) -> None:
    """La que no ha empezado o ya terminó no debe reporte; la vencida sí."""
    assert falta_reporte(actividad, {1}, HOY) is falta


def test_alertas_de_un_plan_tranquilo() -> None:
    """Con todo reportado y en plazo no hay alertas."""
    assert _codigos([renglon(1, avance=50)]) == []


def test_alertas_nombran_lo_que_pasa() -> None:
    """Vencida, por vencer sin avance y sin reporte, en el orden del plan."""
    plan = [renglon(1, fin=date(2026, 9, 1), avance=60), renglon(2, fin=date(2026, 9, 20)), renglon(9)]

    assert _codigos(plan) == ["vencida", "por_vencer_sin_avance", "sin_reporte"]


def test_gasto_contra_avance_solo_con_ejecucion() -> None:
    """Obligado sin avance y avance sin obligar; sin ninguna ejecución en el plan, nada."""
    gasto, avance = renglon(1, saldos=saldos(9, 9, 9, 9)), renglon(2, avance=30, saldos=saldos(9))

    assert _codigos([gasto, avance]) == ["gasto_sin_avance", "avance_sin_gasto"]
    assert _codigos([avance]) == []


def test_mensaje_dice_cuando_cuanto_y_que_hacer() -> None:
    """La frase se entiende sin ver el plan."""
    (hallazgo,) = alertas(
        [renglon(1, fin=date(2026, 9, 1), avance="62.5")], {1}, Corte.de("2026-T3"), HOY, _laboral
    )

    assert hallazgo.mensaje == (
        "La actividad A-001 terminaba el 01/09/2026 (hace 14 días) y va en 62,5 %: reporte el avance final "
        "o ajuste su fecha de terminación en el plan."
    )
