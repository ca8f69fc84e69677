"""A qué corte pertenece un reporte según el día en que llega."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dominio.modelo.entidad import Periodicidad
from dominio.reglas.cortes import cierre, corte_abierto, cortes_de, fecha_de_referencia
from dominio.valores.fechas import Corte, Vigencia

V2026 = Vigencia(2026)


@pytest.mark.parametrize(
    ("hoy", "corte", "extemporaneo"),
    [
        (date(2026, 1, 1), "2026-T1", False),
        (date(2026, 3, 31), "2026-T1", False),
        (date(2026, 4, 10), "2026-T1", False),
        (date(2026, 4, 11), "2026-T2", False),
        (date(2026, 11, 22), "2026-T4", False),
        (date(2027, 1, 10), "2026-T4", False),
        (date(2027, 1, 11), "2026-T4", True),
        (date(2028, 6, 1), "2026-T4", True),
        (date(2025, 12, 31), "2026-T1", False),
    ],
)
def test_corte_abierto_trimestral_con_diez_dias_de_gracia(hoy: date, corte: str, extemporaneo: bool) -> None:
    """El corte cierra diez días después del trimestre; tras el último, lo que llega es extemporáneo."""
    assert corte_abierto(hoy, Periodicidad.TRIMESTRAL, V2026, 10) == (Corte.de(corte), extemporaneo)


def test_corte_abierto_mensual_sigue_al_mes() -> None:
    """Con cortes mensuales y sin gracia, el primero de febrero ya es otro corte."""
    assert corte_abierto(date(2026, 1, 31), Periodicidad.MENSUAL, V2026, 0)[0] == Corte.de("2026-M01")
    assert corte_abierto(date(2026, 2, 1), Periodicidad.MENSUAL, V2026, 0)[0] == Corte.de("2026-M02")


@given(st.integers(0, 500), st.integers(0, 80), st.sampled_from(Periodicidad))
def test_corte_abierto_nunca_retrocede_ni_esta_cerrado(
    dias: int, gracia: int, periodicidad: Periodicidad
) -> None:
    """Al día siguiente el corte es el mismo o uno posterior, y el abierto no ha cerrado."""
    hoy = V2026.inicio + timedelta(days=dias)
    corte, tarde = corte_abierto(hoy, periodicidad, V2026, gracia)
    siguiente, _ = corte_abierto(hoy + timedelta(days=1), periodicidad, V2026, gracia)

    assert siguiente >= corte
    assert tarde == (hoy > cierre(cortes_de(V2026, periodicidad)[-1], gracia))
    assert tarde or hoy <= cierre(corte, gracia)


def test_fecha_de_referencia_no_pasa_del_corte() -> None:
    """Lo esperado de un corte cerrado se mide a su último día; el de uno en curso, hoy."""
    corte = Corte.de("2026-T1")

    assert fecha_de_referencia(date(2026, 2, 3), corte) == date(2026, 2, 3)
    assert fecha_de_referencia(date(2026, 4, 5), corte) == date(2026, 3, 31)
