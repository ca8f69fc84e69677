"""``asistente coherencia``: la lista del contrato, su código de salida, los ajustes y el libro."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.apoyo.fuentes import RAIZ
from tests.cli.conftest import Orden
from tests.cli.libro import escribir_plan

POR = ("--razon", "Lo decidió el Consejo de Gobierno")
DE = ("--entidad", "76999", "--vigencia", "2026")
CLAVES = {"regla", "severidad", "objeto", "dependencia", "mensaje"}


@pytest.fixture
def con_plan(con_entidad: Orden, tmp_path: Path) -> Orden:
    """La entidad con su plan de 2026 ya cargado, y R12 prendida para que sobre qué decir."""
    libro = escribir_plan(tmp_path / "plan.xlsx")
    hecha = con_entidad("importar", str(libro), *DE, "--confirmar")
    assert hecha.codigo == 0, hecha.errores
    assert (
        con_entidad("coherencia", "ajustar", "R23", *DE[:2], "--prender", "--severidad", "error").codigo == 0
    )
    return con_entidad


def _lista(orden: Orden, *mas: str) -> list[dict[str, Any]]:
    lista: list[dict[str, Any]] = orden("coherencia", *DE, "--json", *mas).json
    return lista


def test_json_es_la_lista_del_contrato_y_sale_con_1(con_plan: Orden) -> None:
    """Cinco datos por hallazgo, ni uno más; con un error abierto el código es 1."""
    corrida = con_plan("coherencia", *DE, "--json")

    assert corrida.codigo == 1
    assert corrida.json
    assert {frozenset(uno) for uno in corrida.json} == {frozenset(CLAVES)}
    assert {uno["severidad"] for uno in corrida.json} <= {"error", "advertencia", "informativo"}
    assert "R23" in {uno["regla"] for uno in corrida.json}


def test_sin_errores_sale_con_0(con_plan: Orden) -> None:
    """Apagadas las que fallan sale con 0, y no se presume coherente lo que no se evaluó."""
    for regla in {uno["regla"] for uno in _lista(con_plan)}:
        assert con_plan("coherencia", "ajustar", regla, *DE[:2], "--apagar", *POR).codigo == 0
    corrida = con_plan("coherencia", *DE)

    assert corrida.codigo == 0
    assert "No hay hallazgos abiertos en lo que se evaluó" in corrida.salida
    assert "El plan es coherente" not in corrida.salida


def test_aceptar_lo_saca_de_la_lista_y_reabrir_lo_devuelve(con_plan: Orden) -> None:
    """La razón se ve con --aceptados; si el código no es de nada, se dice y no se guarda."""
    primero = next(uno for uno in _lista(con_plan) if uno["regla"] == "R23")
    cual = ("R23", primero["objeto"])
    aceptado = con_plan("coherencia", "aceptar", *cual, *DE, "--razon", "Se mide por porcentaje")
    assert aceptado.codigo == 0, aceptado.errores
    sin_el = [uno for uno in _lista(con_plan) if (uno["regla"], uno["objeto"]) == cual]
    (con_el,) = [u for u in _lista(con_plan, "--aceptados") if (u["regla"], u["objeto"]) == cual]

    assert sin_el == []
    assert con_el["aceptacion"]["razon"] == "Se mide por porcentaje"
    assert con_plan("coherencia", "reabrir", *cual, *DE).codigo == 0
    assert primero in _lista(con_plan)
    otra = con_plan("coherencia", "aceptar", "R23", "NADA-1", *DE, *POR)
    assert otra.codigo == 1
    assert "no hay ningún hallazgo" in otra.errores


def test_ajustar_valida_lo_que_se_pide(con_plan: Orden) -> None:
    """Regla desconocida, umbral de más y nada que cambiar: una frase y no cambia nada."""
    ajustar = ("coherencia", "ajustar")
    hecho = con_plan(*ajustar, "R12", *DE[:2], "--umbral", "0,75", "--severidad", "error", "--json")

    assert (hecho.codigo, hecho.json["umbral"], hecho.json["severidad"]) == (0, "0.75", "error")
    assert con_plan(*ajustar, "R99", *DE[:2], "--apagar").codigo == 1
    assert con_plan(*ajustar, "R12", *DE[:2], "--umbral", "80").codigo == 1
    assert con_plan(*ajustar, "R12", *DE[:2], "--umbral", "mucho").codigo == 2
    assert con_plan(*ajustar, "R12", *DE[:2]).codigo == 2
    assert con_plan(*ajustar, "R12", *DE[:2], "--apagar", "--prender").codigo == 2
    assert con_plan(*ajustar, "R12", *DE[:2], "--restablecer").codigo == 0
    (r12,) = [u for u in con_plan("coherencia", "reglas", *DE[:2], "--json").json if u["regla"] == "R12"]
    assert (r12["umbral"], r12["ajustada"]) == ("0.5", False)


def test_faltan_datos_o_no_hay_plan(con_entidad: Orden) -> None:
    """Sin entidad o vigencia es mal uso; sin plan, rechazo con qué hacer."""
    assert con_entidad("coherencia").codigo == 2
    assert con_entidad("coherencia", *DE).codigo == 1


def test_libro_trae_hallazgos_dependencias_y_reglas(con_plan: Orden, tmp_path: Path) -> None:
    """Cada hallazgo con cómo se arregla y por qué se aceptó; las tres hojas, con lo suyo."""
    primero = next(uno for uno in _lista(con_plan) if uno["regla"] == "R23")
    con_plan("coherencia", "aceptar", "R23", primero["objeto"], *DE, "--razon", "Se mide por porcentaje")
    salida = tmp_path / "coherencia.xlsx"
    assert con_plan("coherencia", *DE, "--salida", str(salida)).codigo == 1
    libro = load_workbook(salida)
    filas = [[celda.value for celda in fila] for fila in libro["Coherencia"].iter_rows(min_row=3)]
    aceptadas = [fila for fila in filas[1:] if fila[6] == "Sí"]

    assert libro.sheetnames == ["Coherencia", "Dependencias", "Reglas"]
    assert filas[0][:5] == ["Regla", "Severidad", "Objeto", "Dependencia", "Qué pasa y cómo arreglarlo"]
    assert len(filas) - 1 == len(_lista(con_plan)) + 1
    assert [(fila[0], fila[2]) for fila in aceptadas] == [("R23", primero["objeto"])]
    assert str(aceptadas[0][7]).startswith("Se mide por porcentaje (línea de órdenes")
    assert libro["Reglas"].max_row == 3 + 42
    assert con_plan("coherencia", *DE, "--salida", str(tmp_path / "x.pdf")).codigo == 2


def test_documento_de_las_reglas_esta_al_dia(orden: Orden) -> None:
    """docs/coherencia.md es lo que dicen las fichas: se escribe con la orden y no a mano."""
    corrida = orden("coherencia", "reglas", "--markdown")

    assert corrida.codigo == 0
    assert corrida.salida == (RAIZ / "docs" / "coherencia.md").read_text(encoding="utf-8")
