"""Los totales del consolidado: la fórmula, su resultado guardado y lo que LibreOffice calcula coinciden."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from almacen.libros.escritor import EscritorOpenpyxl
from almacen.libros.por_partes import Formula
from almacen.libros.totales import razon, suma
from dominio.modelo.consolidado import Consolidado
from dominio.modelo.libro import FilaPlan
from dominio.reglas.financiero import razones
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.libros.consolidados import consolidado_de
from tests.libros.fabrica import HOJA, fila, hacer, leer
from tests.libros.oficina import recalcular, sin_oficina

MONTOS = (1250000.5, 0, 333333.33, 999999999999.99, 7, 1450000000)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> tuple[FilaPlan, ...]:
    """Seis actividades de tres dependencias y dos fuentes, con centavos y un cero."""
    filas = [
        fila(n, Monto=monto, Dependencia=f"Secretaría {n % 3}")
        | {
            "Código de fuente": f"1.2.{n % 2}.0.00",
            "Fuente de financiación": ("Propios", "Regalías")[n % 2],
        }
        for n, monto in enumerate(MONTOS, start=1)
    ]
    libro = leer(hacer(tmp_path_factory.mktemp("plan") / "p.xlsx", filas))
    assert libro.errores == ()
    return libro.plan


@pytest.fixture(scope="module")
def consolidado(plan: tuple[FilaPlan, ...]) -> Consolidado:
    """El de ese plan; con dos metas y avances en lo que no se suma."""
    return consolidado_de(plan)


@pytest.fixture(scope="module")
def ruta(consolidado: Consolidado, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Su libro."""
    destino = tmp_path_factory.mktemp("libro") / "c.xlsx"
    EscritorOpenpyxl().consolidado(consolidado, destino)
    return destino


def _formulas(ruta: Path) -> dict[tuple[str, str], str]:
    libro = openpyxl.load_workbook(ruta)
    return {
        (hoja.title, celda.coordinate): str(celda.value)
        for hoja in libro.worksheets
        for renglon in hoja.iter_rows()
        for celda in renglon
        if celda.data_type == "f"
    }


def _valores(ruta: Path) -> dict[tuple[str, str], object]:
    libro = openpyxl.load_workbook(ruta, data_only=True)
    return {
        (hoja.title, celda.coordinate): celda.value
        for hoja in libro.worksheets
        for renglon in hoja.iter_rows()
        for celda in renglon
        if celda.value is not None
    }


def test_cada_formula_trae_su_resultado_guardado(ruta, consolidado):
    """Quien no calcula (un teléfono) ve las cifras: ninguna fórmula va sin resultado."""
    formulas, valores = _formulas(ruta), _valores(ruta)
    assert len([f for f in formulas.values() if f.startswith("=SUBTOTAL")]) == 6
    # Bandas; actividades y sin reporte; cinco momentos por dependencia y cinco por fuente.
    assert len([f for f in formulas.values() if f.startswith("=SUM")]) == 13
    assert all(valores.get(donde) is not None for donde in formulas)
    sumas = {f: valores[donde] for donde, f in formulas.items() if donde[0] == HOJA}
    assert sumas["=SUBTOTAL(109,Z4:Z9)"] == round(sum(MONTOS), 2)
    assert sumas["=SUBTOTAL(109,AE4:AE9)"] == float(consolidado.general.saldos.definitiva.a_decimal())


@sin_oficina
def test_libreoffice_recalcula_las_mismas_cifras(ruta, tmp_path):
    """Cada fórmula recalculada da exactamente lo que el programa guardó, y ninguna se perdió."""
    formulas, antes = _formulas(ruta), _valores(ruta)
    despues = _valores(recalcular(ruta, tmp_path))
    distintas = {
        donde: (formula, antes[donde], despues.get(donde))
        for donde, formula in formulas.items()
        if not _igual(antes[donde], despues.get(donde))
    }
    assert distintas == {}


