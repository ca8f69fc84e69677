"""Archivos dañados al azar: cortados, con partes perdidas o que no son libros."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.libros.danos import DEL_CONTENIDO, Dano, Esperado, sano

_HOJA_XML = "xl/worksheets/sheet1.xml"


def archivo_cortado(azar: Random, ruta: Path) -> Esperado:
    """El archivo llegó incompleto."""
    sano(ruta, lambda hoja: None)
    contenido = ruta.read_bytes()
    ruta.write_bytes(contenido[: azar.randrange(10, len(contenido) - 30)])
    return Esperado(False, ("", ""))


def xml_danado(azar: Random, ruta: Path) -> Esperado:
    """Una parte del libro no es XML bien formado, o declara entidades."""
    como = azar.choice([b"<roto>", b"\x00\x01", b"&nada;", b"<!DOCTYPE a []>"])
    _rehacer(ruta, _HOJA_XML, lambda parte: parte.replace(b"<sheetData>", como + b"<sheetData>", 1))
    return Esperado(False, ("", ""))


def parte_perdida(azar: Random, ruta: Path) -> Esperado:
    """Falta una parte sin la cual no hay libro."""
    _rehacer(ruta, azar.choice([_HOJA_XML, "xl/workbook.xml", "[Content_Types].xml"]), lambda parte: None)
    return Esperado(False, ("", ""))


def bytes_cambiados(azar: Random, ruta: Path) -> Esperado:
    """Unos bytes cambiados en cualquier sitio: se lee bien o se dice que está dañado, nunca a medias."""
    sano(ruta, lambda hoja: None)
    contenido = bytearray(ruta.read_bytes())
    for _ in range(azar.randrange(1, 6)):
        contenido[azar.randrange(len(contenido))] = azar.randrange(256)
    ruta.write_bytes(bytes(contenido))
    return Esperado(None)


def no_es_un_libro(azar: Random, ruta: Path) -> Esperado:
    """Otra cosa con nombre de libro."""
    ruta.write_bytes(
        azar.choice(
            [
                azar.randbytes(400),
                b"<html><table><tr><td>1</td></tr></table></html>",
                b"Codigo;Actividad\n1;x\n",
                b"%PDF-1.7",
                b"",
                b"PK\x03\x04" + azar.randbytes(200),
            ]
        )
    )
    return Esperado(False, ("", ""))


def _rehacer(ruta: Path, nombre: str, cambiar: Callable[[bytes], bytes | None]) -> None:
    """Un libro sano con una de sus partes cambiada, o sin ella."""
    sano(ruta, lambda hoja: None)
    with zipfile.ZipFile(ruta) as viejo:
        partes = {parte: viejo.read(parte) for parte in viejo.namelist()}
    with zipfile.ZipFile(ruta, "w", zipfile.ZIP_DEFLATED) as nuevo:
        for parte, contenido in partes.items():
            escrito = cambiar(contenido) if parte == nombre else contenido
            if escrito is not None:
                nuevo.writestr(parte, escrito)


DANOS: tuple[Dano, ...] = (
    *DEL_CONTENIDO,
    archivo_cortado,
    xml_danado,
    parte_perdida,
    bytes_cambiados,
    no_es_un_libro,
)
