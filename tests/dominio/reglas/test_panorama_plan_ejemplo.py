"""El panorama del plan de ejemplo contra las mismas cuentas hechas aparte, con fracciones."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from dominio.modelo.plan import Renglon
from dominio.reglas.panorama import Rotulo, estados_de, resumir
from dominio.reglas.semaforo import BANDAS_POR_OMISION
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.reglas.fabrica import renglon

LIBRO = (
    Path(os.environ.get("ASISTENTE_DATOS_REALES", "../shared/datos")).parent / "frases" / "plan-ejemplo.xlsx"
)
HOY = date(2026, 9, 30)

Fila = dict[str, Any]


@pytest.fixture(scope="module")
def filas() -> list[Fila]:
    """Las filas del libro, una por actividad, con sus encabezados."""
    if not LIBRO.exists():
        pytest.skip(f"No está {LIBRO}")
    openpyxl = pytest.importorskip("openpyxl")
    hoja = openpyxl.load_workbook(LIBRO, data_only=True).worksheets[0]
    encabezado, *renglones = list(hoja.iter_rows(min_row=3, values_only=True))
    unicas: dict[str, Fila] = {}
    for valores in renglones:
        leida = dict(zip(encabezado, valores, strict=True))
        unicas.setdefault(leida["Código de actividad"], leida)
    return list(unicas.values())


def _renglones(filas: Sequence[Fila]) -> list[Renglon]:
    metas = list(dict.fromkeys(fila["Código de meta"] for fila in filas))
    dependencias = list(dict.fromkeys(fila["Dependencia"] for fila in filas))
    return [
        renglon(
            numero,
            codigo=fila["Código de actividad"],
            dependencia_id=dependencias.index(fila["Dependencia"]),
            dependencia=fila["Dependencia"],
            meta_id=metas.index(fila["Código de meta"]),
            meta_codigo=fila["Código de meta"],
            meta_vigencia=Decimal(str(fila["Meta de la vigencia"])),
            ponderacion=str(fila["Ponderación"]),
            avance=str(fila["Porcentaje de avance"]),
            inicio=fila["Fecha de inicio"].date(),
            fin=fila["Fecha de terminación"].date(),
        )
        for numero, fila in enumerate(filas, 1)
    ]


def _esperado(fila: Fila) -> Fraction:
    inicio: datetime = fila["Fecha de inicio"]
    fin: datetime = fila["Fecha de terminación"]
    transcurridos = (HOY - inicio.date()).days + 1
    total = (fin.date() - inicio.date()).days + 1
    return min(Fraction(1), max(Fraction(0), Fraction(transcurridos, total))) * 100


def _cuenta_aparte(filas: Sequence[Fila]) -> tuple[Fraction, Fraction, int]:
    """Media de metas del avance y de lo esperado, sin usar nada del dominio."""
    metas: dict[str, list[Fila]] = {}
    for fila in filas:
        metas.setdefault(fila["Código de meta"], []).append(fila)
    avances, esperados = [], []
    for actividades in metas.values():
        pesos = [Fraction(str(fila["Ponderación"])) / 100 for fila in actividades]
        avances.append(
            sum(p * Fraction(str(f["Porcentaje de avance"])) for p, f in zip(pesos, actividades, strict=True))
        )
        esperados.append(sum(p * _esperado(f) for p, f in zip(pesos, actividades, strict=True)))
    n = len(metas)
    return Fraction(sum(avances)) / n, Fraction(sum(esperados)) / n, n


def _cerca(puntos: Porcentaje | None, exacto: Fraction) -> bool:
    """Iguales salvo el redondeo de cada meta y de la media: menos de una centésima y media."""
    assert puntos is not None
    return abs(Fraction(puntos.centesimas, 100) - exacto) < Fraction(15, 1000)


def test_entidad_del_plan_de_ejemplo(filas: list[Fila]) -> None:
    """26 actividades y 13 metas: la media de metas coincide con la cuenta aparte."""
    estado = resumir(
        Rotulo("entidad", None, "E"),
        estados_de(_renglones(filas), HOY, BANDAS_POR_OMISION),
        BANDAS_POR_OMISION,
    )
    avance, esperado, metas = _cuenta_aparte(filas)

    assert (estado.actividades, estado.metas) == (26, metas) == (26, 13)
    assert _cerca(estado.avance, avance)
    assert _cerca(estado.esperado, esperado)


def test_cada_dependencia_del_plan_de_ejemplo(filas: list[Fila]) -> None:
    """Lo mismo, dependencia por dependencia."""
    todas = _renglones(filas)
    for nombre in dict.fromkeys(fila["Dependencia"] for fila in filas):
        propias = [r for r in todas if r.dependencia == nombre]
        estado = resumir(
            Rotulo("dependencia", None, nombre),
            estados_de(propias, HOY, BANDAS_POR_OMISION),
            BANDAS_POR_OMISION,
        )
        avance, esperado, _ = _cuenta_aparte([fila for fila in filas if fila["Dependencia"] == nombre])

        assert _cerca(estado.avance, avance), nombre
        assert _cerca(estado.esperado, esperado), nombre


def test_meta_de_alimentacion_escolar_a_mano(filas: list[Fila]) -> None:
    """30 × 100 + 50 × 72,5 + 20 × 60, sobre 100: 78,25 %."""
    propias = [r for r in _renglones(filas) if r.meta_codigo == "2201-01"]
    estado = resumir(
        Rotulo("meta", None, "M"), estados_de(propias, HOY, BANDAS_POR_OMISION), BANDAS_POR_OMISION
    )

    assert estado.avance == Porcentaje.de("78.25")
