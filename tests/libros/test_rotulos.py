"""Cómo se lee el consolidado: rótulos con tildes, hojas vacías que lo dicen y de dónde dice ser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from almacen.libros.canje import a_json, de_json
from almacen.libros.escritor import EscritorOpenpyxl
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.libro import Procedencia
from dominio.reglas.cortes import fecha_de_referencia
from dominio.valores.fechas import fecha_bogota
from tests.libros.consolidados import consolidado_de
from tests.libros.fabrica import fila, hacer, leer


@pytest.fixture
def consolidado(tmp_path: Path):
    """El de un plan de dos actividades."""
    return consolidado_de(leer(hacer(tmp_path / "p.xlsx", [fila(1), fila(2)])).plan)


def _textos(ruta: Path, hoja: str) -> set[str]:
    libro = openpyxl.load_workbook(ruta)
    return {str(celda) for linea in libro[hoja].iter_rows(values_only=True) for celda in linea if celda}


def test_consolidado_no_muestra_claves_internas(consolidado, tmp_path):
    """«Importación», «CDP» y «Sin reporte»: nadie lee la clave con que se guarda."""
    alerta = replace(consolidado.alertas[0], regla="sin_reporte", severidad=Severidad.ADVERTENCIA)
    EscritorOpenpyxl().consolidado(replace(consolidado, alertas=(alerta,)), tmp_path / "c.xlsx")
    dichos = set().union(*(_textos(tmp_path / "c.xlsx", h) for h in ("Avances", "Ejecución", "Alertas")))

    assert {"Sin reporte en el corte", "Advertencia"} <= dichos
    claves = {"chat", "importacion", "cdp", "compromiso", "obligacion", "pago", "sin_reporte", "enviado"}
    assert not claves & dichos


def test_hojas_sin_hallazgos_lo_dicen(consolidado, tmp_path):
    """Una hoja vacía parece un error; y Control sigue contando cero filas."""
    vacio = replace(consolidado, alertas=(), coherencia=())
    EscritorOpenpyxl().consolidado(vacio, tmp_path / "c.xlsx")
    control = openpyxl.load_workbook(tmp_path / "c.xlsx")["Control"]
    filas = {a: b for a, b, *_ in control.iter_rows(values_only=True)}

    assert "Sin alertas." in _textos(tmp_path / "c.xlsx", "Alertas")
    assert "Sin hallazgos." in _textos(tmp_path / "c.xlsx", "Coherencia")
    assert str(filas["Filas en «Alertas»"]) == "0"


def test_consolidado_dice_a_que_dia_se_midio(consolidado, tmp_path):
    """El corte y el día real contra el que se comparó, que no siempre es el último del corte."""
    EscritorOpenpyxl().consolidado(consolidado, tmp_path / "c.xlsx")
    dia = fecha_de_referencia(fecha_bogota(consolidado.control.generado_en), consolidado.corte)

    esperado = f"Corte {consolidado.corte}, medido al {dia:%d/%m/%Y}"
    for hoja in ("Resumen", "Plan de acción", "Alertas"):
        assert any(esperado in texto for texto in _textos(tmp_path / "c.xlsx", hoja)), hoja


def test_alertas_dice_las_que_no_trae_y_cabe_en_una_pagina_de_ancho(consolidado, tmp_path):
    """La hoja nombra las que solo se ven en el chat; al imprimir no se parte a lo ancho."""
    EscritorOpenpyxl().consolidado(consolidado, tmp_path / "c.xlsx")
    hoja = openpyxl.load_workbook(tmp_path / "c.xlsx")["Alertas"]

    assert "sin las de " in hoja["A1"].value
    assert "véalas con /alertas" in hoja["A1"].value
    assert hoja.page_setup.orientation == "landscape"
    ajuste = hoja.sheet_properties.pageSetUpPr
    assert ajuste is not None
    assert (ajuste.fitToPage, hoja.page_setup.fitToWidth) == (True, 1)
    assert not hoja.col_breaks.brk


def test_pie_de_pagina_cabe_en_su_margen(consolidado, tmp_path):
    """Entre el pie y la tabla queda espacio para una línea: no se montan ni se cortan."""
    EscritorOpenpyxl().consolidado(consolidado, tmp_path / "c.xlsx")
    for hoja in openpyxl.load_workbook(tmp_path / "c.xlsx").worksheets:
        assert hoja.page_margins.bottom - hoja.page_margins.footer >= 0.4, hoja.title


def test_procedencia_sale_de_la_hoja_control_y_sobrevive_el_canje(consolidado, tmp_path):
    """La del consolidado nuestro se lee y viaja; un libro sin Control no dice ser de nadie."""
    EscritorOpenpyxl().consolidado(consolidado, tmp_path / "c.xlsx")
    libro = leer(tmp_path / "c.xlsx")

    assert libro.procedencia == Procedencia(consolidado.entidad.codigo, consolidado.vigencia.anio)
    assert de_json(a_json(libro)) == libro
    assert leer(hacer(tmp_path / "s.xlsx", [fila(1)])).procedencia is None


def test_renglones_contradictorios_concuerdan(tmp_path):
    """La frase vale para «la dependencia» y para «el responsable»."""
    from dominio.reglas.enlaces import revisar_enlaces

    cambios = {
        "Dependencia": "Secretaría de Gobierno",
        "Código_de_fuente": "1.3.1",
        "Fuente_de_financiación": "Otra",
    }
    otra = fila(1, **cambios)
    libro = leer(hacer(tmp_path / "l.xlsx", [fila(1), otra]))
    mensajes = [e.mensaje for e in revisar_enlaces(libro, frozenset(), frozenset(), 2026)]

    assert any("en la dependencia, fila" in mensaje for mensaje in mensajes)
    assert not any("distinto" in mensaje for mensaje in mensajes)
