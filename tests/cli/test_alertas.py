"""``asistente alertas``: la lista, sus filtros, el libro y su traza."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Orden
from tests.cli.libro import escribir_plan

DE = ("--entidad", "76999", "--vigencia", "2026")
CLAVES = {
    *("regla", "severidad", "objeto", "nombre", "dependencia", "desde", "que_pasa", "que_hacer", "quien"),
}


@pytest.fixture
def con_plan(con_entidad: Orden, tmp_path: Path) -> Orden:
    """La entidad con su plan de 2026 ya cargado."""
    libro = escribir_plan(tmp_path / "plan.xlsx")
    hecha = con_entidad("importar", str(libro), *DE, "--confirmar")
    assert hecha.codigo == 0, hecha.errores
    return con_entidad


def test_json_trae_los_nueve_datos_de_cada_alerta(con_plan: Orden) -> None:
    """Sale con 0 aunque haya graves: es una consulta; «desde» es una fecha o nada."""
    corrida = con_plan("alertas", *DE, "--json")

    assert corrida.codigo == 0, corrida.errores
    assert {frozenset(una) for una in corrida.json} == {frozenset(CLAVES)}
    assert all(una["desde"] is None or date.fromisoformat(una["desde"]) for una in corrida.json)
    assert "no_entregable" in {una["regla"] for una in corrida.json}


def test_filtra_por_severidad_y_por_dependencia(con_plan: Orden) -> None:
    """Cada filtro deja solo lo suyo; una dependencia que no existe es un rechazo con las que hay."""
    todas = con_plan("alertas", *DE, "--json").json
    graves = con_plan("alertas", *DE, "--severidad", "error", "--json").json
    dependencia = next(una["dependencia"] for una in todas if una["dependencia"])
    suyas = con_plan("alertas", *DE, "--dependencia", dependencia, "--json").json

    assert graves == [una for una in todas if una["severidad"] == "error"]
    assert len(suyas) > 0
    assert {una["dependencia"] for una in suyas} == {dependencia}
    assert con_plan("alertas", *DE, "--dependencia", "Marte").codigo == 1
    assert con_plan("alertas", *DE, "--severidad", "roja").codigo == 2


def test_salida_escribe_el_libro_y_deja_traza(con_plan: Orden, tmp_path: Path) -> None:
    """Una fila por alerta, con las nueve columnas; sin .xlsx es un error de uso."""
    todas = con_plan("alertas", *DE, "--json").json
    destino = tmp_path / "alertas.xlsx"
    corrida = con_plan("alertas", *DE, "--salida", str(destino))

    assert corrida.codigo == 0, corrida.errores
    assert f"Escrito en {destino}" in corrida.salida
    libro = load_workbook(destino)
    assert libro.sheetnames == ["Alertas", "Dependencias", "Reglas"]
    filas = list(libro["Alertas"].iter_rows(min_row=3, values_only=True))
    assert filas[0] == (
        *("Regla", "Severidad", "Objeto", "Nombre", "Dependencia"),
        *("Desde", "Qué pasa", "Qué hacer", "Quién"),
    )
    assert [fila[2] for fila in filas[1:]] == [una["objeto"] for una in todas]
    assert con_plan("alertas", *DE, "--salida", "alertas.pdf").codigo == 2


def test_vigencia_sin_plan_se_dice(con_plan: Orden) -> None:
    """No responde que todo está bien."""
    corrida = con_plan("alertas", "--entidad", "76999", "--vigencia", "2031")

    assert corrida.codigo == 1
    assert "No hay un Plan de Acción cargado en esa vigencia" in corrida.errores
