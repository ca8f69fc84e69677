"""Una hoja con una tabla: título, encabezado, filtro, paneles inmóviles y semáforo."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    repartir_en_paginas,
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
        cortes: datos en cuya columna empieza otra página al imprimir.
        repetidas: datos cuyas columnas se repiten en las páginas de más a la derecha.
    """

    nombre: str
    titulo: str
    columnas: Sequence[Columna]
    calculadas: int | None = None
    fijas: int = 0
    semaforo: str | None = None
    bandas: Sequence[Banda] = ()
    formatos: dict[str, str] = field(default_factory=dict)
    cortes: Sequence[str] = ()
    repetidas: Sequence[str] = ()


def escribir_tabla(libro: Workbook, tabla: Tabla, subtitulo: str, filas: Iterable[Sequence[object]]) -> int:
    """Agrega la hoja al libro (de solo escritura) y devuelve cuántas filas de datos quedaron.

    Para tablas cortas; las que crecen con el plan van por ``LibroPorPartes``, que escribe lo mismo.
    """
    hoja = abrir_tabla(libro, tabla, subtitulo)
    moldes = moldes_de(hoja, tabla)
    cuantas = 0
    for alto, fila in con_alto(tabla, filas):
        cuantas += 1
        hoja.row_dimensions[FILA_DE_ENCABEZADO + cuantas].height = alto
        hoja.append([molde.con(valor) for molde, valor in zip(moldes, fila, strict=True)])
    cerrar_tabla(hoja, tabla, cuantas)
    return cuantas


def abrir_tabla(
    libro: Workbook, tabla: Tabla, subtitulo: str, sumas: Mapping[str, str] | None = None
) -> Worksheet:
    """Agrega la hoja con su título y su encabezado, lista para los renglones.

    Args:
        sumas: dato → fórmula que va sobre el encabezado de esa columna.
    """
    hoja: Worksheet = libro.create_sheet(tabla.nombre)
    for n, columna in enumerate(tabla.columnas, start=1):
        hoja.column_dimensions[letra_de_columna(n)].width = columna.ancho
    hoja.freeze_panes = f"{letra_de_columna(tabla.fijas + 1)}{FILA_DE_ENCABEZADO + 1}"
    poner_tabla_en_pagina(hoja, tabla)
    _encabezar(hoja, tabla, subtitulo, sumas or {})
    return hoja


def moldes_de(hoja: Worksheet, tabla: Tabla) -> list[Molde]:
    """Con qué estilo va cada columna."""
    return [
        Molde(
            hoja,
            columna.clase,
            formato=tabla.formatos.get(columna.dato),
            orden=_CENTRADO if columna.dato == tabla.semaforo else None,
        )
        for columna in tabla.columnas
    ]


def con_alto(tabla: Tabla, filas: Iterable[Sequence[object]]) -> Iterator[tuple[float, Sequence[object]]]:
    """Cada fila con el alto, en puntos, en que cabe su texto."""
    anchos = [columna.ancho for columna in tabla.columnas]
    return ((alto_de(fila, anchos), fila) for fila in filas)


def cerrar_tabla(hoja: Worksheet, tabla: Tabla, cuantas: int) -> None:
    """Pone el filtro y el semáforo sobre las filas que quedaron."""
    ultima = FILA_DE_ENCABEZADO + max(cuantas, 1)
    final = letra_de_columna(len(tabla.columnas))
    hoja.auto_filter.ref = f"A{FILA_DE_ENCABEZADO}:{final}{ultima}"
    if tabla.semaforo:
        posicion = next(n for n, c in enumerate(tabla.columnas, start=1) if c.dato == tabla.semaforo)
        letra_semaforo = letra_de_columna(posicion)
        zona = f"{letra_semaforo}{FILA_DE_ENCABEZADO + 1}:{letra_semaforo}{ultima}"
        pintar_semaforo(hoja, zona, tabla.bandas)


def poner_tabla_en_pagina(hoja: Worksheet, tabla: Tabla) -> None:
    """En pocas columnas, a una página de ancho; en muchas, cortada donde la tabla diga y a tamaño legible."""
    poner_en_pagina(hoja, FILA_DE_ENCABEZADO, grande=len(tabla.columnas) > _CABEN_EN_CARTA)
    if not tabla.cortes:
        return
    anchos = [columna.ancho for columna in tabla.columnas]
    donde = [next(n for n, c in enumerate(tabla.columnas) if c.dato == dato) for dato in tabla.cortes]
    posiciones = [n for n, c in enumerate(tabla.columnas) if c.dato in tabla.repetidas]
    repetidas = range(min(posiciones), max(posiciones) + 1) if posiciones else range(0)
    partes = list(zip([0, *donde], [*donde, len(anchos)], strict=True))
    # Las columnas repetidas se imprimen además en las páginas que empiezan a su derecha.
    necesita = [sum(anchos[a:b]) + sum(anchos[n] for n in repetidas if n < a) for a, b in partes]
    repartir_en_paginas(hoja, donde, max(necesita))
    if repetidas:
        primera, ultima = letra_de_columna(min(repetidas) + 1), letra_de_columna(max(repetidas) + 1)
        hoja.print_title_cols = f"{primera}:{ultima}"


def _encabezar(hoja: Worksheet, tabla: Tabla, subtitulo: str, sumas: Mapping[str, str]) -> None:
    hoja.row_dimensions[1].height = 22
    hoja.append([_suelta(hoja, tabla.titulo, 14, AZUL, negrita=True)])
    hoja.append(_linea_de_sumas(hoja, tabla, subtitulo, sumas))
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


def _linea_de_sumas(
    hoja: Worksheet, tabla: Tabla, subtitulo: str, sumas: Mapping[str, str]
) -> list[Cell | None]:
    """El subtítulo y, sobre cada columna que se suma, su total de lo que el filtro deja ver."""
    celdas: list[Cell | None] = [None] * len(tabla.columnas)
    for n, columna in enumerate(tabla.columnas):
        if columna.dato in sumas:
            celda = Molde(hoja, columna.clase, fuente=letra(10, negrita=True), borde=False).con(0)
            celda.value = sumas[columna.dato]
            celdas[n] = celda
    primera = next((n for n, celda in enumerate(celdas) if celda is not None), 0)
    if primera > 1:
        celdas[primera - 1] = _suelta(hoja, "Suma de lo visible", 10, GRIS)
    celdas[0] = _suelta(hoja, subtitulo, 10, GRIS)
    return celdas


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
        if type(valor) is str and len(valor) > ancho * 1.05:
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
