"""Abre un libro ajeno y lo entrega como cuadrículas. Solo corre dentro del proceso hijo."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException

from almacen.libros.barrido import Barrido, DemasiadasCombinadas, barrer
from almacen.libros.cuadricula import Cuadricula
from almacen.libros.limites import CON_PERFIL, DEL_CONTRATO, Limites, error_de_tamano
from almacen.libros.paquete import HojaDelPaquete, Paquete, XmlPeligroso, leer_paquete
from almacen.libros.texto_separado import TextoIlegible, abrir_texto, es_texto_separado
from dominio.modelo.libro import ErrorDeLibro

MAXIMO_HOJAS = 60
_ESTRICTO = b"http://purl.oclc.org/ooxml/"


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


def abrir(ruta: Path, *, con_perfil: bool = False) -> tuple[list[Cuadricula], list[ErrorDeLibro]]:
    """Las hojas del libro, y los errores de las que no se pueden leer.

    Args:
        ruta: un .xlsx ya revisado; con perfil, también texto separado.
        con_perfil: si se va a leer con el formato de la entidad, que admite hojas más grandes.

    Raises:
        LibroIlegible: el archivo entero no se puede leer.
    """
    limites = CON_PERFIL if con_perfil else DEL_CONTRATO
    if con_perfil and not zipfile.is_zipfile(ruta) and es_texto_separado(ruta):
        try:
            return [abrir_texto(ruta, limites)], []
        except TextoIlegible as causa:
            raise LibroIlegible("sin_separador") from causa
    try:
        exigir_xml_sano(ruta)
        with zipfile.ZipFile(ruta) as libro:
            paquete = leer_paquete(libro)
            if len(paquete.hojas) > MAXIMO_HOJAS:
                raise LibroIlegible("muchas_partes")
            return _leer_hojas(libro, paquete, limites)
    except (XmlPeligroso, DefusedXmlException) as causa:
        raise LibroIlegible("xml_peligroso") from causa
    except (zipfile.BadZipFile, EOFError, ExpatError) as causa:
        raise LibroIlegible("truncado") from causa
    except (LibroIlegible, MemoryError):
        raise
    except Exception as causa:
        # Un libro mal armado falla de cualquier manera (KeyError, IndexError, ValueError…).
        raise LibroIlegible("ilegible") from causa


def _leer_hojas(
    libro: zipfile.ZipFile, paquete: Paquete, limites: Limites
) -> tuple[list[Cuadricula], list[ErrorDeLibro]]:
    cuadriculas: list[Cuadricula] = []
    errores: list[ErrorDeLibro] = []
    for hoja in paquete.hojas:
        try:
            with libro.open(hoja.parte) as parte:
                cuadriculas.append(_cuadricula(hoja, barrer(parte, paquete, limites), limites))
        except DemasiadasCombinadas:
            errores.append(_error_de_combinadas(hoja.nombre))
    return cuadriculas, errores


def _cuadricula(hoja: HojaDelPaquete, barrido: Barrido, limites: Limites) -> Cuadricula:
    larga = barrido.ultima_fila > limites.filas
    return Cuadricula(
        hoja.nombre,
        barrido.celdas,
        combinadas=barrido.combinadas,
        oculta=hoja.oculta,
        columnas_de_mas=barrido.ultima_columna > limites.columnas,
        error=error_de_tamano(hoja.nombre, barrido.celda_lejana, barrido.ultima_fila, limites)
        if larga
        else None,
    )


def _error_de_combinadas(hoja: str) -> ErrorDeLibro:
    return ErrorDeLibro(
        hoja,
        "",
        "muchas_combinadas",
        "La hoja tiene más de 10.000 celdas combinadas: quite la combinación (Inicio, Combinar y centrar) "
        "y escriba el dato en cada fila.",
    )
