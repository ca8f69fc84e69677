"""La copia anotada: el libro que enviaron, con cada celda errada marcada. Corre en el proceso hijo."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.abrir import LibroIlegible, abrir, exigir_xml_sano
from almacen.libros.contenido import poner_texto
from almacen.libros.dudas import HOJA as HOJA_DE_DUDAS
from almacen.libros.dudas import agregar_dudas
from almacen.libros.estilos import (
    AMARILLO_CLARO,
    AZUL,
    BORDE,
    NARANJA_CLARO,
    letra,
    poner_en_pagina,
    presentar,
    relleno,
)
from almacen.libros.notas import Notas
from almacen.libros.tabla import alto_de
from almacen.libros.texto_separado import es_texto_separado
from dominio.modelo.libro import ErrorDeLibro

HOJA = "Errores"
AUTOR = "Asistente del Plan de Acción"
_TITULOS = ("Hoja", "Celda", "Qué pasa y cómo arreglarlo")
_ANCHOS = (28, 11, 110)
_MAXIMO_COMENTARIOS = 2_000


def escribir_anotado(origen: Path, notas: Notas, destino: Path) -> None:
    """Copia el libro con sus fórmulas tal cual, marca las celdas y agrega las hojas «Errores» y «Dudas».

    De un archivo de texto separado hace un libro con sus mismas celdas.

    Raises:
        LibroIlegible: el original no se puede abrir.
    """
    libro = _abrir(origen)
    _quitar_anotaciones(libro)
    for hoja, celda, frase in notas.dudosas[:_MAXIMO_COMENTARIOS]:
        if hoja in libro.sheetnames:
            _marcar(libro[hoja], celda, frase, AMARILLO_CLARO)
    for error in notas.errores[:_MAXIMO_COMENTARIOS]:
        if error.celda and error.hoja in libro.sheetnames:
            _marcar(libro[error.hoja], error.celda, error.mensaje, NARANJA_CLARO)
    _agregar_listas(libro, notas)
    libro.save(destino)


def escribir_lista(notas: Notas, destino: Path) -> None:
    """Libro nuevo solo con las listas: para originales que no se pueden abrir."""
    libro = Workbook()
    if libro.active is not None:
        libro.remove(libro.active)
    _agregar_listas(libro, notas)
    presentar(libro, "Errores del libro", "Plan de Acción")
    libro.save(destino)


def _abrir(origen: Path) -> Workbook:
    if es_texto_separado(origen):
        return _de_texto(origen)
    exigir_xml_sano(origen)
    try:
        return openpyxl.load_workbook(origen, keep_links=False)
    except Exception as causa:
        # openpyxl lanza de todo ante un libro mal armado.
        raise LibroIlegible("ilegible") from causa


def _de_texto(origen: Path) -> Workbook:
    """Un libro con las mismas celdas del texto separado, todas como texto."""
    cuadriculas, _errores = abrir(origen, con_perfil=True)
    libro = Workbook()
    hoja = libro.active
    if not isinstance(hoja, Worksheet):
        raise TypeError("un libro nuevo nace con una hoja")
    hoja.title = cuadriculas[0].nombre
    for fila, celdas in cuadriculas[0].celdas.items():
        for columna, leida in celdas.items():
            poner_texto(hoja.cell(fila, columna), str(leida.valor))
    presentar(libro, origen.stem, "Plan de Acción")
    return libro


def _agregar_listas(libro: Workbook, notas: Notas) -> None:
    if notas.dudas or notas.codigos:
        agregar_dudas(libro, notas)
    _agregar_lista(libro, notas.errores)


def _quitar_anotaciones(libro: Workbook) -> None:
    """Si el libro ya venía anotado, borra lo de la vez pasada."""
    for nombre in (HOJA, HOJA_DE_DUDAS):
        if nombre in libro.sheetnames and len(libro.sheetnames) > 1 and libro[nombre]["A1"].value == "Hoja":
            libro.remove(libro[nombre])
    for hoja in libro.worksheets:
        for fila in hoja.iter_rows():
            for celda in fila:
                if celda.comment is not None and celda.comment.author == AUTOR and isinstance(celda, Cell):
                    celda.comment = None
                    celda.fill = openpyxl.styles.PatternFill()


def _marcar(hoja: Worksheet, donde: str, frase: str, color: str) -> None:
    celda = hoja[donde]
    if isinstance(celda, MergedCell):
        rango = next(r for r in hoja.merged_cells.ranges if donde in r)
        celda = hoja.cell(rango.min_row, rango.min_col)
    if not isinstance(celda, Cell):
        return
    anterior = celda.comment.text + "\n" if celda.comment is not None else ""
    celda.comment = Comment(anterior + frase, AUTOR, height=120, width=320)
    celda.fill = relleno(color)


def _agregar_lista(libro: Workbook, errores: Sequence[ErrorDeLibro]) -> None:
    hoja = libro.create_sheet(HOJA, 0)
    libro.active = 0
    poner_en_pagina(hoja, 1)
    for n, (titulo, ancho) in enumerate(zip(_TITULOS, _ANCHOS, strict=True), start=1):
        celda = hoja.cell(1, n, titulo)
        celda.font, celda.fill, celda.border = letra(10, negrita=True, color="FFFFFF"), relleno(AZUL), BORDE
        hoja.column_dimensions[celda.column_letter].width = ancho
    for fila, error in enumerate(errores, start=2):
        textos = (error.hoja or "(todo el archivo)", error.celda, error.mensaje)
        for n, texto in enumerate(textos, start=1):
            celda = hoja.cell(fila, n)
            poner_texto(celda, texto)
            celda.font, celda.border = letra(), BORDE
            celda.alignment = Alignment(vertical="top", wrap_text=True)
        hoja.row_dimensions[fila].height = alto_de(textos, _ANCHOS)
        if error.celda and error.hoja in libro.sheetnames:
            _enlazar(hoja, fila, error)
    hoja.freeze_panes = "A2"
    for otra in libro.worksheets[1:]:
        otra.sheet_view.tabSelected = False


def _enlazar(hoja: Worksheet, fila: int, error: ErrorDeLibro) -> None:
    """La referencia lleva a la celda errada con un clic."""
    celda = hoja.cell(fila, 2)
    destino = f"{quote_sheetname(error.hoja)}!{error.celda}"
    celda.hyperlink = Hyperlink(ref=f"B{fila}", location=destino)
    celda.font = letra(10, color="0563C1")
