"""El recordatorio que una persona se pone: día hábil, hora decente, y con su traza."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from dominio.casos.mis_recordatorios import fijar_mi_horario
from dominio.casos.recordarme import ponerse_recordatorio, proponer_momento
from dominio.errores import EntradaInvalida
from dominio.valores.fechas import a_bogota
from tests.dominio.casos.mundo import MARTES, Mundo

VIERNES = datetime(2026, 9, 18, 15, tzinfo=UTC)


def _propuesto(mundo: Mundo, ahora: datetime, dia: date | None = None, hora: time | None = None) -> str:
    with mundo.como("luz", ahora) as ctx:
        return a_bogota(proponer_momento(ctx, dia, hora)).strftime("%Y-%m-%d %H:%M")


def test_manana_es_a_las_ocho_del_siguiente_dia_habil(mundo: Mundo) -> None:
    """Sin decir cuándo es mañana a las 8:00; un viernes, el lunes."""
    assert _propuesto(mundo, MARTES) == "2026-09-16 08:00"
    assert _propuesto(mundo, VIERNES) == "2026-09-21 08:00"


@pytest.mark.parametrize(
    ("dia", "hora", "queda"),
    [
        (date(2026, 9, 21), time(15), "2026-09-21 15:00"),
        (date(2026, 9, 20), None, "2026-09-21 08:00"),  # domingo
        (date(2026, 9, 17), time(23), "2026-09-18 07:00"),  # de noche no
        (date(2026, 9, 15), time(8), "2026-09-16 08:00"),  # hoy a las 8:00 ya pasó
        (date(2026, 9, 15), time(16), "2026-09-15 16:00"),
        (date(2026, 9, 1), None, "2026-09-16 08:00"),  # un día que ya pasó
    ],
)
def test_momento_pedido_se_corre_a_uno_decente(
    mundo: Mundo, dia: date, hora: time | None, queda: str
) -> None:
    """Nunca de noche, en día no hábil ni en el pasado."""
    assert _propuesto(mundo, MARTES, dia, hora) == queda


@pytest.mark.parametrize(
    ("dia", "hora", "queda"),
    [
        (None, None, "2026-09-16 10:00"),
        (date(2026, 9, 17), time(8), "2026-09-17 10:00"),
        (date(2026, 9, 17), time(11), "2026-09-17 11:00"),
        (date(2026, 9, 17), time(15), "2026-09-18 10:00"),
        (date(2026, 9, 15), None, "2026-09-15 10:00"),  # a las 8:00 ya pasó; su hora de hoy, no
    ],
)
def test_respeta_el_horario_que_la_persona_puso(
    mundo: Mundo, dia: date | None, hora: time | None, queda: str
) -> None:
    """Quien pidió mensajes de 10 a 12 no recibe el suyo a las 8:00 ni por la tarde."""
    temprano = datetime(2026, 9, 15, 13, 30, tzinfo=UTC)
    with mundo.como("luz", temprano) as ctx:
        fijar_mi_horario(ctx, time(10), time(12))

    assert _propuesto(mundo, temprano, dia, hora) == queda


def test_mas_de_sesenta_dias_no_se_admite(mundo: Mundo) -> None:
    """Un recordatorio de dentro de un año es un error de dedo."""
    with mundo.como("luz") as ctx, pytest.raises(EntradaInvalida) as error:
        proponer_momento(ctx, ctx.hoy + timedelta(days=61))

    assert error.value.pista == "fecha_fuera_de_limites"


def test_ponerse_recordatorio_deja_traza(mundo: Mundo) -> None:
    """Queda quién, de qué y para cuándo; si el momento ya pasó, se corre."""
    with mundo.como("luz") as ctx:
        firme = ponerse_recordatorio(ctx, MARTES - timedelta(hours=3), "actividad:A-012")

    assert a_bogota(firme).strftime("%Y-%m-%d %H:%M") == "2026-09-16 07:00"
    [anotada] = mundo.traza("ponerse_recordatorio")
    assert (anotada.objeto, anotada.despues) == ("actividad:A-012", {"cuando": firme.isoformat()})
