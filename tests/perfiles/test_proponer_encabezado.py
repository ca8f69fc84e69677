"""Dónde está el encabezado: con títulos encima, en otra fila, partido en dos o con combinadas."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.lector import LectorAislado
from dominio.modelo.libro import TipoLibro
from tests.libros import fabrica
from tests.perfiles.ajenos import actividades, cuadro, de_donde, libro, perfil_de, proponer_libro

_PLAN = TipoLibro.PLAN


@pytest.mark.parametrize("fila", [1, 2, 3, 9, 11, 12, 20])
def test_halla_el_encabezado_en_cualquier_fila(tmp_path: Path, fila: int) -> None:
    """La fila no importa, y los títulos de encima no son encabezado."""
    perfil = perfil_de(proponer_libro(libro(tmp_path / "l.xlsx", cuadro(), fila=fila)))
    assert perfil.hojas[0].fila_encabezado == fila
    assert perfil.hojas[0].alto_encabezado == 1
    assert de_donde(perfil, _PLAN)["actividad"] == [("nombre actividad", 1)]


def test_los_titulos_a_lo_ancho_no_son_encabezado(tmp_path: Path) -> None:
    """Una fila de títulos combinados encima de los rótulos queda fuera."""

    def titular(hoja: Worksheet) -> None:
        hoja["A4"] = "PLAN DE ACCIÓN 2026"
        hoja.merge_cells("A4:E4")
        hoja["F4"] = "SEGUIMIENTO PRIMER TRIMESTRE"
        hoja.merge_cells("F4:H4")

    perfil = perfil_de(proponer_libro(libro(tmp_path / "l.xlsx", actividades(), fila=5, retocar=titular)))
    assert (perfil.hojas[0].fila_encabezado, perfil.hojas[0].alto_encabezado) == (5, 1)


def test_el_encabezado_partido_en_dos_filas(tmp_path: Path) -> None:
    """«Fecha» combinada sobre «Inicio» y «Fin», con los demás combinados hacia abajo."""
    cuaderno = openpyxl.Workbook()
    hoja = cuaderno.worksheets[0]
    arriba = ["Código de actividad", "Actividad", "Responsable", "Meta", "Fecha", None, "Valor programado"]
    for columna, rotulo in enumerate(arriba, start=1):
        hoja.cell(3, columna, rotulo)
        if columna not in (5, 6):
            hoja.merge_cells(start_row=3, end_row=4, start_column=columna, end_column=columna)
    hoja.merge_cells("E3:F3")
    hoja["E4"], hoja["F4"] = "Inicio", "Terminación"
    for n in range(12):
        fila: list[str | int] = [
            f"A-{n}",
            f"Realizar la jornada número {n} de salud",
            "Ana Ruiz",
            f"Meta de cobertura {n}",
        ]
        fila += ["01/02/2026", "30/11/2026", 5_000_000 + n]
        for columna, valor in enumerate(fila, start=1):
            hoja.cell(5 + n, columna, valor)
    cuaderno.save(tmp_path / "l.xlsx")
    perfil = perfil_de(proponer_libro(tmp_path / "l.xlsx"))
    assert (perfil.hojas[0].fila_encabezado, perfil.hojas[0].alto_encabezado) == (3, 2)
    plan = de_donde(perfil, _PLAN)
    assert plan["inicio"] == [("fecha inicio", 1)]
    assert plan["fin"] == [("fecha terminacion", 1)]
    assert plan["monto"] == [("valor programado", 1)]


def test_sin_tabla_dice_por_que_no_entendio(tmp_path: Path) -> None:
    """Un libro de otra cosa no da perfil sino una frase."""
    columnas = [("Jugador", lambda n: f"Nombre {n}"), ("Goles", lambda n: n), ("Equipo", lambda n: "Norte")]
    propuesta = proponer_libro(libro(tmp_path / "l.xlsx", columnas))
    assert propuesta.perfil is None
    assert not propuesta.del_contrato
    assert "Actividad" in propuesta.motivo


def test_el_formato_propio_no_lleva_perfil(tmp_path: Path) -> None:
    """Un libro con las hojas del contrato se lee como siempre."""
    ruta = fabrica.hacer(tmp_path / "l.xlsx", [fabrica.fila(n) for n in (1, 2, 3)])
    propuesta = LectorAislado().proponer(ruta, 2026)
    assert propuesta.del_contrato
    assert propuesta.perfil is None


def test_por_la_puerta_publica_llega_entero(tmp_path: Path) -> None:
    """El proceso hijo entrega la misma propuesta, con sus columnas a la vista."""
    ruta = libro(tmp_path / "l.xlsx", cuadro(corridos=True), fila=9)
    propuesta = LectorAislado().proponer(ruta, 2026)
    aqui = proponer_libro(ruta)
    assert propuesta.perfil == aqui.perfil
    assert propuesta.dudas == aqui.dudas
    assert len(propuesta.columnas) == len(cuadro())


def test_filas_formateadas_y_totales_no_confunden(tmp_path: Path) -> None:
    """Mil filas vacías con formato y una fila de totales al final dejan el mismo perfil."""

    def ensuciar(hoja: Worksheet) -> None:
        hoja.cell(30, 1, "TOTAL")
        hoja.cell(30, 3, 480_000_000)
        for fila in range(31, 400):
            hoja.cell(fila, 1).number_format = "0.00"

    limpio = perfil_de(proponer_libro(libro(tmp_path / "a.xlsx", actividades(), fila=3)))
    sucio = perfil_de(proponer_libro(libro(tmp_path / "b.xlsx", actividades(), fila=3, retocar=ensuciar)))
    assert sucio == limpio


@pytest.mark.parametrize("arriba", [2, 5])
def test_el_encabezado_partido_sin_combinar_hacia_abajo(tmp_path: Path, arriba: int) -> None:
    """Unos rótulos solo en la fila de arriba y otros solo en la de abajo, bajo un título a lo ancho."""
    rotulos = [
        "Código BPIN",
        "Nombre del proyecto",
        "Nombre de la actividad",
        "Responsable",
        "Unidad de medida",
    ]
    abajo = [*rotulos[arriba:], "Inicio", "Terminación"]
    cuaderno = openpyxl.Workbook()
    hoja = cuaderno.worksheets[0]
    for columna, rotulo in enumerate(rotulos[:arriba], start=1):
        hoja.cell(6, columna, rotulo)
    for columna, rotulo in enumerate(abajo, start=arriba + 1):
        hoja.cell(7, columna, rotulo)
    hoja.cell(6, 6, "Fecha")
    hoja.merge_cells("F6:G6")
    for n in range(12):
        fila: list[str | int] = [
            2024990010000 + n,
            f"Mejoramiento de la red {n}",
            f"Construir el tramo {n} de vía",
        ]
        fila += [f"Ana Ruiz {n}", "Kilómetros", "01/02/2026", "30/11/2026"]
        for columna, valor in enumerate(fila, start=1):
            hoja.cell(8 + n, columna, valor)
    cuaderno.save(tmp_path / "l.xlsx")
    perfil = perfil_de(proponer_libro(tmp_path / "l.xlsx"))
    assert (perfil.hojas[0].fila_encabezado, perfil.hojas[0].alto_encabezado) == (6, 2)
    plan = de_donde(perfil, _PLAN)
    assert plan["bpin"] == [("codigo bpin", 1)]
    assert plan["inicio"] == [("fecha inicio", 1)]
