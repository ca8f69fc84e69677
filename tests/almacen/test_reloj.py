"""Relojes: el de la máquina y el que se mueve a mano."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from almacen.reloj import RelojDelSistema, RelojMovible

UN_DIA = timedelta(days=1)


def test_reloj_del_sistema_da_utc_y_no_retrocede() -> None:
    """El instante lleva zona UTC."""
    reloj = RelojDelSistema()
    antes, despues = reloj.ahora(), reloj.ahora()
    assert antes.tzinfo is UTC
    assert antes <= despues


def test_reloj_movible_se_adelanta_y_sigue_corriendo() -> None:
    """Adelantar suma; atrasar resta; entre tanto avanza como el de la máquina."""
    sistema, movible = RelojDelSistema(), RelojMovible(UN_DIA)
    assert movible.ahora() - sistema.ahora() + timedelta(minutes=1) >= UN_DIA
    assert movible.adelantar(UN_DIA) >= sistema.ahora() + 2 * UN_DIA - timedelta(minutes=1)
    movible.adelantar(-3 * UN_DIA)
    assert movible.ahora() < sistema.ahora()


def test_reloj_movible_se_pone_en_una_fecha() -> None:
    """Ahora es ese instante; uno sin zona se rechaza."""
    movible = RelojMovible()
    fecha = datetime(2027, 1, 31, 23, 59, tzinfo=UTC)
    movible.poner(fecha)
    assert fecha <= movible.ahora() < fecha + timedelta(minutes=1)
    with pytest.raises(ValueError, match="zona"):
        movible.poner(fecha.replace(tzinfo=None))
