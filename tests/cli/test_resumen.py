"""El resumen de la semana desde la línea de órdenes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Orden
from tests.cli.libro import escribir_plan

PLAN = ("--entidad", "76999", "--vigencia", "2026")


@pytest.fixture
def con_plan(con_entidad: Orden, tmp_path: Path) -> Orden:
    """La entidad con su plan de 2026 ya cargado."""
    hecha = con_entidad("importar", str(escribir_plan(tmp_path / "plan.xlsx")), *PLAN, "--confirmar")
    assert hecha.codigo == 0, hecha.errores
    return con_entidad


def test_resumen_escribe_el_dibujo_y_los_datos(con_plan: Orden, tmp_path: Path) -> None:
    """Con --salida queda el PNG; --json trae las cuentas, y la frase dice lo mismo sin etiquetas."""
    imagen = tmp_path / "semana.png"
    hecha = con_plan("resumen", *PLAN, "--salida", str(imagen), "--json")

    assert hecha.codigo == 0, hecha.errores
    assert imagen.read_bytes()[:4] == b"\x89PNG"
    assert hecha.json["actividades"] == sum(banda["ahora"] for banda in hecha.json["bandas"])
    assert hecha.json["archivo"] == str(imagen)
    escrita = con_plan("resumen", *PLAN).salida
    assert "Resumen de la semana" in escrita
    assert "<b>" not in escrita


def test_resumen_rechaza_lo_que_no_es(con_plan: Orden, tmp_path: Path) -> None:
    """Un destino que no es .png es mal uso; una dependencia o una vigencia que no hay, un rechazo."""
    assert con_plan("resumen", *PLAN, "--salida", str(tmp_path / "semana.jpg")).codigo == 2
    assert con_plan("resumen", *PLAN, "--dependencia", "Aviación").codigo == 1
    sin_plan = con_plan("resumen", "--entidad", "76999", "--vigencia", "2031")
    assert sin_plan.codigo == 1
    assert "asistente importar" in sin_plan.errores
