"""Antes de confirmar un libro que modifica el plan: qué cambia, y si deshace la última modificación."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.tareas.modificaciones import lo_que_modifica, version_en_que_quedo
from bot.textos.errores import explicar
from dominio.casos.importar import revisar_importacion
from dominio.casos.versiones import comparar_versiones, momento_del_plan
from dominio.errores.versiones import SinPlanEntonces
from dominio.modelo.libro import FilaPlan, LibroLeido
from tests.dominio.casos.mundo import MARTES, PLAN, V2026, Mundo
from tests.dominio.casos.versionado import DECRETO, UN_DIA, congelar, historia_de, importar_plan

MOVIDO = (replace(PLAN[0], fin=date(2026, 11, 30)), *PLAN[1:])


def _revisado(mundo: Mundo, *filas: FilaPlan) -> tuple[list[str], str]:
    with mundo.como("planeacion", MARTES + 2 * UN_DIA) as ctx:
        resumen = revisar_importacion(ctx, V2026, LibroLeido(plan=filas)).resumen
        return lo_que_modifica(ctx, V2026, resumen)


def test_lo_que_cambia_se_dice_en_corto(mundo: Mundo) -> None:
    """Cuántos objetos y cada uno con su antes y su después; en borrador no hace falta."""
    mundo.importar(*PLAN)
    assert _revisado(mundo, *MOVIDO) == ([], "")
    congelar(mundo)
    lineas, aviso = _revisado(mundo, *MOVIDO)
    assert lineas == [
        "Cambia 1 objeto del plan:",
        "• actividad A-001: fecha de terminación: 31/12/2026 → 30/11/2026",
    ]
    assert not aviso


def test_avisa_si_deshace_la_ultima_modificacion(mundo: Mundo) -> None:
    """El campo que vuelve a su valor de antes y la actividad cerrada que vuelve; otro cambio no."""
    congelar(mundo)
    importar_plan(mundo, *MOVIDO[:3], datos=DECRETO)

    lineas, aviso = _revisado(mundo, *PLAN)
    assert "deshace lo de la versión 2" in aviso
    assert {"actividad A-001", "actividad A-013"} <= set(
        aviso.removesuffix(".").split("en ", 1)[1].split("; ")
    )
    assert (
        "• actividad A-001: fecha de terminación: 30/11/2026 → 31/12/2026 (deshace lo de la versión 2)"
        in lineas
    )
    otra = (replace(PLAN[0], fin=date(2026, 10, 31)), *PLAN[1:3])
    assert not _revisado(mundo, *otra)[1]


def test_dice_en_que_version_quedo(mundo: Mundo) -> None:
    """Una modificación dice su número y dónde verla; lo que no lo es, nada."""
    congelar(mundo)
    with mundo.como("planeacion", MARTES + UN_DIA) as ctx:
        resumen = revisar_importacion(ctx, V2026, LibroLeido(plan=MOVIDO)).resumen
    assert resumen is not None
    importar_plan(mundo, *MOVIDO, datos=DECRETO)
    with mundo.como("planeacion", MARTES + UN_DIA) as ctx:
        assert "<b>versión 2</b>" in version_en_que_quedo(ctx, V2026, resumen)
        assert not version_en_que_quedo(ctx, V2026, replace(resumen, exige_acto=False))


def test_cerrar_lo_propio_de_una_meta_compartida_no_la_borra(mundo: Mundo) -> None:
    """La jefatura ve cerrada su actividad; la meta sigue, porque otra dependencia aporta a ella."""
    de_la_meta = ("meta_codigo", "meta", "tipo_meta", "programa_codigo", "programa")
    datos = {campo: getattr(PLAN[0], campo) for campo in de_la_meta}
    compartido = (*PLAN[:3], replace(PLAN[3], **datos))
    importar_plan(mundo, *compartido)
    congelar(mundo, MARTES + UN_DIA)
    importar_plan(mundo, *compartido[:3], datos=DECRETO)
    historia = historia_de(mundo)
    pareja = (historia.version(1).id, historia.version(2).id)
    with mundo.como("jefe_salud") as ctx:
        de_salud = comparar_versiones(ctx, V2026, *pareja)
    with mundo.como("consulta") as ctx:
        todo = comparar_versiones(ctx, V2026, *pareja)

    assert ("actividad", "A-013", "ya no está") in {(c.clase, c.objeto, c.tipo) for c in de_salud}
    assert "meta" not in {c.clase for c in de_salud}
    assert set(de_salud) <= set(todo)


def test_antes_de_cargar_el_plan_se_dice_desde_cuando_hay(mundo: Mundo) -> None:
    """La frase trae el día desde el que hay plan guardado."""
    mundo.importar(*PLAN)
    with mundo.como("planeacion", MARTES + UN_DIA) as ctx, pytest.raises(SinPlanEntonces) as error:
        momento_del_plan(ctx, V2026, date(2026, 9, 1))
    assert "hay plan desde el 15 de septiembre de 2026" in explicar(error.value)
