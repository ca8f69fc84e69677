"""Las reglas frente a la ejecución presupuestal real de Santiago de Cali (marzo de 2025)."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from dominio.errores import CadenaDeGastoRota
from dominio.reglas.financiero import MomentoGasto, Razones, Saldos, exigir_cadena, razones, sumar
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje

LIBRO = (
    Path(os.environ.get("ASISTENTE_DATOS_REALES", "../shared/datos")) / "reales/cali-ejecucion-2025-marzo.csv"
)
COLUMNAS = ("PPTO. MODIFICADO", "TOTAL ACUMULADO CDP", "TOTAL ACUMULADO RPC", "TOTAL ACUMUL OBLIGAC", "PAGOS")

pytestmark = pytest.mark.skipif(not LIBRO.is_file(), reason="sin la carpeta de datos reales")


def _pesos(celda: str) -> Pesos:
    """«376.411.920» es ese monto y « -   » es cero."""
    texto = celda.strip().replace(".", "").replace(",", ".")
    return Pesos.CERO if texto in ("-", "") else Pesos.de(texto)


def _saldos() -> list[Saldos]:
    with LIBRO.open(encoding="utf-8-sig", newline="") as abierto:
        lector = csv.DictReader(abierto, delimiter=";")
        filas = [{(clave or "").strip(): valor for clave, valor in fila.items()} for fila in lector]
    return [Saldos(*(_pesos(fila[columna]) for columna in COLUMNAS)) for fila in filas if fila["PAGOS"]]


def test_cadena_del_gasto_encuentra_la_unica_fila_descuadrada() -> None:
    """De 3.514 filas, una sola rompe la cadena, y es por pagos mayores que obligaciones."""
    rotas = []
    saldos = _saldos()
    for fila in saldos:
        try:
            exigir_cadena(fila)
        except CadenaDeGastoRota as error:
            rotas.append(error.datos["momento"])

    assert len(saldos) == 3514
    assert rotas == [MomentoGasto.PAGO]


def test_razones_del_total_real() -> None:
    """Los totales publicados (miles de millones) dan las razones del municipio."""
    total = sumar(_saldos())

    miles_de_millones = [
        round(monto.centavos / 10**11, 1)
        for monto in (total.definitiva, total.cdp, total.compromisos, total.obligaciones, total.pagos)
    ]
    assert miles_de_millones == [4627.4, 2933.8, 1411.9, 845.6, 794.8]
    assert razones(total) == Razones(*(Porcentaje.de(p) for p in ("63.40", "30.51", "18.27", "94.00")))
