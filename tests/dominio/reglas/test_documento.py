"""El papel que sustenta un movimiento."""

from __future__ import annotations

from datetime import date

import pytest

from dominio.errores import CorreccionSinDocumento, FechaFueraDeVigencia, FechaFutura
from dominio.reglas.documento import exigir_documento, exigir_fecha_de_documento
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia

HOY, V2026 = date(2026, 9, 15), Vigencia(2026)


@pytest.mark.parametrize(("documento", "nuevo"), [(None, 100), (None, 101), ("RP 1", 99)])
def test_documento_sobra_si_no_baja(documento: str | None, nuevo: int) -> None:
    """Subir o quedar igual no pide papel; bajar con papel, tampoco lo pide."""
    exigir_documento(documento, Pesos(100), Pesos(nuevo))


def test_bajar_sin_documento_no_se_puede() -> None:
    """Un número menor sin papel es casi siempre un error."""
    with pytest.raises(CorreccionSinDocumento):
        exigir_documento(None, Pesos(100), Pesos(99))


@pytest.mark.parametrize("fecha", [None, HOY, date(2026, 1, 1)])
def test_fecha_de_la_vigencia_y_hasta_hoy_sirve(fecha: date | None) -> None:
    """Puede faltar; si está, es de este año y no ha pasado de hoy."""
    exigir_fecha_de_documento(fecha, V2026, HOY)


def test_fecha_de_otra_vigencia_o_futura_no_sirve() -> None:
    """Ni el año pasado ni mañana."""
    with pytest.raises(FechaFueraDeVigencia):
        exigir_fecha_de_documento(date(2025, 12, 31), V2026, HOY)
    with pytest.raises(FechaFutura):
        exigir_fecha_de_documento(date(2026, 9, 16), V2026, HOY)
