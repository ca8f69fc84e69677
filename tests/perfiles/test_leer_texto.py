"""Texto separado (.csv, .txt): se abre como una hoja más, solo si se lee con perfil."""

from __future__ import annotations

from pathlib import Path

import pytest

from almacen.libros.abrir import LibroIlegible, abrir
from almacen.libros.lector import LectorAislado
from almacen.libros.texto_separado import NOMBRE_DE_HOJA
from dominio.modelo.perfil import Perfil
from dominio.valores.dinero import Pesos
from tests.perfiles.a_mano import campos, hoja, perfil
from tests.perfiles.libros import EJ, cuadra, leer

_FILAS = (
    ("BPIN", " Nombre Fondo  ", " PPTO INICIAL ", " Dirección "),
    ("2024760010327", "Niñez", " 376.411.920 ", "Calle 5; oficina 2"),
    ("2024760010328", "ICLD", " -   ", ""),
)


def _perfil() -> Perfil:
    return perfil(hoja(campos(EJ, bpin="BPIN", fuente="Nombre Fondo", inicial="PPTO INICIAL")))


def _texto(separador: str) -> str:
    return (
        "\r\n".join(separador.join(f'"{v}"' if separador in v else v for v in fila) for fila in _FILAS)
        + "\r\n"
    )


@pytest.mark.parametrize("separador", [";", ",", "\t", "|"])
@pytest.mark.parametrize("codificacion", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
def test_separadores_y_codificaciones(tmp_path, separador, codificacion):
    """Se reconoce qué separa y en qué codificación está, con comillas y espacios en los rótulos."""
    ruta = tmp_path / "ejecucion.csv"
    ruta.write_bytes(_texto(separador).encode(codificacion))
    libro = leer(ruta, _perfil())
    assert libro.errores == ()
    assert [(f.hoja, f.fila, f.bpin, f.fuente, f.inicial) for f in libro.ejecucion] == [
        (NOMBRE_DE_HOJA, 2, "2024760010327", "Niñez", Pesos.de(376_411_920)),
        (NOMBRE_DE_HOJA, 3, "2024760010328", "ICLD", Pesos.CERO),
    ]
    cuadra(libro)


def test_titulo_encima_y_celda_con_salto(tmp_path):
    """Un título sin separadores y una celda de dos líneas no confunden las columnas."""
    ruta = tmp_path / "e.csv"
    ruta.write_text(
        'Ejecución a marzo\n\nBPIN;Nombre Fondo;PPTO INICIAL\n7;"SGP\nsalud";5\n', encoding="utf-8"
    )
    libro = leer(ruta, _perfil())
    assert [(f.fuente, f.inicial) for f in libro.ejecucion] == [("SGP salud", Pesos.de(5))]


def test_texto_sin_columnas(tmp_path):
    """Un texto corrido no es una tabla, y se dice."""
    ruta = tmp_path / "e.csv"
    ruta.write_text("Hola\nEsto no es una tabla\n", encoding="utf-8")
    with pytest.raises(LibroIlegible, match="sin_separador"):
        abrir(ruta, con_perfil=True)


@pytest.mark.parametrize("nombre", ["e.csv", "e.txt"])
def test_por_el_proceso_aparte(tmp_path, nombre):
    """Con perfil el texto separado se lee en el proceso aparte; sin él se explica que no es un libro."""
    ruta = tmp_path / nombre
    ruta.write_text(_texto(";"), encoding="utf-8")
    leido = LectorAislado().leer(ruta, 2026, perfil=_perfil())
    assert [f.inicial for f in leido.ejecucion] == [Pesos.de(376_411_920), Pesos.CERO]
    assert leido.perfil == "auto"
    sin_perfil = LectorAislado().leer(ruta, 2026)
    assert [e.codigo for e in sin_perfil.errores] == ["archivo_csv"]


def test_lo_que_no_es_texto_sigue_sin_abrirse(tmp_path):
    """Una página web o un binario llamados .csv no pasan por ser de un perfil."""
    for nombre, contenido, codigo in (
        ("a.csv", b"<html><table><tr><td>1;2</td></tr></table></html>", "archivo_html"),
        ("b.csv", b"\x00\x01\x02;\x03", "archivo_ilegible"),
        ("c.pdf", b"%PDF-1.7 a;b", "archivo_pdf"),
    ):
        ruta = tmp_path / nombre
        ruta.write_bytes(contenido)
        assert [e.codigo for e in LectorAislado().leer(ruta, 2026, perfil=_perfil()).errores] == [codigo]


def _largo(ruta: Path, filas: int) -> Path:
    cuerpo = "".join(f"{n};ICLD;1\n" for n in range(filas))
    ruta.write_text("BPIN;Nombre Fondo;PPTO INICIAL\n" + cuerpo, encoding="utf-8")
    return ruta


def test_mas_filas_de_las_que_se_leen(tmp_path):
    """Con perfil se leen veinte mil renglones; uno más de lo que cabe es un error, no un recorte."""
    libro = leer(_largo(tmp_path / "a.csv", 20_000), _perfil())
    assert libro.errores == ()
    assert libro.lecturas[0].leidas == 20_000
    larga = leer(_largo(tmp_path / "b.csv", 20_100), _perfil())
    assert [e.codigo for e in larga.errores] == ["hoja_muy_larga"]
    assert larga.ejecucion == ()
