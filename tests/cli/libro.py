"""Un libro del formato escrito a mano por la prueba, con las celdas que se le quieran dañar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path

from openpyxl import Workbook

from bot.demo.plan_de_muestra import plan_de_muestra
from dominio.modelo.libro import FilaPlan
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje

COLUMNAS = (
    ("Código dependencia", "dependencia_codigo"),
    ("Dependencia", "dependencia"),
    ("Responsable", "responsable"),
    ("Cargo", "cargo"),
    ("Tipo de meta", "tipo_meta"),
    ("Código del programa", "programa_codigo"),
    ("Programa", "programa"),
    ("Código de meta", "meta_codigo"),
    ("Meta", "meta"),
    ("Indicador", "indicador"),
    ("Unidad de medida", "unidad"),
    ("Línea base", "linea_base"),
    ("Meta de la vigencia", "meta_vigencia"),
    ("Código BPIN", "bpin"),
    ("Proyecto", "proyecto"),
    ("Objetivo del proyecto", "objetivo"),
    ("Código de actividad", "actividad_codigo"),
    ("Actividad", "actividad"),
    ("Ponderación", "ponderacion"),
    ("Fecha de inicio", "inicio"),
    ("Fecha de terminación", "fin"),
    ("Cantidad programada", "cantidad_programada"),
    ("Porcentaje de avance", "avance"),
    ("Código de fuente", "fuente_codigo"),
    ("Fuente de financiación", "fuente"),
    ("Monto", "monto"),
    ("Requiere contratación", "contratacion"),
)
ENCABEZADO = 3

Celda = str | bool | Decimal | date | None
# Las del contrato: lo que un formato ajeno trae de más tiene valor por omisión.
assert {dato for _, dato in COLUMNAS} == {
    campo.name for campo in fields(FilaPlan) if campo.default is MISSING
} - {"hoja", "fila"}


def escribir_plan(destino: Path, danos: Mapping[tuple[str, int], Celda] | None = None) -> Path:
    """El plan de muestra de 2026 en un .xlsx; ``danos``: (columna, fila) → lo que se pone en esa celda."""
    libro = Workbook()
    hoja = libro.active
    assert hoja is not None
    hoja.title = "Plan de acción"
    hoja["A1"] = "Municipio de Prueba — Plan de Acción 2026"
    for numero, (titulo, _) in enumerate(COLUMNAS, start=1):
        hoja.cell(ENCABEZADO, numero, titulo)
    for fila, datos in enumerate(plan_de_muestra(date(2026, 11, 22)).plan, start=ENCABEZADO + 1):
        for numero, (_, dato) in enumerate(COLUMNAS, start=1):
            hoja.cell(fila, numero, _celda(getattr(datos, dato)))
    for (columna, numero), valor in (danos or {}).items():
        hoja[f"{columna}{numero}"] = valor
    libro.save(destino)
    return destino


def _celda(valor: object) -> Celda:
    if isinstance(valor, bool):
        return "Sí" if valor else "No"
    if isinstance(valor, Enum):
        return valor.value
    if isinstance(valor, Pesos | Porcentaje):
        return valor.a_decimal()
    if isinstance(valor, Decimal | date) or valor is None:
        return valor
    return str(valor)
