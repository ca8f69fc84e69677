"""Un libro con el formato de una entidad: una hoja por dependencia, sin código de actividad ni fuente."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

ROTULOS = (
    "CÓDIGO DEL\nPROGRAMA",
    "PROGRAMA",
    "CÓDIGO BPIN",
    "NOMBRE DEL PROYECTO",
    "CÓDIGO DE META",
    "META DE PRODUCTO",
    "ACTIVIDADES PROGRAMADAS",
    "RESPONSABLE",
    "VALOR APROBADO",
    "% DE AVANCE",
)
ENCABEZADO = 3
Fila = tuple[Any, ...]


def filas_de(programa: str, dependencia: str, cuantas: int = 6) -> list[Fila]:
    """Renglones de una secretaría, cada uno con su nombre y su valor."""
    return [
        (
            programa,
            f"Programa {programa}",
            f"202576999{programa}",
            f"Proyecto de {dependencia}",
            f"{programa}-0{1 + numero % 2}",
            f"Meta {1 + numero % 2} de {dependencia}",
            f"{_VERBOS[numero % len(_VERBOS)]} de {dependencia} en la zona {numero}",
            f"Secretaría de {dependencia}",
            1_000_000 * numero,
            f"{numero * 5} %",
        )
        for numero in range(1, cuantas + 1)
    ]


_VERBOS = ("Construir las obras", "Dotar los puestos", "Contratar el personal", "Hacer las jornadas")


def escribir_ajeno(destino: Path, hojas: Mapping[str, Sequence[Fila]] | None = None) -> Path:
    """El libro, con su fila de total debajo de cada hoja; por omisión, Salud y Obras."""
    contenido = hojas or {
        "Sec. Salud": filas_de("1905", "Salud"),
        "Sec. Obras": filas_de("2402", "Obras"),
    }
    libro = openpyxl.Workbook()
    libro.remove(libro.worksheets[0])
    for nombre, filas in contenido.items():
        hoja = libro.create_sheet(nombre)
        hoja["A1"] = "PLAN DE ACCIÓN 2026"
        for numero, rotulo in enumerate(ROTULOS, start=1):
            hoja.cell(ENCABEZADO, numero, rotulo)
        for fila, datos in enumerate(filas, start=ENCABEZADO + 1):
            for numero, valor in enumerate(datos, start=1):
                hoja.cell(fila, numero, valor)
        total = ENCABEZADO + 1 + len(filas)
        hoja.cell(total, 7, "TOTAL")
        hoja.cell(total, 9, sum(fila[8] for fila in filas))
    libro.save(destino)
    return destino
