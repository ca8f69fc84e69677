"""El corte de que se habla: un mes cae en el corte que lo contiene."""

from __future__ import annotations

from datetime import date

import pytest

from dominio.entender.periodos import leer_corte
from dominio.modelo.entidad import Periodicidad
from dominio.valores.fechas import Vigencia

V2026 = Vigencia(2026)
HOY = date(2026, 9, 4)


@pytest.mark.parametrize(
    ("texto", "trimestral", "mensual"),
    [
        ("marzo", "2026-T1", "2026-M03"),
        ("Setiembre", "2026-T3", "2026-M09"),
        ("el consolidado de diciembre de 2025", "2025-T4", "2025-M12"),
        ("tercer trimestre", "2026-T3", "2026-T3"),
        ("el 2 trimestre", "2026-T2", "2026-T2"),
        ("trimestre 4", "2026-T4", "2026-T4"),
        ("2026-T3", "2026-T3", "2026-T3"),
        ("2026-m09", "2026-M09", "2026-M09"),
        ("primer semestre", "2026-T2", "2026-M06"),
        ("el mes pasado", "2026-T3", "2026-M08"),
        ("trimestre pasado", "2026-T2", "2026-T2"),
        ("este mes", "2026-T3", "2026-M09"),
        ("del año 2025", "2025-T4", "2025-M12"),
        ("de salud", None, None),
        ("", None, None),
        ("2026-T9", None, None),
    ],
)
def test_periodo_se_lee_segun_la_periodicidad(
    texto: str, trimestral: str | None, mensual: str | None
) -> None:
    """La entidad que corta por trimestre y la que corta por mes entienden cada una lo suyo."""
    leidos = [leer_corte(texto, V2026, cada, HOY) for cada in (Periodicidad.TRIMESTRAL, Periodicidad.MENSUAL)]

    assert [str(corte) if corte else None for corte in leidos] == [trimestral, mensual]