@sin_oficina
def test_la_comprobacion_con_libreoffice_puede_fallar(ruta, tmp_path):
    """Con un resultado guardado falso, LibreOffice da el verdadero: de veras recalcula."""
    falso = tmp_path / "falso.xlsx"
    with zipfile.ZipFile(ruta) as origen, zipfile.ZipFile(falso, "w") as copia:
        for parte in origen.namelist():
            contenido = origen.read(parte)
            if parte == "xl/worksheets/sheet2.xml":
                contenido = re.sub(rb"(<f>SUBTOTAL\(109,Z4:Z9\)</f><v>)[^<]+", rb"\g<1>12345", contenido)
            copia.writestr(parte, contenido)
    assert _valores(falso)[HOJA, "Z2"] == 12345
    assert _igual(_valores(recalcular(falso, tmp_path))[HOJA, "Z2"], round(sum(MONTOS), 2))


def _igual(uno: object, otro: object) -> bool:
    if isinstance(uno, int | float) and isinstance(otro, int | float):
        return abs(uno - otro) < 0.005
    return uno == otro


def test_lo_que_no_es_la_suma_de_la_tabla_va_como_valor(consolidado, tmp_path):
    """Si las dependencias comparten proyecto y no suman el total, no hay fórmula que lo contradiga."""
    general = consolidado.general
    compartido = replace(general, saldos=replace(general.saldos, cdp=Pesos(1)), metas=99)
    destino = tmp_path / "c.xlsx"
    EscritorOpenpyxl().consolidado(replace(consolidado, general=compartido), destino)
    hoja = openpyxl.load_workbook(destino)["Resumen"]
    totales = [renglon for renglon in hoja.iter_rows() if renglon[0].value == "Total"]
    fisico, dinero = totales[1], totales[2]
    assert fisico[4].value == 99
    assert str(fisico[5].value).startswith("=SUM(")
    assert str(dinero[1].value).startswith("=SUM(")
    assert dinero[2].value == 0.01


def test_suma_que_no_cabe_en_coma_flotante_va_como_valor():
    """De diez billones en adelante un centavo se perdería al sumar: va el valor."""
    grande = Pesos(10**15)
    assert suma(grande, [grande], "B2:B2") == grande
    assert suma(Pesos(10**15 - 1), [Pesos(10**15 - 1)], "B2:B2") == Formula("=SUM(B2:B2)", Pesos(10**15 - 1))
    assert suma(Pesos(5), [Pesos(2), Pesos(2)], "B2:B3") == Pesos(5)
    assert suma("al día", ["al día"], "B2:B2") == "al día"


def test_razon_solo_es_formula_si_da_lo_mismo():
    """La mitad exacta y lo que no cabe van como valor; «no aplica» sale de la misma fórmula."""
    arriba, abajo = ("C5", Pesos(1)), ("B5", Pesos(3))
    assert razon(Porcentaje(3_333), arriba, abajo) == Formula(
        '=IF(B5=0,"no aplica",ROUND(C5/B5*100,2))', Porcentaje(3_333)
    )
    assert isinstance(razon("no aplica", arriba, ("B5", Pesos(0))), Formula)
    assert razon("no aplica", arriba, abajo) == "no aplica"
    assert razon(Porcentaje(3_334), arriba, abajo) == Porcentaje(3_334)
    mitad = Porcentaje.de_razon(1, 20_000)
    assert razon(mitad, ("C5", Pesos(1)), ("B5", Pesos(20_000))) == mitad


def test_dinero_por_fuente_suma_el_total_del_plan(consolidado, ruta):
    """La tabla por fuente va de mayor a menor y su total es el del plan."""
    assert [fuente.codigo for fuente in consolidado.fuentes] == ["1.2.1.0.00", "1.2.0.0.00"]
    valores = _valores(ruta)
    filas = {str(v): donde[1][1:] for donde, v in valores.items() if donde[0] == "Resumen"}
    mayor, menor = filas["1.2.0.0.00 Propios"], filas["1.2.1.0.00 Regalías"]
    assert int(mayor) + 1 == int(menor)
    total = int(menor) + 1
    assert valores["Resumen", f"A{total}"] == "Total"
    assert _igual(valores["Resumen", f"B{total}"], round(sum(MONTOS), 2))
    assert razones(consolidado.general.saldos).pagos_obligaciones is not None
