"""El libro de la entidad vuelve en su formato: qué celdas se llenan y cuáles no se tocan."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.escritor import EscritorOpenpyxl
from dominio.errores.libros import OriginalIlegible
from dominio.modelo.formato_propio import (
    CANTIDAD,
    EXPLICACION,
    FilaAgregada,
    FilaCerrada,
    FormatoLleno,
    Llenado,
    ResumenDeFormato,
    ValorDelFormato,
)
from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import CampoDePerfil, ColumnaDelLibro, HojaDePerfil, Perfil, Tomar
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje

PLAN = TipoLibro.PLAN
ENCABEZADO = [
    *("Actividad", "% avance trim I", "Explicación I", "% avance trim II", "Explicación II"),
    *("Valor", "Fecha fin"),
]


def _campo(dato: str, *rotulos: str, **mas: Any) -> CampoDePerfil:
    return CampoDePerfil(PLAN, dato, tuple(ColumnaDelLibro(rotulo) for rotulo in rotulos), **mas)


PERFIL = Perfil(
    "seguimiento",
    "h" * 64,
    (
        HojaDePerfil(
            "Hoja",
            (
                _campo("actividad", "actividad"),
                _campo("avance", "% avance trim i", "% avance trim ii", tomar=Tomar.ULTIMA_LLENA),
                _campo("monto", "valor"),
                _campo("fin", "fecha fin"),
            ),
            fila_encabezado=2,
        ),
    ),
)


def _original(ruta: Path, tocar: Any = None) -> Path:
    libro = openpyxl.Workbook()
    hoja: Worksheet = libro.worksheets[0]
    hoja.title = "Hoja"
    hoja.cell(1, 1, "SEGUIMIENTO 2026")
    for columna, rotulo in enumerate(ENCABEZADO, start=1):
        hoja.cell(2, columna, rotulo)
    for fila, nombre in ((3, "Vacunar"), (4, "Formar")):
        hoja.cell(fila, 1, nombre)
        hoja.cell(fila, 2, 0.25).number_format = "0%"
        hoja.cell(fila, 6, 1000)
    if tocar is not None:
        tocar(hoja)
    libro.save(ruta)
    return ruta


def _escribir(
    carpeta: Path,
    *valores: tuple[str, ValorDelFormato],
    corte: str = "2026-T2",
    tocar: Any = None,
    **mas: Any,
) -> tuple[Worksheet, ResumenDeFormato]:
    origen, destino = _original(carpeta / "origen.xlsx", tocar), carpeta / "vuelto.xlsx"
    llenado = Llenado("Hoja", 3, tuple((PLAN, dato, valor) for dato, valor in valores))
    lleno = FormatoLleno(PERFIL, Corte.de(corte), (llenado,), **mas)
    resumen = EscritorOpenpyxl().formato_propio(origen, lleno, destino)
    return openpyxl.load_workbook(destino).worksheets[0], resumen


def test_avance_va_en_la_columna_de_su_corte_y_como_las_de_otros_periodos(tmp_path: Path) -> None:
    """El segundo trimestre va en su columna, en fracción y con el formato de la del primero."""
    hoja, resumen = _escribir(tmp_path, ("avance", Porcentaje.de("62.5")))

    assert (hoja["D3"].value, hoja["D3"].number_format) == (0.625, "0%")
    assert hoja["B3"].value == 0.25
    assert resumen.celdas == 1


def test_explicacion_va_al_lado_de_su_avance_y_nunca_es_formula(tmp_path: Path) -> None:
    """Lo narrado va en la columna que el formato le tiene a ese corte; «=1+1» es un texto."""
    hoja, _ = _escribir(tmp_path, ("avance", Porcentaje.de(50)), (EXPLICACION, "=1+1"))

    assert (hoja["E3"].value, hoja["E3"].data_type) == ("=1+1", "s")
    assert hoja["C3"].value is None


def test_dinero_queda_como_numero_y_la_fecha_como_las_de_su_columna(tmp_path: Path) -> None:
    """El dinero, exacto con sus centavos; la fecha toma el estilo de las demás y, si no hay, va escrita."""

    def con_fechas(hoja: Worksheet) -> None:
        hoja.cell(4, 7, datetime(2026, 6, 30)).number_format = "dd/mm/yyyy"  # noqa: DTZ001 - como Excel

    puestos = (("monto", Pesos.de("1250000.50")), ("fin", date(2026, 10, 31)))
    hoja, _ = _escribir(tmp_path, *puestos, tocar=con_fechas)
    assert hoja["F3"].value == 1250000.5
    assert hoja["G3"].value == datetime(2026, 10, 31)  # noqa: DTZ001 - como Excel

    sin_fechas, _ = _escribir(tmp_path, *puestos)
    assert sin_fechas["G3"].value == "31/10/2026"


def test_lo_demas_del_libro_queda_byte_por_byte(tmp_path: Path) -> None:
    """El escudo, los estilos y el resultado de las fórmulas siguen; solo cambia la celda nombrada."""
    origen, destino = _original(tmp_path / "origen.xlsx"), tmp_path / "vuelto.xlsx"
    _con_escudo_y_resultado(origen)
    llenado = Llenado("Hoja", 3, ((PLAN, "monto", Pesos.de(5)),))
    EscritorOpenpyxl().formato_propio(origen, FormatoLleno(PERFIL, Corte.de("2026-T2"), (llenado,)), destino)

    with zipfile.ZipFile(origen) as antes, zipfile.ZipFile(destino) as despues:
        assert despues.namelist() == antes.namelist()
        for parte in antes.namelist():
            if parte not in ("xl/worksheets/sheet1.xml", "xl/workbook.xml"):
                assert despues.read(parte) == antes.read(parte), parte
        assert b'fullCalcOnLoad="1"' in despues.read("xl/workbook.xml")
    con_resultados = openpyxl.load_workbook(destino, data_only=True).worksheets[0]
    assert (con_resultados["F3"].value, con_resultados["F4"].value) == (5, 2000)


def _con_escudo_y_resultado(ruta: Path) -> None:
    """Una imagen dentro del libro, y una fórmula con su resultado guardado en F4."""
    with zipfile.ZipFile(ruta) as viejo:
        partes = {nombre: viejo.read(nombre) for nombre in viejo.namelist()}
    hoja = partes["xl/worksheets/sheet1.xml"]
    partes["xl/worksheets/sheet1.xml"] = re.sub(
        rb'<c r="F4"[^>]*>.*?</c>', b'<c r="F4"><f>F3*2</f><v>2000</v></c>', hoja
    )
    partes["xl/media/escudo.png"] = b"\x89PNG escudo"
    with zipfile.ZipFile(ruta, "w") as nuevo:
        for nombre, contenido in partes.items():
            nuevo.writestr(nombre, contenido)


def test_lo_que_calcula_el_libro_no_se_toca(tmp_path: Path) -> None:
    """Una celda con fórmula se conserva; su cantidad, que es de donde sale, sí se llena."""

    def con_formula(hoja: Worksheet) -> None:
        hoja.cell(2, 8, "Avance de meta (diligenciar)")
        for fila in (3, 4):
            hoja.cell(fila, 4, f"=H{fila}/40")

    hoja, resumen = _escribir(
        tmp_path, ("avance", Porcentaje.de(50)), (CANTIDAD, Decimal(20)), tocar=con_formula
    )
    assert hoja["D3"].value == "=H3/40"
    assert hoja["H3"].value == 20
    assert resumen.con_formula == 1


def test_dato_sin_columna_se_dice(tmp_path: Path) -> None:
    """Lo que el formato no tiene dónde llevar no se pierde en silencio."""
    _, resumen = _escribir(tmp_path, ("responsable", "Luz Dary Angulo"))

    assert (resumen.celdas, resumen.sin_columna) == (0, ("responsable",))


def test_actividad_nueva_va_al_final_y_la_cerrada_conserva_su_fila(tmp_path: Path) -> None:
    """La nueva ocupa la primera fila vacía después de la última; la cerrada conserva la suya."""
    hoja, resumen = _escribir(
        tmp_path,
        agregadas=(FilaAgregada("Hoja", ((PLAN, "actividad", "Dotar"),)),),
        cerradas=(FilaCerrada("Hoja", 4, "A-2"),),
    )
    assert hoja["A5"].value == "Dotar"
    assert hoja["A4"].value == "Formar"
    assert (resumen.agregadas, resumen.cerradas) == (1, 1)


def test_original_que_no_se_puede_abrir_se_explica(tmp_path: Path) -> None:
    """Sin el original, o con uno dañado, no se escribe nada y el error lo dice."""
    danado, destino = tmp_path / "danado.xlsx", tmp_path / "vuelto.xlsx"
    danado.write_bytes(b"PK\x03\x04 esto no es un libro")
    lleno = FormatoLleno(PERFIL, Corte.de("2026-T2"), ())

    for original in (danado, tmp_path / "no_esta.xlsx"):
        with pytest.raises(OriginalIlegible):
            EscritorOpenpyxl().formato_propio(original, lleno, destino)
    assert not destino.exists()
