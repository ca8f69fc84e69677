"""Texto separado (.csv, .txt) a ``Cuadricula``: qué letra separa, en qué codificación está y qué trae."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

from almacen.libros.cuadricula import Celda, Cuadricula
from almacen.libros.limites import Limites, error_de_tamano

# El nombre del archivo cambia cada mes; el de su única hoja no, para que un perfil guardado la encuentre.
NOMBRE_DE_HOJA = "Datos"
SEPARADORES = (";", "\t", ",", "|")
_LINEAS_DE_MUESTRA = 60
_EXTENSIONES = (".csv", ".txt", ".tsv")


class TextoIlegible(ValueError):
    """El archivo no es texto separado por un carácter."""


def es_texto_separado(ruta: Path) -> bool:
    """Si el archivo es texto separado: no es un zip ni un libro antiguo y su extensión lo dice."""
    return ruta.suffix.lower() in _EXTENSIONES


def abrir_texto(ruta: Path, limites: Limites) -> Cuadricula:
    """La única hoja de un archivo de texto separado; todos sus valores son texto.

    Raises:
        TextoIlegible: no se sabe qué separa las columnas, o trae comillas sin cerrar.
    """
    texto = decodificar(ruta.read_bytes())
    separador = separador_de(texto)
    celdas: dict[int, dict[int, Celda]] = {}
    ultima = 0
    de_mas = False
    try:
        for numero, valores in enumerate(csv.reader(io.StringIO(texto, newline=""), delimiter=separador), 1):
            fila = {n: Celda(v, "s") for n, v in enumerate(valores, start=1) if v and not v.isspace()}
            if not fila:
                continue
            ultima = numero
            if numero > limites.filas:
                continue
            de_mas = de_mas or max(fila) > limites.columnas
            celdas[numero] = {n: celda for n, celda in fila.items() if n <= limites.columnas}
    except csv.Error as causa:
        raise TextoIlegible(str(causa)) from causa
    larga = ultima > limites.filas
    return Cuadricula(
        NOMBRE_DE_HOJA,
        celdas,
        columnas_de_mas=de_mas,
        error=error_de_tamano(NOMBRE_DE_HOJA, f"A{ultima}", ultima, limites) if larga else None,
    )


def decodificar(contenido: bytes) -> str:
    """El texto del archivo: UTF-8 o UTF-16 con su marca, UTF-8 sin ella, o el de Windows en español."""
    if contenido.startswith((b"\xff\xfe", b"\xfe\xff")):
        return contenido.decode("utf-16", errors="replace")
    try:
        return contenido.decode("utf-8-sig")
    except UnicodeDecodeError:
        # cp1252 deja cinco bytes sin letra; ahí y solo ahí vale latin-1.
        try:
            return contenido.decode("cp1252")
        except UnicodeDecodeError:
            return contenido.decode("latin-1")


def separador_de(texto: str) -> str:
    """El carácter que parte las primeras líneas siempre en el mismo número de columnas.

    Raises:
        TextoIlegible: ninguno parte la mayoría de las líneas en dos o más columnas.
    """
    muestra = "\n".join(texto.splitlines()[:_LINEAS_DE_MUESTRA])
    mejor, puntos = "", (0, 0)
    for separador in SEPARADORES:
        try:
            anchos = Counter(
                len(fila) for fila in csv.reader(muestra.splitlines(), delimiter=separador) if fila
            )
        except csv.Error:
            continue
        ancho, veces = max(anchos.items(), key=lambda par: (par[1] * (par[0] > 1), par[0]), default=(0, 0))
        if ancho > 1 and (veces, ancho) > puntos:
            mejor, puntos = separador, (veces, ancho)
    if not mejor:
        raise TextoIlegible("sin separador")
    return mejor
