"""Los valores de un libro ajeno: cada trampa da su valor o una duda con su celda, nunca otra cosa."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.perfiles.libros import cuadra, dudas, leer_filas, leer_uno, renglon, unica


@pytest.mark.parametrize(
    ("escrito", "pesos"),
    [
        (" 376.411.920 ", "376411920"),
        ("$ -", "0"),
        (" -   ", "0"),
        ("2.339.400.000", "2339400000"),
        ("1.500,00", "1500"),
        ("$ 1.250.000,50", "1250000.50"),
        ("1,250,000.50", "1250000.50"),
        ("1.250", "1250"),
        ("1,250", "1250"),
        ("COP 80.000", "80000"),
        ("80000 pesos", "80000"),
        ("=100000000+235000000", "335000000"),
        ("28018614645 ", "28018614645"),
        (1234.005, "1234.01"),
        (100000000 / 3, "33333333.33"),
        (0, "0"),
    ],
)
def test_dinero_escrito_de_muchas_maneras(tmp_path, escrito, pesos):
    """El dinero se lee con centavos exactos, venga como número, como texto o como suma."""
    # openpyxl guardaría «=a+b» como fórmula: el apóstrofo lo deja en texto, como llega de un CSV.
    retocar = None
    if isinstance(escrito, str) and escrito.startswith("="):

        def retocar(pagina: Any) -> None:
            pagina.cell(2, 7).data_type = "s"

    libro = leer_filas(tmp_path, [renglon(Presupuesto=escrito)], retocar=retocar)
    assert unica(libro).monto == Pesos.de(Decimal(pesos))
    assert libro.dudosos == ()
    cuadra(libro)


@pytest.mark.parametrize("escrito", ["N/A", "NO DISPONIBLE", ".", "", None, "NP"])
def test_dinero_que_dice_que_no_hay(tmp_path, escrito):
    """Sin monto no es cero pesos ni una duda: queda vacío."""
    libro = leer_filas(tmp_path, [renglon(Presupuesto=escrito)])
    assert unica(libro).monto is None
    assert libro.dudosos == ()


@pytest.mark.parametrize(
    ("escrito", "codigo"),
    [
        ("#N/A", "error_de_excel"),
        ("#DIV/0!", "error_de_excel"),
        ("ERROR", "error_de_excel"),
        ("0\n0\n0", "varias_lineas"),
        ("12\n345", "varias_lineas"),
        ("Meta cuatrienio cumplida", "numero_ilegible"),
    ],
)
def test_dinero_que_no_se_entiende_se_duda(tmp_path, escrito, codigo):
    """Lo ilegible no detiene ni se inventa: el monto queda vacío y la duda dice la celda."""
    libro = leer_filas(tmp_path, [renglon(Presupuesto=escrito)])
    assert unica(libro).monto is None
    assert dudas(libro) == [("G2", codigo)]
    assert libro.dudosos[0].trae
    cuadra(libro)


def test_dinero_negativo_no_se_guarda_y_se_cuenta(tmp_path):
    """«(1.234)» es menos mil doscientos treinta y cuatro: no cabe en un monto y la suma lo cuenta."""
    libro = leer_filas(tmp_path, [renglon(1, Presupuesto="(1.234)"), renglon(2, Presupuesto=5_000)])
    assert [fila.monto for fila in libro.plan] == [None, Pesos.de(5_000)]
    assert dudas(libro) == [("G2", "numero_negativo")]
    (lectura,) = libro.lecturas
    (suma,) = lectura.sumas
    assert (suma.en_la_hoja, suma.leida) == (Decimal(3_766), Decimal(5_000))
    assert [(f.motivo, f.filas, dict(f.sumas)["monto"]) for f in lectura.fuera] == [
        ("valor_negativo", (), Decimal(-1_234))
    ]
    cuadra(libro)


@pytest.mark.parametrize(
    ("escrito", "formato", "en_fraccion", "puntos"),
    [
        ("2.00%", "General", False, "2"),
        ("0.97", "General", True, "97"),
        ("0,97", "General", True, "97"),
        (0.45, "General", True, "45"),
        (0.45, "0%", True, "45"),
        (0.45, "0%", False, "45"),
        (45, "General", False, "45"),
        ("45 %", "General", True, "45"),
        (3.65, "General", True, "365"),
        (0.16666, "General", True, "16.67"),
    ],
)
def test_porcentajes(tmp_path, escrito, formato, en_fraccion, puntos):
    """Un avance se guarda en puntos: la fracción se multiplica solo si nadie dijo ya «por ciento»."""
    libro = leer_uno(tmp_path, "avance", escrito, formato, en_fraccion=en_fraccion)
    assert unica(libro).avance == Porcentaje.de(Decimal(puntos))
    assert libro.dudosos == ()


@pytest.mark.parametrize(
    ("escrito", "codigo"),
    [(45, "fraccion_dudosa"), (-0.2, "porcentaje_fuera_de_rango"), ("ciento", "numero_ilegible")],
)
def test_porcentaje_que_no_cabe_en_su_columna(tmp_path, escrito, codigo):
    """Puntos en una columna de fracciones, negativos y letras se dudan."""
    libro = leer_uno(tmp_path, "avance", escrito, en_fraccion=True)
    assert unica(libro).avance is None
    assert dudas(libro) == [("H2", codigo)]


@pytest.mark.parametrize("escrito", ["pendiente", "Por definir"])
def test_un_avance_por_escribir_se_duda(tmp_path, escrito):
    """«Pendiente» en un porcentaje no es «no aplica»: queda vacío y se dice."""
    libro = leer_uno(tmp_path, "avance", escrito)
    assert unica(libro).avance is None
    assert dudas(libro) == [("H2", "sin_numero")]


def test_un_avance_que_no_aplica_no_se_duda(tmp_path):
    """«N/A» dice que no hay dato: no es una duda."""
    libro = leer_uno(tmp_path, "avance", "N/A")
    assert (unica(libro).avance, libro.dudosos) == (None, ())
