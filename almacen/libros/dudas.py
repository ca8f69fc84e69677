"""La hoja «Dudas» de la copia anotada: lo que no se pudo leer y los códigos que parecen equivocados."""

from __future__ import annotations

from openpyxl.styles import Alignment
from openpyxl.workbook.workbook import Workbook

from almacen.libros.contenido import poner_texto
from almacen.libros.cuadricula import letra_de_columna
from almacen.libros.estilos import AZUL, BORDE, letra, poner_en_pagina, relleno
from almacen.libros.notas import Notas
from almacen.libros.tabla import alto_de
from dominio.modelo.lectura import CodigoDudoso

HOJA = "Dudas"
_TITULOS = ("Hoja", "Celda", "Qué trae", "Qué se propone", "Por qué", "Veces")
_ANCHOS = (26, 18, 30, 26, 78, 8)
_SIN_PROPUESTA = "Quedó vacío: escriba el dato"
_SIN_CODIGO = "Revíselo con el catálogo oficial"


def agregar_dudas(libro: Workbook, notas: Notas) -> None:
    """Agrega la hoja al comienzo, con lo ilegible primero y los códigos después."""
    hoja = libro.create_sheet(HOJA, 0)
    poner_en_pagina(hoja, 1)
    for n, (titulo, ancho) in enumerate(zip(_TITULOS, _ANCHOS, strict=True), start=1):
        celda = hoja.cell(1, n, titulo)
        celda.font, celda.fill, celda.border = letra(10, negrita=True, color="FFFFFF"), relleno(AZUL), BORDE
        celda.alignment = Alignment(horizontal="center", vertical="center")
        hoja.column_dimensions[letra_de_columna(n)].width = ancho
    for fila, textos in enumerate(_renglones(notas), start=2):
        for n, texto in enumerate(textos, start=1):
            celda = hoja.cell(fila, n)
            poner_texto(celda, texto)
            celda.font, celda.border = letra(), BORDE
            celda.alignment = Alignment(vertical="top", wrap_text=True)
        hoja.row_dimensions[fila].height = alto_de(textos, _ANCHOS)
    hoja.freeze_panes = "A2"


def _renglones(notas: Notas) -> list[tuple[str, ...]]:
    ilegibles = [(d.hoja, d.celda, d.trae, _SIN_PROPUESTA, d.frase, "1") for d in notas.dudas]
    return [*ilegibles, *(_de_codigo(codigo) for codigo in notas.codigos)]


def _de_codigo(codigo: CodigoDudoso) -> tuple[str, ...]:
    hojas = dict.fromkeys(hoja for hoja, _ in codigo.celdas)
    celdas = [celda for _, celda in codigo.celdas]
    de_mas = f" y {codigo.veces - len(celdas)} más" if codigo.veces > len(celdas) else ""
    return (
        ", ".join(hojas),
        ", ".join(celdas) + de_mas,
        codigo.trae,
        codigo.propone or _SIN_CODIGO,
        codigo.porque,
        str(codigo.veces),
    )
