"""Lo que un .xlsx dice de sí mismo: sus hojas, sus formatos de número y sus cadenas compartidas.

Se lee aquí y no con openpyxl, que para un plan de 5.000 renglones gasta ocho veces más procesador.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.parsers import expat

from defusedxml.ElementTree import fromstring
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

_RELACION = re.compile(r"\{[^}]*relationships\}id")
_ESCAPADO = re.compile(r"_x([0-9A-Fa-f]{4})_")


class XmlPeligroso(Exception):
    """El XML declara un tipo de documento o entidades: un libro sano nunca lo hace."""


@dataclass(frozen=True, slots=True)
class Formato:
    """Un formato de celda: cómo se ve el número y si es una fecha o una duración."""

    codigo: str = "General"
    es_fecha: bool = False
    es_duracion: bool = False


@dataclass(frozen=True, slots=True)
class HojaDelPaquete:
    """Una hoja y la parte del zip donde está."""

    nombre: str
    parte: str
    oculta: bool


@dataclass(frozen=True, slots=True)
class Paquete:
    """Lo común a todas las hojas de un libro."""

    hojas: tuple[HojaDelPaquete, ...]
    formatos: tuple[Formato, ...]
    cadenas: tuple[str, ...]
    epoca: datetime


def leer_paquete(libro: zipfile.ZipFile) -> Paquete:
    """Lee el índice del libro, sus estilos y sus cadenas.

    Raises:
        KeyError: falta una parte obligatoria.
        XmlPeligroso: alguna parte declara entidades.
    """
    principal = _principal(libro)
    raiz = fromstring(libro.read(principal))
    relaciones = {nodo.get("Id"): nodo for nodo in _relaciones(libro, principal)}
    hojas = []
    for nodo in _nodos(raiz, "sheet"):
        identidad = next((valor for clave, valor in nodo.attrib.items() if _RELACION.fullmatch(clave)), "")
        relacion = relaciones.get(identidad)
        if relacion is not None and relacion.get("Type", "").endswith("/worksheet"):
            oculta = nodo.get("state", "visible") != "visible"
            hojas.append(HojaDelPaquete(nodo.get("name", ""), _destino(principal, relacion), oculta))
    de_mac = any(nodo.get("date1904") in ("1", "true") for nodo in _nodos(raiz, "workbookPr"))
    return Paquete(
        tuple(hojas),
        _formatos(libro, _parte(relaciones.values(), principal, "/styles")),
        _cadenas(libro, _parte(relaciones.values(), principal, "/sharedStrings")),
        CALENDAR_MAC_1904 if de_mac else CALENDAR_WINDOWS_1900,
    )


def recalcular_al_abrir(nombre: str, contenido: bytes) -> bytes:
    """La parte igual; si es el índice del libro, con la orden de recalcular las fórmulas al abrirlo."""
    if nombre != "xl/workbook.xml" or b"fullCalcOnLoad" in contenido:
        return contenido
    if b"<calcPr" in contenido:
        return contenido.replace(b"<calcPr", b'<calcPr fullCalcOnLoad="1"', 1)
    return contenido


def analizador_seguro() -> expat.XMLParserType:
    """Un analizador que se niega a leer declaraciones de tipo de documento y entidades."""
    analizador = expat.ParserCreate()
    analizador.buffer_text = True
    analizador.StartDoctypeDeclHandler = _rechazar
    analizador.EntityDeclHandler = _rechazar
    return analizador


def sin_escapes(texto: str) -> str:
    """Excel guarda los controles como «_x000D_»; aquí vuelven a ser el carácter."""
    if "_x" not in texto:
        return texto
    return _ESCAPADO.sub(lambda hallado: chr(int(hallado[1], 16)), texto)


def _rechazar(*_: object) -> None:
    raise XmlPeligroso


def _nodos(raiz: Any, etiqueta: str) -> Iterator[Any]:
    return (nodo for nodo in raiz.iter() if nodo.tag.rpartition("}")[2] == etiqueta)


def _principal(libro: zipfile.ZipFile) -> str:
    for nodo in fromstring(libro.read("_rels/.rels")):
        if nodo.get("Type", "").endswith("/officeDocument"):
            return str(nodo.get("Target", "")).lstrip("/")
    raise KeyError("officeDocument")


def _relaciones(libro: zipfile.ZipFile, principal: str) -> list[Any]:
    carpeta, nombre = posixpath.split(principal)
    return list(fromstring(libro.read(posixpath.join(carpeta, "_rels", f"{nombre}.rels"))))


def _destino(principal: str, relacion: Any) -> str:
    destino = str(relacion.get("Target", ""))
    if destino.startswith("/"):
        return destino.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(principal), destino))


def _parte(relaciones: Any, principal: str, tipo: str) -> str | None:
    for relacion in relaciones:
        if relacion.get("Type", "").endswith(tipo):
            return _destino(principal, relacion)
    return None


def _formatos(libro: zipfile.ZipFile, parte: str | None) -> tuple[Formato, ...]:
    """El formato de cada estilo de celda, en el orden en que las celdas lo nombran."""
    if parte is None or parte not in libro.namelist():
        return ()
    raiz = fromstring(libro.read(parte))
    propios = {nodo.get("numFmtId"): nodo.get("formatCode", "General") for nodo in _nodos(raiz, "numFmt")}
    formatos = []
    for xfs in _nodos(raiz, "cellXfs"):
        for xf in xfs:
            numero = xf.get("numFmtId", "0")
            codigo = propios.get(numero) or BUILTIN_FORMATS.get(int(numero), "General")
            formatos.append(Formato(codigo, bool(is_date_format(codigo)), bool(is_timedelta_format(codigo))))
    return tuple(formatos)


def _cadenas(libro: zipfile.ZipFile, parte: str | None) -> tuple[str, ...]:
    """Las cadenas compartidas, sin la pronunciación que agregan algunos programas."""
    if parte is None or parte not in libro.namelist():
        return ()
    oyente = _OyenteDeCadenas()
    analizador = analizador_seguro()
    analizador.StartElementHandler = oyente.abrir
    analizador.EndElementHandler = oyente.cerrar
    analizador.CharacterDataHandler = oyente.texto
    with libro.open(parte) as archivo:
        analizador.ParseFile(archivo)
    return tuple(oyente.cadenas)


class _OyenteDeCadenas:
    """Junta el texto de cada ``si``."""

    def __init__(self) -> None:
        self.cadenas: list[str] = []
        self._partes: list[str] = []
        self._en_texto = False
        self._en_pronunciacion = False

    def abrir(self, nombre: str, _: dict[str, str]) -> None:
        etiqueta = nombre.rpartition(":")[2]
        if etiqueta == "t":
            self._en_texto = not self._en_pronunciacion
        elif etiqueta == "rPh":
            self._en_pronunciacion = True

    def texto(self, texto: str) -> None:
        if self._en_texto:
            self._partes.append(texto)

    def cerrar(self, nombre: str) -> None:
        etiqueta = nombre.rpartition(":")[2]
        if etiqueta == "t":
            self._en_texto = False
        elif etiqueta == "rPh":
            self._en_pronunciacion = False
        elif etiqueta == "si":
            self.cadenas.append(sin_escapes("".join(self._partes)))
            self._partes.clear()
