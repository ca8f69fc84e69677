"""Fechas que todavía no llegan: lo que se escribe y lo que se ofrece cuando solo cabe el futuro."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dialogos.calendario import calendario
from bot.textos.fechas import leer_fecha
from dominio.errores import EntradaInvalida

HOY = date(2026, 9, 4)  # viernes
LIMITES = (date(2026, 9, 4), date(2027, 3, 29))


@pytest.mark.parametrize(
    ("escrito", "esperada"),
    [
        ("hoy", date(2026, 9, 4)),
        ("mañana", date(2026, 9, 5)),
        ("pasado mañana", date(2026, 9, 6)),
        ("el viernes", date(2026, 9, 11)),
        ("el próximo lunes", date(2026, 9, 7)),
        ("martes que viene", date(2026, 9, 8)),
        ("en quince días", date(2026, 9, 19)),
        ("dentro de 2 semanas", date(2026, 9, 18)),
        ("15 de octubre", date(2026, 10, 15)),
        ("15 de enero", date(2027, 1, 15)),
    ],
)
def test_fecha_por_venir_se_lee_hacia_adelante(escrito: str, esperada: date) -> None:
    """Donde solo caben fechas de hoy en adelante, «el viernes» es el próximo."""
    assert leer_fecha(escrito, HOY, *LIMITES) == esperada


def test_fecha_pasada_sigue_leyendose_hacia_atras() -> None:
    """En la fecha de un documento, «el viernes» es el que pasó."""
    assert leer_fecha("el viernes", HOY, date(2026, 1, 1), HOY) == date(2026, 8, 28)


@pytest.mark.parametrize(
    ("escrito", "pista"),
    [("ayer", "fecha_fuera_de_limites"), ("en muchos días", "fecha_ilegible"), ("31/09", "fecha_imposible")],
)
def test_fecha_por_venir_mala_dice_por_que(escrito: str, pista: str) -> None:
    """Lo pasado se sale de los límites; lo que no es fecha, no se entiende."""
    with pytest.raises(EntradaInvalida) as error:
        leer_fecha(escrito, HOY, *LIMITES)
    assert error.value.pista == pista


def test_calendario_por_venir_ofrece_una_y_dos_semanas() -> None:
    """No ofrece «ayer»: ofrece plazos desde el primer día que cabe, y abre en ese mes."""
    minimo = date(2026, 10, 11)
    elecciones = calendario("", HOY, minimo, LIMITES[1])

    assert [e.clave for e in elecciones] == ["2026-10-17", "2026-10-24", "2026-10"]
    assert [e.clave for e in calendario("", HOY, minimo, date(2026, 10, 20))] == ["2026-10-17", "2026-10"]


def test_calendario_de_documentos_sigue_ofreciendo_hoy_y_ayer() -> None:
    """Donde cabe el pasado nada cambia, ni el primero de enero."""
    assert [e.clave for e in calendario("", HOY, date(2026, 1, 1), HOY)] == [
        "2026-09-04",
        "2026-09-03",
        "2026-09",
    ]
    enero = date(2026, 1, 1)
    assert [e.clave for e in calendario("", enero, enero, enero)] == ["2026-01-01", "2026-01"]
