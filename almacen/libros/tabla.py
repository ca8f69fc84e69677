"""Una hoja con una tabla: título, encabezado, filtro, paneles inmóviles y semáforo."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.columnas import Clase, Columna
from almacen.libros.contenido import Molde, aplanar
from almacen.libros.cuadricula import letra_de_columna
from almacen.libros.estilos import (
    AZUL,
    GRIS,
    color_legible,
    letra,
    poner_en_pagina,
    relleno,
)
from dominio.modelo.banda import Banda

FILA_DE_ENCABEZADO = 3
_ALTO_DE_LINEA = 13.5
_LINEAS_MAXIMAS = 9
_CABEN_EN_CARTA = 18
_CENTRADO = Alignment(horizontal="center", vertical="center")
_ESTILO_ENCABEZADO = Alignment(horizontal="center", vertical="center", wrap_text=True)


@dataclass(frozen=True, slots=True)
class Tabla:
    """Lo que distingue una hoja de otra.

    Attributes:
        calculadas: desde qué columna (base 0) son calculadas por el programa; se pintan de otro color.
        fijas: cuántas columnas quedan inmóviles a la izquierda.
        semaforo: dato de la columna que lleva el nombre de la banda.
        formatos: dato → formato de número que no es el de su clase.
    """

    nombre: str
    titulo: str
    columnas: Sequence[Columna]
    calculadas: int | None = None
    fijas: int = 0
    semaforo: str | None = None
    bandas: Sequence[Banda] = ()
    formatos: dict[str, str] = field(default_factory=dict)


def escribir_tabla(libro: Workbook, tabla: Tabla, subtitulo: str, filas: Iterable[Sequence[object]]) -> int:
    """Agrega la hoja al libro (de solo escritura) y devuelve cuántas filas de datos quedaron."""
    hoja: Worksheet = libro.create_sheet(tabla.nombre)
    for n, columna in enumerate(tabla.columnas, start=1):
        hoja.column_dimensions[letra_de_columna(n)].width = columna.ancho
    hoja.freeze_panes = f"{letra_de_columna(tabla.fijas + 1)}{FILA_DE_ENCABEZADO + 1}"
    poner_en_pagina(hoja, FILA_DE_ENCABEZADO, grande=len(tabla.columnas) > _CABEN_EN_CARTA)
    _encabezar(hoja, tabla, subtitulo)
    moldes = [
        Molde(
            hoja,
            columna.clase,
            formato=tabla.formatos.get(columna.dato),
            orden=_CENTRADO if columna.dato == tabla.semaforo else None,
        )
        for columna in tabla.columnas
    ]
    anchos = [columna.ancho for columna in tabla.columnas]
    cuantas = 0
    for fila in filas:
        cuantas += 1
        hoja.row_dimensions[FILA_DE_ENCABEZADO + cuantas].height = alto_de(fila, anchos)
        hoja.append([molde.con(valor) for molde, valor in zip(moldes, fila, strict=True)])
    ultima = FILA_DE_ENCABEZADO + max(cuantas, 1)
    final = letra_de_columna(len(tabla.columnas))
    hoja.auto_filter.ref = f"A{FILA_DE_ENCABEZADO}:{final}{ultima}"
    if tabla.semaforo:
        posicion = next(n for n, c in enumerate(tabla.columnas, start=1) if c.dato == tabla.semaforo)
        letra_semaforo = letra_de_columna(posicion)
        zona = f"{letra_semaforo}{FILA_DE_ENCABEZADO + 1}:{letra_semaforo}{ultima}"
        pintar_semaforo(hoja, zona, tabla.bandas)
    return cuantas


def _encabezar(hoja: Worksheet, tabla: Tabla, subtitulo: str) -> None:
    hoja.row_dimensions[1].height = 22
    hoja.append([_suelta(hoja, tabla.titulo, 14, AZUL, negrita=True)])
    hoja.append([_suelta(hoja, subtitulo, 10, GRIS)])
    anchos = [columna.ancho for columna in tabla.columnas]
    titulos = [columna.titulo for columna in tabla.columnas]
    hoja.row_dimensions[FILA_DE_ENCABEZADO].height = max(30.0, alto_de(titulos, anchos) + 6)
    primera_calculada = len(tabla.columnas) if tabla.calculadas is None else tabla.calculadas
    hoja.append(
        [
            encabezado(hoja, columna.titulo, GRIS if n >= primera_calculada else AZUL)
            for n, columna in enumerate(tabla.columnas)
        ]
    )


def encabezado(hoja: Worksheet, titulo: str, color: str = AZUL) -> Cell:
    """Celda de encabezado: negrita blanca sobre fondo sobrio."""
    molde = Molde(
        hoja,
        Clase.TEXTO,
        fuente=letra(10, negrita=True, color="FFFFFF"),
        fondo=relleno(color),
        orden=_ESTILO_ENCABEZADO,
    )
    return molde.con(titulo)


def _suelta(hoja: Worksheet, texto: str, tamano: float, color: str, *, negrita: bool = False) -> Cell:
    molde = Molde(
        hoja,
        Clase.TEXTO,
        fuente=letra(tamano, negrita=negrita, color=color),
        orden=Alignment(vertical="center"),
        borde=False,
    )
    return molde.con(texto)


def alto_de(fila: Sequence[object], anchos: Sequence[int]) -> float:
    """Puntos de alto para que quepa el texto ajustado; Excel no lo recalcula al abrir."""
    lineas = 1
    for valor, ancho in zip(fila, anchos, strict=False):
        if isinstance(valor, str) and len(valor) > ancho * 1.05:
            por_parrafo = (math.ceil(len(parrafo) / (ancho * 1.05)) or 1 for parrafo in valor.split("\n"))
            lineas = max(lineas, sum(por_parrafo))
    return _ALTO_DE_LINEA * min(lineas, _LINEAS_MAXIMAS) + 2


def pintar_semaforo(hoja: Worksheet, zona: str, bandas: Iterable[Banda]) -> None:
    """Colorea cada celda de la zona según la banda que nombra, con los colores de la entidad."""
    for banda in bandas:
        estilo = DifferentialStyle(
            font=letra(10, negrita=True, color=color_legible(banda.color)), fill=relleno(banda.color)
        )
        nombre = str(aplanar(banda.nombre)).replace('"', '""')
        regla = Rule(type="cellIs", operator="equal", dxf=estilo, formula=[f'"{nombre}"'])
        hoja.conditional_formatting.add(zona, regla)
