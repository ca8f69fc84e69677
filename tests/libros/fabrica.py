"""Libros hechos por las pruebas: un plan mínimo y válido al que cada prueba le cambia algo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.columnas import POR_TIPO
from almacen.libros.cuadricula import letra_de_columna
from almacen.libros.lector import LectorAislado
from dominio.modelo.libro import ErrorDeLibro, LibroLeido, TipoLibro

FILA_DE_ENCABEZADO = 3
PRIMERA = FILA_DE_ENCABEZADO + 1
HOJA = "Plan de acción"
TITULOS = tuple(columna.titulo for columna in POR_TIPO[TipoLibro.PLAN].columnas)


def dia(anio: int, mes: int, numero: int) -> datetime:
    """Una fecha como la guarda Excel: sin hora ni zona."""
    return datetime.combine(date(anio, mes, numero), time())


BASE: dict[str, Any] = {
    "Código dependencia": "07",
    "Dependencia": "Secretaría de Salud",
    "Responsable": "Luz Dary Angulo",
    "Cargo": "Profesional",
    "Tipo de meta": "Producto",
    "Código del programa": "1905",
    "Programa": "Salud pública",
    "Código de meta": "1905-01",
    "Meta": "Vacunar al 95 %",
    "Indicador": "Cobertura",
    "Unidad de medida": "Porcentaje",
    "Línea base": 89,
    "Meta de la vigencia": 95,
    "Código BPIN": "2025769990021",
    "Proyecto": "Gestión de la salud pública",
    "Objetivo del proyecto": "Reducir la morbilidad",
    "Código de actividad": "A-001",
    "Actividad": "Ejecutar jornadas de vacunación",
    "Ponderación": 60,
    "Cantidad programada": 40,
    "Fecha de inicio": dia(2026, 2, 1),
    "Fecha de terminación": dia(2026, 11, 30),
    "Porcentaje de avance": 45,
    "Código de fuente": "1.2.1.0.00",
    "Fuente de financiación": "Ingresos corrientes",
    "Monto": 1250000.5,
    "Requiere contratación": "Sí",
}


def fila(numero: int = 1, **cambios: Any) -> dict[str, Any]:
    """Un renglón válido, con su propia actividad; los cambios van por título con «_» en vez de espacio."""
    nueva = {**BASE, "Código de actividad": f"A-{numero:03d}"}
    for titulo, valor in cambios.items():
        nueva[titulo.replace("_", " ")] = valor
    return nueva


def letra(titulo: str) -> str:
    """Letra de la columna de un título en los libros de esta fábrica."""
    return letra_de_columna(TITULOS.index(titulo) + 1)


def hacer(
    ruta: Path,
    filas: Sequence[dict[str, Any]] = (),
    *,
    titulos: Sequence[str] = TITULOS,
    nombre: str = HOJA,
    retocar: Callable[[Worksheet], None] | None = None,
) -> Path:
    """Guarda un libro con título, fila en blanco, encabezado y renglones; ``retocar`` lo daña al final."""
    libro = openpyxl.Workbook()
    hoja = libro.active
    assert isinstance(hoja, Worksheet)
    hoja.title = nombre
    hoja["A1"] = "Municipio de Ejemplo: plan de acción 2026"
    poner(hoja, FILA_DE_ENCABEZADO, filas or [fila()], titulos)
    if retocar is not None:
        retocar(hoja)
    libro.save(ruta)
    return ruta


def poner(
    hoja: Worksheet, donde: int, filas: Sequence[dict[str, Any]], titulos: Sequence[str] = TITULOS
) -> None:
    """Escribe encabezado y renglones desde la fila ``donde``."""
    for columna, titulo in enumerate(titulos, start=1):
        hoja.cell(donde, columna, titulo)
        for n, valores in enumerate(filas, start=donde + 1):
            hoja.cell(n, columna, valores.get(titulo))


def leer(ruta: Path, tipo: TipoLibro | None = None) -> LibroLeido:
    """Lo lee como lo lee el programa: revisado y en el proceso hijo."""
    return LectorAislado().leer(ruta, 2026, tipo)


def sitios(libro: LibroLeido) -> list[tuple[str, str, str]]:
    """(hoja, celda, código) de cada error, en su orden."""
    return [(error.hoja, error.celda, error.codigo) for error in libro.errores]


def unico(libro: LibroLeido) -> ErrorDeLibro:
    """El único error del libro."""
    assert len(libro.errores) == 1, [e.mensaje for e in libro.errores]
    return libro.errores[0]
