"""``asistente entender``: una frase o un archivo, sin guardar nada."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from bot.demo.plan_de_muestra import plan_de_muestra
from tests.cli.conftest import Orden
from tests.cli.libro import escribir_plan

DE = ("--entidad", "76999", "--vigencia", "2026")


@pytest.fixture
def con_plan(con_entidad: Orden, tmp_path: Path) -> Orden:
    """La orden, con el plan de muestra importado."""
    libro = escribir_plan(tmp_path / "plan.xlsx")
    assert con_entidad("importar", str(libro), *DE, "--confirmar").codigo == 0
    return con_entidad


def _codigo() -> str:
    return plan_de_muestra(date(2026, 9, 1)).plan[0].actividad_codigo


def test_entender_una_frase_como_json(con_plan: Orden) -> None:
    """Los campos del contrato, con punto decimal y sin ceros que sobren."""
    datos = con_plan("entender", f"la {_codigo()} va en 62,5", *DE, "--json").json

    assert datos == {
        "frase": f"la {_codigo()} va en 62,5",
        "intencion": "reportar_avance",
        "objeto": _codigo(),
        "porcentaje": "62.5",
        "momento": "",
        "monto": "",
        "candidatos": [],
    }


@pytest.mark.parametrize(
    ("dicho", "momento", "monto"),
    [
        ("pagamos 1,2 millones de la {}", "pago", "1200000"),
        ("se giraron 22.000.000,50 de la {}", "pago", "22000000.50"),
        ("salió el rp de la {}", "compromiso", ""),
    ],
)
def test_entender_dice_momento_y_monto(con_plan: Orden, dicho: str, momento: str, monto: str) -> None:
    """El monto va en pesos, con centavos solo si los hay."""
    datos = con_plan("entender", dicho.format(_codigo()), *DE, "--json").json

    assert (datos["objeto"], datos["momento"], datos["monto"]) == (_codigo(), momento, monto)


def test_entender_archivo_una_por_frase(con_plan: Orden, tmp_path: Path) -> None:
    """Un CSV con «;» y la columna «frase», entre otras; en el mismo orden."""
    archivo = tmp_path / "frases.csv"
    archivo.write_text("frase;nota\nhola;x\nllueve mucho hoy;y\ncómo va el plan;z\n", encoding="utf-8-sig")

    datos = con_plan("entender", "--archivo", str(archivo), *DE, "--json").json

    assert [uno["intencion"] for uno in datos] == ["saludo", "nada", "consultar_estado"]


def test_entender_sin_json_es_una_tabla(con_plan: Orden) -> None:
    """Una línea por frase: lo dicho, la intención y lo que se leyó."""
    salida = con_plan("entender", f"la {_codigo()} va en 45", *DE).salida

    assert "reportar_avance" in salida
    assert f"de {_codigo()}" in salida
    assert "al 45" in salida


def test_entender_no_guarda_nada(con_plan: Orden, tmp_path: Path) -> None:
    """Ni siquiera la traza cambia."""

    def filas() -> list[tuple[str, int]]:
        with sqlite3.connect(tmp_path / "datos" / "asistente.sqlite3") as base:
            tablas = [fila[0] for fila in base.execute("select name from sqlite_master where type = 'table'")]
            return [(t, base.execute(f'select count(*) from "{t}"').fetchone()[0]) for t in tablas]  # noqa: S608

    antes = filas()
    assert con_plan("entender", f"la {_codigo()} va en 45", *DE).codigo == 0

    assert filas() == antes


@pytest.mark.parametrize(
    ("argumentos", "codigo", "dice"),
    [
        ((), 2, "--archivo"),
        (("hola", "--archivo", "x.csv"), 2, "--archivo"),
        (("--archivo", "no-esta.csv"), 2, "No encuentro el archivo"),
        (("--archivo", "sin_columna.csv"), 1, "no tiene la columna «frase»"),
        (("--archivo", "latino.csv"), 1, "UTF-8"),
    ],
)
def test_entender_explica_lo_que_falta(
    con_plan: Orden, tmp_path: Path, argumentos: tuple[str, ...], codigo: int, dice: str
) -> None:
    """Cada uso errado es una frase que dice cómo se usa."""
    (tmp_path / "sin_columna.csv").write_text("texto\nhola\n", encoding="utf-8")
    (tmp_path / "latino.csv").write_bytes("frase\ncómo va\n".encode("latin-1"))

    corrida = con_plan("entender", *argumentos, *DE)

    assert corrida.codigo == codigo
    assert dice in corrida.errores


def test_entender_sin_plan_se_rechaza(con_entidad: Orden) -> None:
    """Sin plan no hay de qué hablar: se dice cómo cargarlo."""
    corrida = con_entidad("entender", "la 12 va en 45", *DE)

    assert corrida.codigo == 1
    assert "asistente importar" in corrida.errores
