"""Archivos hostiles o ajenos: ninguno se abre, cada uno se explica y ninguno tarda."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.libros.fabrica import PRIMERA, fila, hacer, leer, sitios, unico

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
HOJA_XML = "xl/worksheets/sheet1.xml"
PLAZO = 15.0


def _ole(nombre: str) -> bytes:
    return OLE + nombre.encode("utf-16-le") + b"\0" * 2048


def _rehacer(origen: Path, destino: Path, cambiar: Callable[[str, bytes], bytes], **nuevas: bytes) -> Path:
    """Copia un .xlsx cambiando el contenido de sus partes y agregando otras."""
    with zipfile.ZipFile(origen) as viejo, zipfile.ZipFile(destino, "w", zipfile.ZIP_DEFLATED) as nuevo:
        for nombre in viejo.namelist():
            nuevo.writestr(nombre, cambiar(nombre, viejo.read(nombre)))
        for nombre, contenido in nuevas.items():
            nuevo.writestr(nombre, contenido)
    return destino


def _igual(nombre: str, contenido: bytes) -> bytes:
    return contenido


@pytest.mark.parametrize(
    ("contenido", "codigo", "dice"),
    [
        (b"", "vacio", "0 bytes"),
        (_ole("EncryptedPackage"), "cifrado", "contraseña"),
        (_ole("Workbook"), "xls", ".xls"),
        (_ole("WordDocument"), "word", "Word"),
        (b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>", "html", "HTML"),
        (b"\xef\xbb\xbf\r\n<HTML><body>x", "html", "HTML"),
        (b'<?xml version="1.0"?><Workbook/>', "xml", "XML"),
        ("Código;Actividad;Monto\n1;Vacunación;5\n".encode(), "csv", "CSV"),
        ("Código\tActividad\n".encode("utf-16"), "csv", "CSV"),
        (b"%PDF-1.7 ...", "pdf", "PDF"),
        (b"PK\x03\x04" + b"\0" * 400, "truncado", "incompleto"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "ilegible", ".xlsx"),
        (b"x" * (5 * 1024 * 1024 + 1), "muy_grande", "5 MB"),
    ],
)
def test_archivo_que_no_es_xlsx_se_nombra_por_su_contenido(tmp_path, contenido, codigo, dice):
    """El nombre del archivo no manda: se mira qué es y se dice qué enviar."""
    ruta = tmp_path / "plan.xlsx"
    ruta.write_bytes(contenido)
    error = unico(leer(ruta))
    assert (error.hoja, error.celda, error.codigo) == ("", "", f"archivo_{codigo}")
    assert dice in error.mensaje


@pytest.mark.parametrize(
    ("partes", "codigo"),
    [
        ({"xl/vbaProject.bin": b"x"}, "macros"),
        ({"../../fuera.txt": b"x"}, "ruta_peligrosa"),
        ({"/etc/fuera.txt": b"x"}, "ruta_peligrosa"),
        ({"xl\\..\\..\\fuera.txt": b"x"}, "ruta_peligrosa"),
        ({f"xl/worksheets/hoja{n}.xml": b"<a/>" for n in range(1000)}, "muchas_partes"),
        ({"xl/relleno.bin": b"\0" * (51 * 1024 * 1024)}, "bomba"),
    ],
    ids=["macros", "sube", "absoluta", "barras", "mil-partes", "bomba"],
)
def test_zip_peligroso_no_se_abre(tmp_path, partes, codigo):
    """Macros, rutas que salen, demasiadas partes y bombas se rechazan sin descomprimirlas."""
    sano = hacer(tmp_path / "sano.xlsx")
    ruta = _rehacer(sano, tmp_path / "h.xlsx", _igual, **partes)
    empezo = time.monotonic()
    assert unico(leer(ruta)).codigo == f"archivo_{codigo}"
    assert time.monotonic() - empezo < 2


def test_libro_con_macros_declaradas_y_truncado_se_rechazan(tmp_path):
    """Un .xlsm sin su parte de macros también se rechaza, y un .xlsx cortado se dice incompleto."""
    sano = hacer(tmp_path / "sano.xlsx")

    def con_macros(nombre: str, contenido: bytes) -> bytes:
        principal = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        return contenido.replace(principal, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")

    assert unico(leer(_rehacer(sano, tmp_path / "m.xlsx", con_macros))).codigo == "archivo_macros"
    cortado = tmp_path / "c.xlsx"
    cortado.write_bytes(sano.read_bytes()[:3000])
    assert unico(leer(cortado)).codigo == "archivo_truncado"
    assert unico(leer(tmp_path / "no-existe.xlsx")).codigo == "archivo_no_existe"


ENTIDADES = (
    b'<!DOCTYPE a [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
)
EXTERNA = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("parte", "declaracion"),
    [(HOJA_XML, ENTIDADES), (HOJA_XML, EXTERNA), ("xl/styles.xml", EXTERNA), ("xl/workbook.xml", ENTIDADES)],
    ids=["risas-en-hoja", "externa-en-hoja", "externa-en-estilos", "risas-en-libro"],
)
def test_xml_con_entidades_no_se_abre(tmp_path, parte, declaracion):
    """Ninguna parte del libro puede declarar entidades, propias ni de fuera."""

    def inyectar(nombre: str, contenido: bytes) -> bytes:
        if nombre != parte:
            return contenido
        cabeza, _, resto = contenido.partition(b"<" + _raiz(contenido))
        return cabeza + declaracion + b"<" + _raiz(contenido) + resto

    ruta = _rehacer(hacer(tmp_path / "s.xlsx"), tmp_path / "x.xlsx", inyectar)
    assert unico(leer(ruta)).codigo == "archivo_xml_peligroso"


def _raiz(contenido: bytes) -> bytes:
    for nombre in (b"worksheet", b"styleSheet", b"workbook"):
        if b"<" + nombre + b" " in contenido:
            return nombre
    raise AssertionError(contenido[:200])


def test_muchas_celdas_combinadas_se_rechazan_con_la_hoja(tmp_path):
    """Cuarenta y dos mil combinaciones no se recorren: se nombra la hoja."""

    def combinar(nombre: str, contenido: bytes) -> bytes:
        if nombre != HOJA_XML:
            return contenido
        rangos = b"".join(b'<mergeCell ref="AC%d:AD%d"/>' % (n, n) for n in range(1, 42_001))
        return contenido.replace(b"</sheetData>", b"</sheetData><mergeCells>" + rangos + b"</mergeCells>")

    ruta = _rehacer(hacer(tmp_path / "s.xlsx"), tmp_path / "c.xlsx", combinar)
    assert ("Plan de acción", "", "muchas_combinadas") in sitios(leer(ruta))


def test_filas_vacias_con_formato_no_agotan_ni_cuentan(tmp_path):
    """Cien mil filas formateadas sin datos no impiden leer las que sí tienen."""

    def rellenar(nombre: str, contenido: bytes) -> bytes:
        if nombre != HOJA_XML:
            return contenido
        vacias = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(6, 120_000))
        return contenido.replace(b"</sheetData>", vacias + b"</sheetData>")

    ruta = _rehacer(hacer(tmp_path / "s.xlsx", [fila(1), fila(2)]), tmp_path / "f.xlsx", rellenar)
    libro = leer(ruta)
    assert libro.errores == ()
    assert [f.fila for f in libro.plan] == [PRIMERA, PRIMERA + 1]


@pytest.mark.lento
def test_libro_que_agota_al_hijo_se_explica(tmp_path):
    """Si leerlo pasa de los límites muere el hijo, y quien lo envió recibe una frase en menos de 15 s."""
    nombres = b'<definedName name="a">b</definedName>' * 1_300_000

    def hinchar(nombre: str, contenido: bytes) -> bytes:
        if nombre != "xl/workbook.xml":
            return contenido
        return contenido.replace(b"</workbook>", b"<definedNames>" + nombres + b"</definedNames></workbook>")

    ruta = _rehacer(hacer(tmp_path / "s.xlsx"), tmp_path / "g.xlsx", hinchar)
    empezo = time.monotonic()
    error = unico(leer(ruta))
    assert error.codigo == "archivo_limite"
    assert "demasiado pesado" in error.mensaje
    assert time.monotonic() - empezo < PLAZO
