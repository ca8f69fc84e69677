"""``asistente exportar plantilla``: vacía, con los códigos de la entidad y con lo guardado."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Orden
from tests.cli.libro import escribir_plan

BASE = ("--entidad", "76999", "--vigencia", "2026")


@pytest.fixture
def con_plan(con_entidad: Orden, tmp_path: Path) -> Orden:
    """Con el plan de muestra importado."""
    libro = escribir_plan(tmp_path / "plan.xlsx")
    assert con_entidad("importar", str(libro), *BASE, "--confirmar").codigo == 0
    return con_entidad


def test_plantilla_llena_se_reimporta_sin_cambios(con_plan: Orden, tmp_path: Path) -> None:
    """Con --con-datos sale el plan guardado; importarla otra vez no cambia nada."""
    salida = tmp_path / "p.xlsx"
    hecho = con_plan("exportar", "plantilla", *BASE, "--con-datos", "--salida", str(salida), "--json")
    assert hecho.codigo == 0, hecho.errores
    assert hecho.json["con_datos"] is True
    assert hecho.json["listas"]["Dependencias"] >= 2
    revisado = con_plan("importar", str(salida), *BASE, "--json")
    assert revisado.codigo == 0, revisado.salida
    assert (revisado.json["sin_cambios"], revisado.json["cambios"]) == (True, [])


def test_plantilla_con_datos_que_no_hay_lo_dice(con_plan: Orden, tmp_path: Path) -> None:
    """Sin nada guardado de ese instrumento sale vacía, y se dice."""
    pedido = ("exportar", "plantilla", *BASE, "--con-datos", "--salida", str(tmp_path / "p.xlsx"), "--tipo")

    assert "No hay nada guardado de ese instrumento (poai) en 2026" in con_plan(*pedido, "poai").salida
    assert "No hay nada" not in con_plan(*pedido, "plan").salida


def test_plantilla_con_las_listas_de_la_entidad(con_plan: Orden, tmp_path: Path) -> None:
    """Sin --con-datos va vacía, pero ofrece los códigos de la entidad; sin --entidad, no."""
    de_la_entidad, suelta = tmp_path / "e.xlsx", tmp_path / "s.xlsx"
    assert (
        con_plan("exportar", "plantilla", "--tipo", "poai", *BASE, "--salida", str(de_la_entidad)).codigo == 0
    )
    assert con_plan("exportar", "plantilla", "--tipo", "poai", "--salida", str(suelta)).codigo == 0
    assert openpyxl.load_workbook(de_la_entidad).sheetnames == ["POAI", "Listas", "Instrucciones"]
    assert openpyxl.load_workbook(suelta).sheetnames == ["POAI", "Instrucciones"]


@pytest.mark.parametrize(
    ("argumentos", "frase"),
    [
        (("--con-datos",), "necesita --entidad y --vigencia"),
        (("--entidad", "76999"), "van juntas"),
        (("--vigencia", "2026"), "van juntas"),
    ],
)
def test_plantilla_a_medias_se_explica(
    con_plan: Orden, tmp_path: Path, argumentos: tuple[str, ...], frase: str
) -> None:
    """Lo que falta se dice, sale con dos y no se escribe nada."""
    salida = tmp_path / "p.xlsx"
    corrida = con_plan("exportar", "plantilla", *argumentos, "--salida", str(salida))
    assert corrida.codigo == 2
    assert frase in corrida.errores
    assert not salida.exists()
