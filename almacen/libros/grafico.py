"""El gráfico de Resumen: avance y avance esperado por dependencia, en barras."""

from __future__ import annotations

import math
from collections.abc import Sequence

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import Series as Serie
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.contenido import texto_seguro
from almacen.libros.estilos import AZUL, LINEA
from dominio.modelo.consolidado import Estado
from dominio.valores.porcentaje import Porcentaje

_ESPERADO = "A6A6A6"
_CM_POR_DEPENDENCIA = 1.15


def grafico_de_dependencias(hoja: Worksheet, dependencias: Sequence[Estado], primera: int) -> BarChart:
    """Barras horizontales, en el orden de la tabla que empieza en la fila ``primera``.

    La tabla lleva el nombre en A, el avance en B y el esperado en C. Los valores se guardan también
    dentro del gráfico: la vista previa de un teléfono no los calcula.
    """
    ultima = primera + len(dependencias) - 1
    grafico = BarChart()
    grafico.type, grafico.grouping = "bar", "clustered"
    grafico.overlap, grafico.gapWidth = 0, 60
    grafico.title = "Avance y avance esperado por dependencia"
    nombres = [texto_seguro(estado.nombre) for estado in dependencias]
    for columna, rotulo, color, valores in (
        (2, "Avance", AZUL, [estado.avance for estado in dependencias]),
        (3, "Avance esperado", _ESPERADO, [estado.esperado for estado in dependencias]),
    ):
        referencia = Reference(hoja, min_col=columna, min_row=primera, max_row=ultima)
        serie = Series(referencia, title=rotulo)
        serie.graphicalProperties = GraphicalProperties(solidFill=color)
        serie.cat = _categorias(hoja, nombres, primera, ultima)
        _guardar_valores(serie, str(referencia), valores)
        grafico.series.append(serie)
    _ejes(grafico, max((e.avance.centesimas for e in dependencias if e.avance), default=0))
    grafico.dataLabels = DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, numFmt='0.0"%"'
    )
    grafico.legend.position = "b"
    # Sin decirlo, Excel dibuja los títulos encima de las barras.
    for titulo in (grafico.title, grafico.x_axis.title, grafico.y_axis.title):
        if titulo is not None:
            titulo.overlay = False
    grafico.legend.overlay = False
    grafico.width = 30
    grafico.height = max(8, 4 + math.ceil(_CM_POR_DEPENDENCIA * len(dependencias)))
    return grafico


def _categorias(hoja: Worksheet, nombres: Sequence[str], primera: int, ultima: int) -> AxDataSource:
    referencia = Reference(hoja, min_col=1, min_row=primera, max_row=ultima)
    puntos = [StrVal(idx=n, v=nombre) for n, nombre in enumerate(nombres)]
    return AxDataSource(strRef=StrRef(f=str(referencia), strCache=StrData(ptCount=len(puntos), pt=puntos)))


def _guardar_valores(serie: Serie, referencia: str, valores: Sequence[Porcentaje | None]) -> None:
    puntos = [NumVal(idx=n, v=str(valor)) for n, valor in enumerate(valores) if valor is not None]
    datos = NumData(formatCode='0.00"%"', ptCount=len(valores), pt=puntos)
    serie.val = NumDataSource(numRef=NumRef(f=referencia, numCache=datos))


def _ejes(grafico: BarChart, mayor: int) -> None:
    """Ejes visibles y con nombre; las dependencias, de arriba abajo como en la tabla."""
    grafico.x_axis.title, grafico.y_axis.title = "Dependencia", "Puntos porcentuales"
    grafico.x_axis.delete = grafico.y_axis.delete = False
    grafico.x_axis.scaling.orientation = "maxMin"
    grafico.y_axis.crosses = "max"
    grafico.y_axis.scaling.min = 0
    if mayor <= Porcentaje.CIEN.centesimas:
        grafico.y_axis.scaling.max = 100
    grafico.y_axis.number_format = "0"
    linea = GraphicalProperties()
    linea.line.solidFill = LINEA
    grafico.y_axis.majorGridlines = ChartLines(spPr=linea)
