"""Las versiones del plan desde la línea de órdenes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from almacen.reloj import RelojDelSistema
from almacen.tablas.unidad import AlmacenSQL
from bot.ajustes import leer_ajustes
from dominio.casos.contexto import Contexto
from dominio.casos.ediciones import Ediciones
from dominio.modelo.identidad import IdPersona
from dominio.modelo.modificacion import ActoDelPlan
from dominio.modelo.persona import Persona, Rol
from dominio.valores.fechas import Vigencia, fecha_bogota
from tests.apoyo.plan import LunesAViernes
from tests.cli.conftest import Orden
from tests.cli.libro import escribir_plan

DE = ("--entidad", "76999", "--vigencia", "2026")
HOY = fecha_bogota(RelojDelSistema().ahora())
ACTO = ("--razon", "Adición", "--acto", "Decreto 0412", "--fecha-acto", HOY.isoformat())


@pytest.fixture
def aprobado(con_entidad: Orden, tmp_path: Path) -> Orden:
    """La entidad con su plan de 2026 cargado y aprobado hoy."""
    libro = escribir_plan(tmp_path / "plan.xlsx")
    hecha = con_entidad("importar", str(libro), *DE, "--confirmar")
    assert hecha.codigo == 0, hecha.errores
    almacen, reloj = AlmacenSQL(leer_ajustes().url_base), RelojDelSistema()
    with almacen.unidad() as unidad:
        entidad = unidad.entidades.por_codigo("76999")
        assert entidad is not None
        nadie = Persona(IdPersona(0), entidad.id, "Prueba", None, Rol.ADMINISTRACION, None, None, None)
        ctx = Contexto(unidad, nadie, entidad, reloj.ahora(), LunesAViernes(), "cli")
        Ediciones(ctx, Vigencia(2026)).congelar(ActoDelPlan("Acta 003", HOY))
        unidad.confirmar()
    almacen.cerrar()
    return con_entidad


def test_importar_un_plan_aprobado_pide_el_acto(aprobado: Orden, tmp_path: Path) -> None:
    """La revisión lo avisa; sin acto sale con 1 y no guarda; con él queda la versión 2."""
    otro = str(escribir_plan(tmp_path / "otro.xlsx", {("Z", 4): Decimal(777)}))

    ensayo = aprobado("importar", otro, *DE, "--json")
    assert (ensayo.codigo, ensayo.json["exige_acto"]) == (0, True)
    sin_acto = aprobado("importar", otro, *DE, "--confirmar")
    assert sin_acto.codigo == 1
    assert "--razon, --acto y --fecha-acto" in sin_acto.errores
    assert [una["numero"] for una in aprobado("version", "listar", *DE, "--json").json] == [None, 1]

    assert aprobado("importar", otro, *DE, *ACTO, "--confirmar").codigo == 0
    ultima = aprobado("version", "listar", *DE, "--json").json[-1]
    assert (ultima["numero"], ultima["acto"], ultima["razon"]) == (2, "Decreto 0412", "Adición")
    listado = aprobado("version", "listar", *DE).salida
    assert "Versión 2 ·" in listado
    assert "línea de órdenes" in listado


def test_comparar_y_exportar_versiones(aprobado: Orden, tmp_path: Path) -> None:
    """Se ve el campo que cambió, y cada versión exporta su propia programación."""
    cambio = ("--actividad", "A-001", "--campo", "fin", "--valor", "2026-11-30")
    ensayo = aprobado("version", "modificar", "--entidad", "76999", *cambio)
    assert ensayo.codigo == 0
    assert "No se guardó nada: agregue --confirmar." in ensayo.salida
    hecho = aprobado(
        "version", "modificar", "--entidad", "76999", *cambio, *ACTO, "--confirmar", "--json"
    ).json
    assert (hecho["guardado"], hecho["version"], hecho["despues"]) == (True, 2, "30/11/2026")

    [una] = aprobado("version", "comparar", "1", "2", *DE, "--json").json
    assert (una["objeto"], una["campo"], una["despues"]) == ("A-001", "fecha de terminación", "30/11/2026")
    for numero, fin in ((1, hecho["antes"]), (2, "30/11/2026")):
        libro = tmp_path / f"v{numero}.xlsx"
        salida = aprobado("version", "exportar", str(numero), *DE, "--salida", str(libro))
        assert salida.codigo == 0, salida.errores
        assert f"Versión {numero}, al " in salida.salida
        assert _fin_de(libro, "A-001") == fin
    assert aprobado("version", "exportar", "9", *DE, "--salida", str(tmp_path / "x.xlsx")).codigo == 1


def test_exportar_al_dia(aprobado: Orden, tmp_path: Path) -> None:
    """--al dice la versión en Control; antes de cargar el plan o mañana, se explica y sale con 1."""
    libro = tmp_path / "al.xlsx"
    hecha = aprobado(
        "exportar", "consolidado", *DE, "--al", HOY.isoformat(), "--salida", str(libro), "--json"
    )
    assert hecha.codigo == 0, hecha.errores
    assert hecha.json["version"].startswith("Versión 1, al ")
    control = openpyxl.load_workbook(libro)["Control"]
    dichos = {fila[0]: fila[1] for fila in control.iter_rows(values_only=True)}
    assert dichos["Versión del plan"] == hecha.json["version"]
    for malo, frase in (
        ((HOY - timedelta(days=30)).isoformat(), "todavía no había plan"),
        ((HOY + timedelta(days=1)).isoformat(), ""),
        ("ayer", "no es una fecha"),
    ):
        fallida = aprobado(
            "exportar", "consolidado", *DE, "--al", malo, "--salida", str(tmp_path / "no.xlsx")
        )
        assert fallida.codigo == 1, fallida.salida
        assert frase in fallida.errores
    assert not (tmp_path / "no.xlsx").exists()


def _fin_de(libro: Path, codigo: str) -> str:
    hoja = openpyxl.load_workbook(libro)["Plan de acción"]
    filas = list(hoja.iter_rows(values_only=True))
    encabezado = next(fila for fila in filas if "Código de actividad" in fila)
    fila = next(fila for fila in filas if codigo in fila)
    return f"{fila[encabezado.index('Fecha de terminación')]:%d/%m/%Y}"
