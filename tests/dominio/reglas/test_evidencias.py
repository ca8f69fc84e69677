"""Qué sirve de evidencia: por su nombre y tipo, y por lo que trae dentro."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dominio.errores.ciclo import ArchivoNoAdmitido
from dominio.reglas.evidencias import BYTES_QUE_SE_MIRAN, Familia, es_lo_que_dice, exigir_admitida


@pytest.mark.parametrize(
    ("nombre", "mime", "familia"),
    [
        ("foto.JPG", "image/jpeg", Familia.IMAGEN),
        ("foto.heic", "", Familia.IMAGEN),
        ("acta.pdf", "application/pdf", Familia.PDF),
        ("acta.final.pdf", "application/octet-stream", Familia.PDF),
        (
            "lista.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Familia.OFIMATICA,
        ),
        ("acta.odt", "application/vnd.oasis.opendocument.text", Familia.OFIMATICA),
        ("datos.csv", "application/vnd.ms-excel", Familia.TEXTO),
        ("datos.csv", "text/csv; charset=utf-8", Familia.TEXTO),
        ("audio.m4a", "audio/mp4", Familia.AUDIO),
        ("obra.mp4", "video/mp4", Familia.VIDEO),
    ],
)
def test_admite_lo_de_oficina_y_lo_de_celular(nombre: str, mime: str, familia: Familia) -> None:
    """Imágenes, PDF, Office y LibreOffice, texto, audio y video."""
    assert exigir_admitida(nombre, mime) is familia


@pytest.mark.parametrize(
    ("nombre", "mime"),
    [
        ("virus.exe", "application/x-msdownload"),
        ("virus.exe", "image/jpeg"),
        ("fotos.zip", "application/zip"),
        ("fotos.rar", ""),
        ("pagina.html", "text/html"),
        ("logo.svg", "image/svg+xml"),
        ("logo.png", "image/svg+xml"),
        ("macro.xlsm", ""),
        ("libro.xlsx", "application/vnd.ms-excel.sheet.macroEnabled.12"),
        ("codigo.js", "text/javascript"),
        ("nota.txt", "text/javascript"),
        ("foto.jpg", "application/pdf"),
        ("acta.pdf.exe", "application/pdf"),
        ("acta", "application/pdf"),
        ("", ""),
        (".jpg", "image/jpeg"),
    ],
)
def test_no_admite_lo_que_se_ejecuta_ni_lo_que_se_contradice(nombre: str, mime: str) -> None:
    """Programas, páginas, comprimidos, macros y nombres que no casan con su tipo se rechazan."""
    with pytest.raises(ArchivoNoAdmitido):
        exigir_admitida(nombre, mime)


def _comprimido(*nombres: str, contenido: str = "x") -> bytes:
    memoria = BytesIO()
    with zipfile.ZipFile(memoria, "w") as archivo:
        for nombre in nombres:
            archivo.writestr(nombre, contenido)
    return memoria.getvalue()


ODF = _comprimido("mimetype", contenido="application/vnd.oasis.opendocument.text")
VERDADES = {
    Familia.IMAGEN: (
        b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x10\0\0\0WEBP", b"\0\0\0\x18ftypheic",
    ),
    Familia.PDF: (b"%PDF-1.7", b"\n\n%PDF-1.4"),
    Familia.OFIMATICA: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", ODF, _comprimido("[Content_Types].xml"),
        _comprimido("word/document.xml"),
    ),
    Familia.TEXTO: (b"nombre;valor\n", "Se vacunó".encode("latin-1"), "a;b".encode("utf-16"), b""),
    Familia.AUDIO: (b"ID3\x04", b"OggS", b"RIFF\x10\0\0\0WAVE", b"\xff\xf1\x50", b"\0\0\0\x18ftypM4A "),
    Familia.VIDEO: (b"\0\0\0\x18ftypisom", b"\x1a\x45\xdf\xa3", b"RIFF\x10\0\0\0AVI "),
}  # fmt: skip
MENTIRAS = (
    b"MZ\x90\0",
    b"\x7fELF",
    b"PK\x03\x04 suelto",
    _comprimido("virus.exe"),
    _comprimido("mimetype", contenido="application/java-archive"),
    b"<!DOCTYPE html><script>",
    b"\xef\xbb\xbf  <svg onload=1>",
    b"#!/bin/sh\n",
    b"Rar!\x1a\x07",
    "<html>".encode("utf-16"),
)


@pytest.mark.parametrize(("familia", "cabecera"), [(f, c) for f, unas in VERDADES.items() for c in unas])
def test_lo_que_dice_la_verdad_pasa(familia: Familia, cabecera: bytes) -> None:
    """Cada formato se reconoce por sus primeros bytes."""
    assert es_lo_que_dice(familia, cabecera[:BYTES_QUE_SE_MIRAN])


@pytest.mark.parametrize("familia", list(Familia))
@pytest.mark.parametrize("cabecera", MENTIRAS)
def test_lo_que_miente_no_pasa(familia: Familia, cabecera: bytes) -> None:
    """Un programa, un comprimido o una página no pasan con el nombre de nada que se admita."""
    assert not es_lo_que_dice(familia, cabecera[:BYTES_QUE_SE_MIRAN])


@given(st.sampled_from(list(Familia)), st.binary(max_size=64))
def test_cualquier_contenido_se_decide_sin_fallar(familia: Familia, cabecera: bytes) -> None:
    """Unos bytes al azar se aceptan o no, pero no tumban a quien los guarda."""
    assert es_lo_que_dice(familia, cabecera) in (True, False)


@given(st.text(max_size=40), st.text(max_size=20))
def test_cualquier_nombre_se_decide_sin_fallar(nombre: str, mime: str) -> None:
    """Un nombre raro se admite o se rechaza con su error, y nunca con otro."""
    with suppress(ArchivoNoAdmitido):
        assert exigir_admitida(nombre, mime) in Familia
