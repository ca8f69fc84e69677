"""Qué archivos sirven de evidencia: por nombre y tipo al llegar, y por sus primeros bytes al guardarlos."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import PurePosixPath

from dominio.errores.ciclo import ArchivoNoAdmitido

BYTES_QUE_SE_MIRAN = 4096


class Familia(StrEnum):
    """Para qué programa es un archivo."""

    IMAGEN = "imagen"
    PDF = "pdf"
    OFIMATICA = "ofimatica"
    TEXTO = "texto"
    AUDIO = "audio"
    VIDEO = "video"


# Sin los de Office con macros (docm, xlsm, pptm): son programas.
_EXTENSIONES = {
    Familia.IMAGEN: "jpg jpeg png gif webp heic heif bmp tif tiff",
    Familia.PDF: "pdf",
    Familia.OFIMATICA: "doc docx xls xlsx ppt pptx odt ods odp rtf",
    Familia.TEXTO: "txt csv tsv md",
    Familia.AUDIO: "mp3 m4a aac ogg oga opus wav amr",
    Familia.VIDEO: "mp4 m4v mov 3gp webm avi mkv mpg mpeg",
}
_FAMILIA = {extension: familia for familia, unas in _EXTENSIONES.items() for extension in unas.split()}
_DE_OFICINA = (
    "application/msword",
    "application/rtf",
    "text/rtf",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
)
_MIMES = {
    Familia.IMAGEN: ("image/",),
    Familia.PDF: ("application/pdf", "application/x-pdf"),
    Familia.OFIMATICA: _DE_OFICINA,
    Familia.TEXTO: ("text/plain", "text/csv", "text/markdown", "text/tab-separated-values", *_DE_OFICINA),
    Familia.AUDIO: ("audio/", "application/ogg", "video/ogg"),
    Familia.VIDEO: ("video/",),
}
_SIN_DECIR = ("", "application/octet-stream", "binary/octet-stream")
# Una imagen que es código, un libro con macros.
_MIMES_DE_CODIGO = ("image/svg", "macroenabled", "script")


# Un texto no trae más caracteres de control que los de tabular y saltar.
_DE_TEXTO = bytes({9, 10, 12, 13, *range(32, 127), *range(128, 256)})
# Segundo byte de una trama: MPEG capa III (mp3) o ADTS (aac).
_TRAMAS = tuple(bytes([uno]) for uno in (0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2, 0xF1, 0xF0, 0xF9, 0xF8))


def exigir_admitida(nombre: str, mime: str) -> Familia:
    """La familia de un archivo por su nombre y su tipo declarado.

    Args:
        nombre: con su extensión, como lo llamó quien lo envía.
        mime: tipo declarado; vacío o genérico es no decirlo.

    Raises:
        ArchivoNoAdmitido: no es de las familias que se reciben, o el nombre y el tipo se contradicen.

    Fuente: docs/reglas.md §8; OWASP ASVS 5.0 §5.2 (lista de tipos admitidos, nunca de prohibidos).
    """
    declarado = mime.partition(";")[0].strip().lower()
    familia = _FAMILIA.get(PurePosixPath(nombre.lower()).suffix.removeprefix("."))
    if familia is None or any(parte in declarado for parte in _MIMES_DE_CODIGO):
        raise ArchivoNoAdmitido("evidencia", nombre=nombre)
    if declarado not in _SIN_DECIR and not declarado.startswith(_MIMES[familia]):
        raise ArchivoNoAdmitido("evidencia", nombre=nombre)
    return familia


def es_lo_que_dice(familia: Familia, cabecera: bytes) -> bool:
    """Si los primeros bytes son de un archivo de esa familia.

    Args:
        cabecera: los primeros ``BYTES_QUE_SE_MIRAN`` bytes, o todos si son menos.

    Fuente: docs/reglas.md §8; OWASP ASVS 5.0 §5.2 (el contenido se comprueba, no solo el nombre).
    """
    return _COMPROBAR[familia](cabecera)


def _es_imagen(cabecera: bytes) -> bool:
    marcas = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*")
    if cabecera.startswith(marcas):
        return True
    if cabecera[4:8] == b"ftyp":
        return cabecera[8:12] in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
    return cabecera[:4] == b"RIFF" and cabecera[8:12] == b"WEBP"


def _es_pdf(cabecera: bytes) -> bool:
    # La norma admite basura antes de la marca; los lectores buscan en el primer KiB.
    return b"%PDF-" in cabecera[:1024] and not cabecera.startswith((b"MZ", b"PK\x03\x04", b"<"))


def _es_ofimatica(cabecera: bytes) -> bool:
    if cabecera.startswith((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")):
        return True
    if not cabecera.startswith(b"PK\x03\x04"):
        return False
    # Un libro o documento es un comprimido con nombres conocidos; cualquier otro comprimido no lo es.
    primero = cabecera[30 : 30 + int.from_bytes(cabecera[26:28], "little")]
    propios = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"xl/", b"ppt/", b"customXml/")
    if primero == b"mimetype":
        return b"application/vnd.oasis.opendocument." in cabecera[:256]
    return primero.startswith(propios)


def _es_texto(cabecera: bytes) -> bool:
    if cabecera.startswith((b"\xff\xfe", b"\xfe\xff")):
        # «Texto Unicode» de Excel: dos bytes por letra.
        cabecera = cabecera[: len(cabecera) // 2 * 2].decode("utf-16", "replace").encode()
    if cabecera.translate(None, _DE_TEXTO) or cabecera.startswith((b"MZ", b"#!", b"%PDF-")):
        return False
    principio = cabecera.removeprefix(b"\xef\xbb\xbf").lstrip()[:256].lower()
    return not principio.startswith((b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<?php"))


def _es_audio(cabecera: bytes) -> bool:
    if cabecera.startswith((b"ID3", b"OggS", b"#!AMR")) or cabecera[4:8] == b"ftyp":
        return True
    if cabecera[:4] == b"RIFF":
        return cabecera[8:12] == b"WAVE"
    # Sin etiqueta, un mp3 o un aac empieza por la marca de su primera trama.
    return cabecera[:1] == b"\xff" and cabecera[1:2] in _TRAMAS


def _es_video(cabecera: bytes) -> bool:
    if cabecera[4:8] in (b"ftyp", b"moov", b"mdat", b"wide"):
        return True
    if cabecera[:4] == b"RIFF":
        return cabecera[8:12] == b"AVI "
    return cabecera.startswith((b"\x1a\x45\xdf\xa3", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3", b"OggS"))


_COMPROBAR: dict[Familia, Callable[[bytes], bool]] = {
    Familia.IMAGEN: _es_imagen,
    Familia.PDF: _es_pdf,
    Familia.OFIMATICA: _es_ofimatica,
    Familia.TEXTO: _es_texto,
    Familia.AUDIO: _es_audio,
    Familia.VIDEO: _es_video,
}
