"""Qué día cae una fecha de ley."""

from __future__ import annotations

from datetime import date

import pytest

from dominio.modelo.tipo_de_recordatorio import FechaLegal
from dominio.reglas.fechas_legales import dia_de
from dominio.valores.fechas import Vigencia


@pytest.mark.parametrize(
    ("anio", "siguiente", "cae"),
    [
        (2027, True, date(2028, 2, 29)),
        (2028, False, date(2028, 2, 29)),
        (2028, True, date(2029, 2, 28)),
        (2000, False, date(2000, 2, 29)),  # secular y bisiesto
    ],
)
def test_29_de_febrero(anio: int, cae: date, *, siguiente: bool) -> None:
    """En año común es el 28; la fecha del año siguiente mira si ese es bisiesto."""
    fecha = FechaLegal("F", "Fecha", "Norma", 2, 29, activa=True, del_anio_siguiente=siguiente)

    assert dia_de(fecha, Vigencia(anio)) == cae
