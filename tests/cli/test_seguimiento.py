"""El seguimiento desde la línea de órdenes: el corte dicho y dibujado; la lista en su archivo."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Orden
from tests.cli.libro import escribir_plan

CORTE = ("seguimiento", "--entidad", "76999", "--corte", "2026-T1")
ENVIADOS = ("recordatorios", "enviados", "--entidad", "76999", "--vigencia", "2026")


@pytest.fixture
def con_plan(con_entidad: Orden, tmp_path: Path) -> Orden:
    """La entidad con su plan de 2026 ya cargado."""
    libro = escribir_plan(tmp_path / "plan.xlsx")
    hecha = con_entidad("importar", str(libro), "--entidad", "76999", "--vigencia", "2026", "--confirmar")
    assert hecha.codigo == 0, hecha.errores
    return con_entidad


def test_seguimiento_en_palabras_en_json_y_dibujado(con_plan: Orden, tmp_path: Path) -> None:
    """Nadie ha reportado: todo falta, y los grupos suman lo que debía reportarse."""
    datos = con_plan(*CORTE, "--salida", str(tmp_path / "curva.png"), "--json").json
    dicho = con_plan(*CORTE)

    assert datos["llegaron"] == 0 < datos["deben"]
    assert sum(grupo["deben"] for grupo in datos["grupos"]) == datos["deben"]
    assert sum(len(quien["codigos"]) for quien in datos["faltan"]) == datos["deben"]
    assert datos["escalones"] == {"nunca": datos["deben"]}
    assert (tmp_path / "curva.png").read_bytes().startswith(b"\x89PNG")
    assert f"Llegaron 0 de {datos['deben']}" in dicho.salida


@pytest.mark.parametrize(
    ("opciones", "codigo"),
    [
        (("--salida", "curva.jpg"), 2),
        (("--salida", "no/esta/curva.png"), 2),
        (("--dependencia", "ninguna"), 1),
        (("--corte", "2026-T9"), 1),
        (("--corte", "2030-T1"), 1),
    ],
)
def test_seguimiento_dice_por_que_no(con_plan: Orden, opciones: tuple[str, ...], codigo: int) -> None:
    """Cada rechazo con su código y una frase, sin escribir nada."""
    hecha = con_plan(*CORTE, *opciones)

    assert (hecha.codigo, hecha.salida) == (codigo, "")
    assert hecha.errores.strip()


def test_enviados_escribe_la_lista_y_deja_traza(con_plan: Orden, tmp_path: Path) -> None:
    """Sin recordatorios quedan los encabezados; el formato lo dice el nombre del archivo."""
    for nombre in ("lista.csv", "lista.xlsx"):
        hecha = con_plan(*ENVIADOS, "--desde", "2026-01-01", "--salida", str(tmp_path / nombre), "--json")
        assert hecha.codigo == 0, hecha.errores
        assert hecha.json["recordatorios"] == 0
        assert (tmp_path / nombre).exists()
    assert con_plan(*ENVIADOS, "--salida", "lista.pdf").codigo == 2
    assert con_plan(*ENVIADOS, "--desde", "ayer", "--salida", "lista.csv").codigo == 1
