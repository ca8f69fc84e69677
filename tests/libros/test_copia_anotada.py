"""La copia anotada de libros con formato propio y de texto separado: errores, dudas y códigos."""

from __future__ import annotations

from pathlib import Path
from random import Random

import openpyxl

from almacen.libros.escritor import EscritorOpenpyxl
from almacen.libros.lector import LectorAislado
from dominio.modelo.lectura import CodigoDudoso
from dominio.modelo.libro import ErrorDeLibro, LibroLeido
from tests.libros.danos_ajenos import HOJA, PERFIL, dato_ilegible, texto_raro
from tests.libros.fabrica import fila, hacer, leer

CODIGO = CodigoDudoso(
    "producto_mga", "406010", "0406010", ((HOJA, "D6"), (HOJA, "D9")), 14, "le falta el cero de la izquierda"
)


def test_con_perfil_marca_las_dudas_y_lista_los_codigos(tmp_path: Path) -> None:
    """Cada celda ilegible y cada código dudoso queda marcado, y la hoja «Dudas» dice qué se propone."""
    ruta, copia = tmp_path / "c.xlsx", tmp_path / "copia.xlsx"
    esperado = dato_ilegible(Random(3), ruta)
    leido = LectorAislado().leer(ruta, 2026, None, PERFIL)
    libro = LibroLeido(dudosos=leido.dudosos, codigos=(CODIGO,), perfil=leido.perfil)
    EscritorOpenpyxl().anotado(ruta, [], copia, libro)
    hecho = openpyxl.load_workbook(copia)
    assert hecho.sheetnames == ["Errores", "Dudas", HOJA]
    assert esperado.sitio is not None
    celda = hecho[HOJA][esperado.sitio[1]]
    assert celda.fill.start_color.rgb.endswith("FFF9C4")
    assert leido.dudosos[0].frase in celda.comment.text
    assert "Se propone 0406010" in hecho[HOJA]["D9"].comment.text
    renglones = [tuple(c.value for c in renglon) for renglon in hecho["Dudas"].iter_rows(min_row=2)]
    assert renglones[0][:3] == (*esperado.sitio, leido.dudosos[0].trae)
    assert renglones[-1] == (HOJA, "D6, D9 y 12 más", "406010", "0406010", CODIGO.porque, "14")


def test_texto_separado_con_errores_da_un_libro_anotado(tmp_path: Path) -> None:
    """De un .csv sale un .xlsx con sus celdas como texto y la errada marcada; nada se vuelve fórmula."""
    ruta, copia = tmp_path / "e.csv", tmp_path / "e.errores.xlsx"
    ruta.write_text("BPIN;FONDO;PAGOS\n0260;=1+1;mucho\n", encoding="utf-8-sig")
    errores = [ErrorDeLibro("Datos", "C2", "numero_ilegible", "«Pagos» trae «mucho»; escriba el monto.")]
    EscritorOpenpyxl().anotado(ruta, errores, copia, LibroLeido(perfil="auto"))
    hecho = openpyxl.load_workbook(copia)
    assert hecho.sheetnames == ["Errores", "Datos"]
    hoja = hecho["Datos"]
    assert [(c.value, c.data_type) for c in hoja[2]] == [("0260", "s"), ("=1+1", "s"), ("mucho", "s")]
    assert "escriba el monto" in hoja["C2"].comment.text
    assert hoja["C2"].fill.start_color.rgb.endswith("FCE4D6")
    assert hecho["Errores"]["B2"].hyperlink.location == "'Datos'!C2"


def test_anotar_otra_vez_reemplaza_las_listas(tmp_path: Path) -> None:
    """La copia que se corrige y vuelve con otro error no acumula hojas ni comentarios viejos."""
    ruta = hacer(tmp_path / "l.xlsx", [fila(1, Monto="mucho"), fila(2)])
    escritor, primera, segunda = EscritorOpenpyxl(), tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    libro = LibroLeido(codigos=(CODIGO,))
    escritor.anotado(ruta, leer(ruta).errores, primera, libro)
    escritor.anotado(primera, [ErrorDeLibro("Plan de acción", "C5", "x", "Falta el responsable.")], segunda)
    hecho = openpyxl.load_workbook(segunda)
    assert hecho.sheetnames == ["Errores", "Plan de acción"]
    assert hecho["Plan de acción"]["Z4"].comment is None
    assert "Falta el responsable" in hecho["Plan de acción"]["C5"].comment.text


def test_sin_dudas_no_hay_hoja_de_dudas(tmp_path: Path) -> None:
    """Un libro del formato propio sin nada dudoso lleva solo la lista de errores."""
    ruta, copia = tmp_path / "c.xlsx", tmp_path / "copia.xlsx"
    texto_raro(Random(1), ruta)
    EscritorOpenpyxl().anotado(ruta, [], copia, LibroLeido())
    assert openpyxl.load_workbook(copia).sheetnames == ["Errores", HOJA]
