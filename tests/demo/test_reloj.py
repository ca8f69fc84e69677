"""El botón de enero lleva al último día hábil, que es cuando se recuerda lo de ley."""

from __future__ import annotations

from datetime import datetime

import pytest

from almacen.reloj import RelojMovible
from bot.demo.reloj import mover
from dominio.valores.fechas import BOGOTA, a_bogota
from recordatorios.calendario import CalendarioColombia


@pytest.mark.parametrize(
    ("desde", "llega"),
    [
        ("2026-11-23T09:00", "2027-01-29T08:00"),  # el 31 es domingo
        ("2027-01-29T08:00", "2028-01-31T08:00"),
        ("2027-01-28T18:00", "2027-01-29T08:00"),
    ],
)
def test_enero_lleva_al_ultimo_dia_habil_a_las_ocho(desde: str, llega: str) -> None:
    """El 31 de enero que no es hábil se adelanta al hábil anterior; el que pasó, al año siguiente."""
    reloj = RelojMovible()
    reloj.poner(datetime.fromisoformat(desde).replace(tzinfo=BOGOTA))

    instante = mover(reloj, "enero", CalendarioColombia())

    assert a_bogota(instante).replace(microsecond=0) == datetime.fromisoformat(llega).replace(tzinfo=BOGOTA)
