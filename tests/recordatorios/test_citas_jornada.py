"""Cuándo se le puede escribir a alguien y cuántos días faltan de verdad cuando el mensaje sale."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from recordatorios.calendario import CalendarioColombia
from recordatorios.citas.jornada import es_hora, hito_cierto
from tests.recordatorios.plan_chico import bogota

CALENDARIO = CalendarioColombia()


def test_hito_cierto_dice_los_dias_de_hoy() -> None:
    """Un «faltan 3» que sale al día siguiente dice dos; el último día dice que es el último."""
    fin = date(2026, 6, 30)

    assert hito_cierto("faltan_3", fin, bogota("2026-06-25T07:00"), CALENDARIO) == "faltan_2"
    assert hito_cierto("faltan_1", fin, bogota("2026-06-30T07:00"), CALENDARIO) == "vence_hoy"
    assert hito_cierto("vence_hoy", fin, bogota("2026-06-30T07:00"), CALENDARIO) == "vence_hoy"
    assert hito_cierto("legal_3", date(2026, 1, 31), bogota("2026-01-29T07:00"), CALENDARIO) == "legal_1"
    assert hito_cierto("cierra_1", date(2026, 10, 10), bogota("2026-10-09T07:00"), CALENDARIO) == "cierra_0"
    for hito in ("vencida_2026-07-01", "escala_jefatura_3", "contratacion_10", "cola"):
        assert hito_cierto(hito, fin, bogota("2026-06-25T08:00"), CALENDARIO) == hito


@pytest.mark.parametrize(
    ("ahora", "decente"),
    [
        ("2026-06-30T06:59", False),
        ("2026-06-30T07:00", True),
        ("2026-06-30T19:00", True),
        ("2026-06-30T19:01", False),
        ("2026-06-28T10:00", False),  # domingo
        ("2026-06-29T10:00", False),  # festivo
    ],
)
def test_es_hora_solo_en_dia_habil_de_7_a_19(ahora: str, *, decente: bool) -> None:
    """Fuera de la ventana, en fin de semana y en festivo no se le escribe a nadie."""
    assert es_hora(bogota(ahora), CALENDARIO) is decente
    assert es_hora(bogota(ahora).astimezone(UTC), CALENDARIO) is decente


def test_el_hito_de_la_ruta_tambien_dice_los_dias_de_hoy() -> None:
    """Un «faltan 3» para el domingo 18 de enero que sale el miércoles dice dos: cuenta hasta el viernes."""
    assert hito_cierto("ruta_3", date(2026, 1, 18), bogota("2026-01-14T07:00"), CALENDARIO) == "ruta_2"


def test_pasada_la_fecha_el_hito_queda_como_estaba() -> None:
    """De lo que ya pasó no se cuentan días al revés ni se dice que es hoy."""
    martes = bogota("2026-10-13T08:00")

    assert hito_cierto("cierra_1", date(2026, 10, 10), martes, CALENDARIO) == "cierra_1"
    assert hito_cierto("vence_hoy", date(2026, 10, 9), martes, CALENDARIO) == "vence_hoy"
    assert hito_cierto("faltan_1", date(2026, 10, 9), martes, CALENDARIO) == "faltan_1"
