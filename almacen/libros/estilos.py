"""Cómo se ve un libro nuestro: fuentes, colores, formatos y la puesta en página."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as _Parte
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.columnas import Clase

# Sin nombre explícito, LibreOffice cae en una fuente con remates.
LETRA = "Calibri"
AZUL, GRIS, GRIS_CLARO, LINEA = "1F3864", "595959", "F2F2F2", "D9D9D9"
NARANJA_CLARO, AMARILLO_CLARO = "FCE4D6", "FFF9C4"

FORMATO_DINERO = "#,##0.00"
# El avance va en puntos (45 y no 0,45): el signo es un rótulo, no una multiplicación.
FORMATO_PUNTOS = '0.00"%"'
FORMATO_FECHA = "dd/mm/yyyy"
FORMATO_INSTANTE = "dd/mm/yyyy hh:mm"
FORMATO_NUMERO = "#,##0.####"
FORMATO_TEXTO = "@"

FORMATOS: dict[Clase, str] = {
    Clase.TEXTO: FORMATO_TEXTO,
    Clase.CODIGO: FORMATO_TEXTO,
    Clase.FECHA: FORMATO_FECHA,
    Clase.NUMERO: "General",
    Clase.PROGRAMADO: "General",
    Clase.DINERO: FORMATO_DINERO,
    Clase.PORCENTAJE: FORMATO_PUNTOS,
    Clase.SI_NO: FORMATO_TEXTO,
    Clase.TIPO_META: FORMATO_TEXTO,
    Clase.ACUMULACION: FORMATO_TEXTO,
}
_A_LA_DERECHA = frozenset({Clase.NUMERO, Clase.PROGRAMADO, Clase.DINERO, Clase.PORCENTAJE})
_CENTRADAS = frozenset({Clase.FECHA, Clase.SI_NO})

# Códigos de papel de OOXML.
_CARTA, _TABLOIDE = 1, 3
# Los que caben a lo ancho de un tabloide horizontal a tamaño natural.
CARACTERES_DE_TABLOIDE = 205
_ESCALA_MINIMA = 40

_LADO = Side(style="thin", color=LINEA)
BORDE = Border(left=_LADO, right=_LADO, top=_LADO, bottom=_LADO)


def letra(tamano: float = 10, *, negrita: bool = False, color: str = "000000") -> Font:
    """Fuente de la casa."""
    return Font(name=LETRA, size=tamano, bold=negrita, color=color)


def relleno(color: str) -> PatternFill:
    """Fondo liso; vale en celdas y en formato condicional."""
    return PatternFill("solid", start_color=color, end_color=color)


def alineacion(clase: Clase, vertical: str = "top") -> Alignment:
    """Números a la derecha, fechas al centro, textos a la izquierda y ajustados."""
    horizontal = "right" if clase in _A_LA_DERECHA else "center" if clase in _CENTRADAS else "left"
    sangria = 1 if horizontal == "left" else 0
    return Alignment(horizontal=horizontal, vertical=vertical, wrap_text=True, indent=sangria)


def color_legible(fondo: str) -> str:
    """Negro o blanco, el que más contrasta con el fondo (luminancia relativa de WCAG)."""

    def lineal(canal: int) -> float:
        proporcion = canal / 255
        return proporcion / 12.92 if proporcion <= 0.03928 else float(((proporcion + 0.055) / 1.055) ** 2.4)

    rojo, verde, azul = (lineal(int(fondo[i : i + 2], 16)) for i in (0, 2, 4))
    luminancia = 0.2126 * rojo + 0.7152 * verde + 0.0722 * azul
    return "000000" if (luminancia + 0.05) / 0.05 >= 1.05 / (luminancia + 0.05) else "FFFFFF"


def poner_en_pagina(hoja: Worksheet, fila_de_titulos: int | None = None, *, grande: bool = False) -> None:
    """Horizontal, ajustada a una página de ancho y con el número de página al pie.

    Tamaño carta, o tabloide si es ``grande``. Debe llamarse antes de escribir la primera fila.
    """
    hoja.page_setup.orientation = "landscape"
    hoja.page_setup.paperSize = _TABLOIDE if grande else _CARTA
    hoja.page_setup.fitToWidth = 1
    hoja.page_setup.fitToHeight = 0
    hoja.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    hoja.page_margins.left = hoja.page_margins.right = 0.4
    hoja.page_margins.top, hoja.page_margins.bottom = 0.6, 0.75
    # El pie nace a tres décimas del borde: más abajo, muchas impresoras lo cortan.
    hoja.page_margins.footer = 0.3
    pie = HeaderFooterItem(left=_Parte(text="&A"), right=_Parte(text="Página &P de &N"))
    hoja.HeaderFooter = HeaderFooter(oddFooter=pie)
    hoja.sheet_view.showGridLines = False
    if fila_de_titulos is not None:
        hoja.print_title_rows = f"{fila_de_titulos}:{fila_de_titulos}"


def repartir_en_paginas(
    hoja: Worksheet, cortes: Sequence[int], ancho: int, *, cabe: int = CARACTERES_DE_TABLOIDE
) -> None:
    """Corta la hoja en páginas a lo ancho, todas a la escala en que cabe la más ancha.

    Args:
        cortes: columnas (desde 0) donde empieza otra página.
        ancho: caracteres de la parte más ancha.
        cabe: los que caben a lo ancho del papel a tamaño natural.
    """
    hoja.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    hoja.page_setup.scale = max(_ESCALA_MINIMA, min(100, 100 * cabe // ancho))
    # Primero a la derecha y luego abajo: las partes de un mismo renglón quedan seguidas.
    hoja.page_setup.pageOrder = "overThenDown"
    for columna in cortes:
        hoja.col_breaks.append(Break(id=columna))


def presentar(libro: Workbook, titulo: str, asunto: str) -> None:
    """Propiedades del libro: lo que muestra el explorador de archivos."""
    libro.properties.title = titulo
    libro.properties.subject = asunto
    libro.properties.creator = "Asistente del Plan de Acción"
    libro.properties.language = "es-CO"
