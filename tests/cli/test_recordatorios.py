"""``asistente recordatorios``: tipos, ajustes, fechas de ley, calendario y a quién no le llega."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.apoyo.fuentes import RAIZ
from tests.cli.conftest import Orden
from tests.cli.libro import escribir_plan

DE = ("--entidad", "76999")


@pytest.fixture
def con_plan(con_entidad: Orden, tmp_path: Path) -> Orden:
    """La entidad con su plan de 2026 ya cargado y nadie vinculado."""
    libro = escribir_plan(tmp_path / "plan.xlsx")
    hecha = con_entidad("importar", str(libro), *DE, "--vigencia", "2026", "--confirmar")
    assert hecha.codigo == 0, hecha.errores
    return con_entidad


def test_documento_de_los_tipos_esta_al_dia(orden: Orden) -> None:
    """docs/recordatorios.md es lo que dicen las fichas: se escribe con la orden y no a mano."""
    corrida = orden("recordatorios", "tipos", "--markdown")

    assert corrida.codigo == 0
    assert corrida.salida == (RAIZ / "docs" / "recordatorios.md").read_text(encoding="utf-8")


def test_tipos_sin_entidad_son_los_que_vienen(orden: Orden) -> None:
    """Sin entidad no hace falta base: salen las fichas, y la de ley no se calla."""
    tipos = {uno["tipo"]: uno for uno in orden("recordatorios", "tipos", "--json").json}

    assert tipos["plazo"]["dias"] == [-15, -7, -3, -1, 0]
    assert tipos["plazo"]["se_calla"] is True
    assert tipos["fecha_legal"]["se_calla"] is False
    assert not any(uno["ajustado"] for uno in tipos.values())


def test_ajustar_y_restablecer(con_entidad: Orden) -> None:
    """Lo ajustado se ve en la entidad y con --restablecer vuelve a como viene."""
    ajustado = con_entidad(
        "recordatorios", "ajustar", "plazo", *DE, "--dias", "1,10,5", "--hora", "9:30", "--json"
    )
    assert ajustado.codigo == 0, ajustado.errores
    assert (ajustado.json["dias"], ajustado.json["hora"]) == ([-10, -5, -1], "09:30")

    visto = {uno["tipo"]: uno for uno in con_entidad("recordatorios", "tipos", *DE, "--json").json}
    assert visto["plazo"]["ajustado"] is True

    de_vuelta = con_entidad("recordatorios", "ajustar", "plazo", *DE, "--restablecer", "--json").json
    assert (de_vuelta["dias"], de_vuelta["ajustado"]) == ([-15, -7, -3, -1, 0], False)


def test_ajustar_dice_lo_que_quita_y_pedir_lo_que_ya_esta_no_falla(con_entidad: Orden) -> None:
    """Los días que dejan de avisar se nombran; repetir sale con 0; el error con --json es JSON."""
    ajustar = ("recordatorios", "ajustar", "plazo", *DE)
    menos = con_entidad(*ajustar, "--dias", "15,7,3,1", "--hora", "16:00")
    assert "Deja de salir: el mismo día." in menos.salida

    repetido = con_entidad(*ajustar, "--hora", "16:00", "--json")
    assert (repetido.codigo, repetido.json["cambiado"]) == (0, False)
    prendido = con_entidad(*ajustar, "--prender")
    assert (prendido.codigo, "Ya estaba así" in prendido.salida) == (0, True)

    error = con_entidad(*ajustar, "--hora", "6:00", "--json")
    dicho = json.loads(error.errores)
    assert (error.codigo, dicho["error"], dicho["codigo"]) == (1, "hora_fuera_de_jornada", 1)
    assert "[codigo], [dias]" in con_entidad("recordatorios", "ajustar", "--help").salida


@pytest.mark.parametrize(
    ("opciones", "codigo"),
    [
        (("plazo",), 2),
        (("plazo", "--apagar", "--prender"), 2),
        (("plazo", "--dias", "muchos"), 1),
        (("plazo", "--hora", "23:00"), 1),
        (("plazo", "--hora", "6:00"), 1),
        (("plazo", "--texto", "Hola {nombre}"), 1),
        (("resumen_semanal", "--dias", "3"), 1),
        (("fecha_legal", "--apagar"), 1),
        (("fecha_legal", "--apagar", "--razon", "porque no"), 1),
        (("inventado", "--apagar"), 2),
    ],
)
def test_ajustes_que_no_se_pueden(con_entidad: Orden, opciones: tuple[str, ...], codigo: int) -> None:
    """Lo que no se puede no cambia nada y dice con qué código de salida: 1 regla o dato, 2 uso."""
    corrida = con_entidad("recordatorios", "ajustar", *opciones, *DE)

    assert corrida.codigo == codigo, corrida.salida
    assert corrida.errores
    tipos = con_entidad("recordatorios", "tipos", *DE, "--json").json
    assert not any(uno["ajustado"] for uno in tipos)


def test_fechas_de_ley_se_verifican_se_agregan_y_se_apagan(con_entidad: Orden) -> None:
    """Solo el 31 de enero nace activo; activar otra pide norma y quién la verificó."""
    fechas = {una["codigo"]: una for una in con_entidad("recordatorios", "legales", *DE, "--json").json}
    assert [codigo for codigo, una in fechas.items() if una["activa"]] == ["PA-31-ENE"]

    assert con_entidad("recordatorios", "verificar", "SIRECI", *DE).codigo == 1
    firma = ("--norma", "Resolución 042 de 2020", "--verificada-por", "Gloria Cruz")
    activa = con_entidad("recordatorios", "verificar", "SIRECI", *DE, *firma, "--json").json
    assert (activa["activa"], activa["verificado_por"]) == (True, "Gloria Cruz")

    nueva = ("--nombre", "Rendir a la Contraloría", "--dia", "30/06")
    agregada = con_entidad("recordatorios", "verificar", "CONT-JUN", *DE, *firma, *nueva, "--json")
    assert agregada.json["codigo"] == "CONT-JUN"
    assert con_entidad("recordatorios", "verificar", "CONT-JUN", *DE, *firma, *nueva).codigo == 1
    assert con_entidad("recordatorios", "verificar", "OTRA", *DE, *firma, "--dia", "30/06").codigo == 2
    imposible = ("--nombre", "Algo", "--dia", "31/02")
    assert con_entidad("recordatorios", "verificar", "OTRA", *DE, *firma, *imposible).codigo == 1

    razon = ("--apagar", "--razon", "La norma se derogó este año")
    assert con_entidad("recordatorios", "verificar", "SIRECI", *DE, *razon, "--json").json["activa"] is False
    assert con_entidad("recordatorios", "verificar", "SIRECI", *DE, *razon).codigo == 1


def test_calendario_de_la_entidad(con_entidad: Orden) -> None:
    """Un festivo local se agrega y se quita, y el sábado se prende; repetirlo no cambia nada."""
    puesto = con_entidad(
        "recordatorios", "calendario", *DE, "--festivo", "2026-12-28", "--sabado", "si", "--json"
    )
    assert puesto.json == {"codigo": "76999", "festivos": ["2026-12-28"], "sabado_habil": True}
    repetido = con_entidad("recordatorios", "calendario", *DE, "--festivo", "2026-12-28", "--json")
    assert (repetido.codigo, repetido.json) == (0, puesto.json)
    quitado = con_entidad("recordatorios", "calendario", *DE, "--quitar", "2026-12-28", "--json")
    assert quitado.json["festivos"] == []
    assert con_entidad("recordatorios", "calendario", *DE, "--json").json == quitado.json


def test_no_entregables_dice_quien_y_cuantas(con_plan: Orden) -> None:
    """Sin nadie vinculado, no le llega a ninguna de las personas del plan, y se dice por qué."""
    panorama = con_plan("recordatorios", "no-entregables", *DE, "--json").json

    assert panorama["personas"]
    assert {una["causa"] for una in panorama["personas"]} == {"sin_invitar"}
    assert all(una["actividades"] > 0 for una in panorama["personas"])
    assert "nunca se ha vinculado" in con_plan("recordatorios", "no-entregables", *DE).salida
