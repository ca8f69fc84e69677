"""Abre un libro ajeno con openpyxl y lo entrega como cuadrículas. Solo corre dentro del proceso hijo."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from xml.parsers.expat import ExpatError

import defusedxml.ElementTree
import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from almacen.libros.barrido import Barrido, DemasiadasCombinadas, XmlPeligroso, barrer
from almacen.libros.cuadricula import Celda, Cuadricula
from dominio.modelo.libro import ErrorDeLibro

MAXIMO_FILAS = 8_000
MAXIMO_COLUMNAS = 80
MAXIMO_HOJAS = 60
# Espacio para títulos y encabezado encima de las filas de datos.
_MARGEN = 60

_RELACION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ESTRICTO = b"http://purl.oclc.org/ooxml/"
_ESCAPADO = re.compile(r"_x([0-9A-Fa-f]{4})_")


class LibroIlegible(Exception):
    """El libro no se puede abrir; ``codigo`` es una de las frases de ``revision``."""

    def __init__(self, codigo: str) -> None:
        self.codigo = codigo
        super().__init__(codigo)


def exigir_xml_sano(ruta: Path) -> None:
    """Rechaza el libro si cualquiera de sus partes XML declara un DTD o entidades.

    Raises:
        LibroIlegible: «xml_peligroso» o «estricto».
    """
    with zipfile.ZipFile(ruta) as libro:
        for nombre in libro.namelist():
            if not nombre.lower().endswith((".xml", ".rels", ".vml")):
                continue
            with libro.open(nombre) as parte:
                _exigir_parte_sana(parte, principal=nombre == "xl/workbook.xml")


def _exigir_parte_sana(parte: IO[bytes], *, principal: bool) -> None:
    """Busca las declaraciones en los bytes: vale para UTF-8 y, sin los nulos, para UTF-16."""
    resto = b""
    while trozo := parte.read(1 << 20):
        ventana = (resto + trozo).replace(b"\x00", b"")
        if b"<!DOCTYPE" in ventana or b"<!ENTITY" in ventana:
            raise LibroIlegible("xml_peligroso")
        if principal and _ESTRICTO in ventana:
            raise LibroIlegible("estricto")
        resto = ventana[-64:]


def abrir(ruta: Path) -> tuple[list[Cuadricula], list[ErrorDeLibro]]:
    """Las hojas del libro, y los errores de las que no se pueden leer.

    Raises:
        LibroIlegible: el archivo entero no se puede leer.
    """
    try:
        exigir_xml_sano(ruta)
        partes = _partes_de_hojas(ruta)
        if len(partes) > MAXIMO_HOJAS:
            raise LibroIlegible("muchas_partes")
        libro = openpyxl.load_workbook(ruta, read_only=True, data_only=True, keep_links=False)
        try:
            return _leer_hojas(ruta, libro, partes)
        finally:
            libro.close()
    except (XmlPeligroso, DefusedXmlException) as causa:
        raise LibroIlegible("xml_peligroso") from causa
    except zipfile.BadZipFile as causa:
        raise LibroIlegible("truncado") from causa
    except (LibroIlegible, MemoryError):
        raise
    except Exception as causa:
        # openpyxl lanza de todo (KeyError, IndexError, TypeError…) ante un libro mal armado.
        raise LibroIlegible("ilegible") from causa


def _partes_de_hojas(ruta: Path) -> dict[str, str]:
    """Nombre de cada hoja → parte del zip con su XML."""
    with zipfile.ZipFile(ruta) as libro:
        relaciones = {
            nodo.get("Id"): nodo.get("Target", "")
            for nodo in defusedxml.ElementTree.fromstring(libro.read("xl/_rels/workbook.xml.rels"))
        }
        raiz = defusedxml.ElementTree.fromstring(libro.read("xl/workbook.xml"))
        hojas = (nodo for nodo in raiz.iter() if nodo.tag.rpartition("}")[2] == "sheet")
        return {
            nodo.get("name", ""): _ruta_de_parte(relaciones.get(nodo.get(_RELACION), "")) for nodo in hojas
        }


def _ruta_de_parte(destino: str) -> str:
    return destino.lstrip("/") if destino.startswith("/") else f"xl/{destino}"


def _leer_hojas(
    ruta: Path, libro: openpyxl.Workbook, partes: dict[str, str]
) -> tuple[list[Cuadricula], list[ErrorDeLibro]]:
    cuadriculas: list[Cuadricula] = []
    errores: list[ErrorDeLibro] = []
    with zipfile.ZipFile(ruta) as archivo:
        for hoja in libro.worksheets:
            with archivo.open(partes[hoja.title]) as parte:
                try:
                    barrido = barrer(parte)
                except DemasiadasCombinadas:
                    errores.append(_error_de_combinadas(hoja.title))
                    continue
                except ExpatError as causa:
                    raise LibroIlegible("truncado") from causa
            cuadricula = _cuadricula(hoja, barrido)
            if barrido.ultima_fila > MAXIMO_FILAS + _MARGEN:
                cuadricula.error = _error_de_tamano(hoja.title, barrido)
            cuadriculas.append(cuadricula)
    return cuadriculas, errores


def _cuadricula(hoja: object, barrido: Barrido) -> Cuadricula:
    celdas: dict[int, dict[int, Celda]] = {}
    if not isinstance(hoja, ReadOnlyWorksheet):
        return Cuadricula(str(getattr(hoja, "title", "")), {}, oculta=True)
    if barrido.ultima_fila:
        # La dimensión que declara el libro puede mentir; manda lo que se barrió.
        hoja.reset_dimensions()
        for fila, columna, celda in _celdas(hoja, barrido):
            celdas.setdefault(fila, {})[columna] = celda
    for fila, columna in barrido.sin_valor:
        if columna <= MAXIMO_COLUMNAS:
            celdas.setdefault(fila, {})[columna] = Celda(None, "f")
    return Cuadricula(
        hoja.title,
        celdas,
        combinadas=barrido.combinadas,
        oculta=hoja.sheet_state != "visible",
        columnas_de_mas=barrido.ultima_columna > MAXIMO_COLUMNAS,
    )


def _celdas(hoja: ReadOnlyWorksheet, barrido: Barrido) -> Iterator[tuple[int, int, Celda]]:
    ultima_columna = min(barrido.ultima_columna, MAXIMO_COLUMNAS)
    # De una hoja demasiado larga basta el principio: saber si es de un instrumento.
    ultima_fila = _MARGEN if barrido.ultima_fila > MAXIMO_FILAS + _MARGEN else barrido.ultima_fila
    # Las anotaciones de openpyxl declaran este método para otra clase de hoja.
    filas: Iterator[tuple[Any, ...]] = hoja.iter_rows(  # type: ignore[misc]
        min_row=1, max_row=ultima_fila, max_col=ultima_columna
    )
    for fila, valores in enumerate(filas, start=1):
        for columna, celda in enumerate(valores, start=1):
            valor: Any = celda.value
            if isinstance(valor, str):
                yield fila, columna, Celda(_sin_escapes(valor), celda.data_type)
            elif valor is not None:
                yield fila, columna, Celda(valor, celda.data_type, celda.number_format)


def _sin_escapes(texto: str) -> str:
    """Excel guarda los controles como «_x000D_»; aquí vuelven a ser el carácter."""
    if "_x" not in texto:
        return texto
    return _ESCAPADO.sub(lambda hallado: chr(int(hallado[1], 16)), texto)


def _error_de_tamano(hoja: str, barrido: Barrido) -> ErrorDeLibro:
    return ErrorDeLibro(
        hoja,
        barrido.celda_lejana,
        "hoja_muy_larga",
        f"La hoja tiene datos hasta la fila {barrido.ultima_fila:,}".replace(",", ".")
        + f" y se leen hasta {MAXIMO_FILAS:,}".replace(",", ".")
        + " renglones: borre lo que sobre más abajo del plan o divídala por dependencias.",
    )


def _error_de_combinadas(hoja: str) -> ErrorDeLibro:
    return ErrorDeLibro(
        hoja,
        "",
        "muchas_combinadas",
        "La hoja tiene más de 10.000 celdas combinadas: quite la combinación (Inicio, Combinar y centrar) "
        "y escriba el dato en cada fila.",
    )
