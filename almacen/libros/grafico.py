"""Los gráficos de Resumen. Llevan sus valores adentro: la vista previa de un teléfono no los calcula."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

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
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.series import Series as Serie
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.contenido import texto_seguro
from almacen.libros.estilos import AZUL, LINEA
from dominio.modelo.banda import Banda
from dominio.modelo.consolidado import Estado
from dominio.modelo.financiero import Saldos
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje

FUENTES_A_LA_VISTA = 8
MOMENTOS = ("Apropiación definitiva", "CDP", "Compromisos", "Obligaciones", "Pagos")
_ESPERADO = "A6A6A6"
_COLORES = ("BFBFBF", "9DC3E6", "2E75B6", AZUL, "70AD47")
_CM_POR_DEPENDENCIA = 1.15
_CM_POR_FUENTE = 1.9
_LARGO_DE_ROTULO = 34
# En centímetros.
_IZQUIERDA, _DERECHA = 21, 20
_PUNTOS, _MILLONES = '0.0"%"', "#,##0,,"


@dataclass(frozen=True, slots=True)
class _Datos:
    """De dónde salen los rótulos y los valores de una serie.

    Attributes:
        hoja: la de las celdas.
        rotulos: (texto, ...), uno por barra, en la columna A.
        primera: fila del primero.
    """

    hoja: Worksheet
    rotulos: Sequence[str]
    primera: int

    def serie(self, titulo: str, color: str, columna: int, valores: Sequence[object]) -> Serie:
        """Una serie en columna, con sus valores guardados."""
        ultima = self.primera + len(self.rotulos) - 1
        donde = Reference(self.hoja, min_col=columna, min_row=self.primera, max_row=ultima)
        rotulos = Reference(self.hoja, min_col=1, min_row=self.primera, max_row=ultima)
        return _serie(donde, rotulos, titulo, color, (self.rotulos, valores))


def grafico_de_dependencias(hoja: Worksheet, dependencias: Sequence[Estado], primera: int) -> BarChart:
    """Avance y esperado, en el orden de la tabla que empieza en la fila ``primera``.

    La tabla lleva el nombre en A, el avance en B y el esperado en C.
    """
    grafico = _barras("Avance y avance esperado por dependencia", ("Dependencia", "Puntos porcentuales"))
    datos = _Datos(hoja, [estado.nombre for estado in dependencias], primera)
    grafico.series.append(datos.serie("Avance", AZUL, 2, [e.avance for e in dependencias]))
    grafico.series.append(datos.serie("Avance esperado", _ESPERADO, 3, [e.esperado for e in dependencias]))
    grafico.y_axis.scaling.min = 0
    if max((e.avance.centesimas for e in dependencias if e.avance), default=0) <= Porcentaje.CIEN.centesimas:
        grafico.y_axis.scaling.max = 100
    _rotular(grafico, _PUNTOS)
    grafico.width = _IZQUIERDA
    grafico.height = max(9, 4 + math.ceil(_CM_POR_DEPENDENCIA * len(dependencias)))
    return grafico


def grafico_de_fuentes(hoja: Worksheet, fuentes: Sequence[tuple[str, Saldos]], primera: int) -> BarChart:
    """Los cinco momentos de las fuentes más grandes: nombre en A y, de B a F, un momento por columna."""
    vistas = fuentes[:FUENTES_A_LA_VISTA]
    de_mas = "" if len(vistas) == len(fuentes) else f" (las {len(vistas)} mayores de {len(fuentes)})"
    grafico = _barras(f"Dinero por fuente y momento{de_mas}", ("Fuente", "Millones de pesos"))
    datos = _Datos(hoja, [nombre for nombre, _ in vistas], primera)
    for n, momento in enumerate(MOMENTOS):
        valores = [_momentos(saldos)[n] for _, saldos in vistas]
        grafico.series.append(datos.serie(momento, _COLORES[n], n + 2, valores))
    grafico.y_axis.scaling.min = 0
    grafico.y_axis.number_format = _MILLONES
    grafico.gapWidth = 40
    grafico.width = _DERECHA
    grafico.height = max(9, 4 + math.ceil(_CM_POR_FUENTE * len(vistas)))
    return grafico


def grafico_de_momentos(hoja: Worksheet, saldos: Saldos, primera: int, ultima: int) -> BarChart:
    """La cadena del gasto entera: una columna por momento (de B a F).

    Args:
        primera, ultima: filas de la tabla sin su encabezado, que nombra los momentos, ni su total.
    """
    grafico = _columnas("Cadena del gasto (millones de pesos)", "Millones de pesos")
    donde = Reference(hoja, min_col=2, max_col=6, min_row=ultima + 1)
    rotulos = Reference(hoja, min_col=2, max_col=6, min_row=primera - 1)
    serie = _serie(donde, rotulos, "Total", AZUL, (MOMENTOS, _momentos(saldos)))
    serie.dPt = [_punto(n, color) for n, color in enumerate(_COLORES)]
    grafico.series.append(serie)
    grafico.y_axis.number_format = _MILLONES
    _rotular(grafico, _MILLONES)
    grafico.width, grafico.height = _IZQUIERDA, 9
    return grafico


def grafico_de_bandas(hoja: Worksheet, bandas: Sequence[tuple[Banda, int]], primera: int) -> BarChart:
    """Cuántas actividades hay en cada banda del semáforo, con su color: nombre en A y cuántas en B."""
    grafico = _columnas("Actividades por banda del semáforo", "Actividades")
    datos = _Datos(hoja, [banda.nombre for banda, _ in bandas], primera)
    serie = datos.serie("Actividades", AZUL, 2, [cuantas for _, cuantas in bandas])
    serie.dPt = [_punto(n, banda.color) for n, (banda, _) in enumerate(bandas)]
    grafico.series.append(serie)
    grafico.y_axis.number_format = "0"
    _rotular(grafico, "0")
    grafico.width, grafico.height = _DERECHA, 9
    return grafico


def _momentos(saldos: Saldos) -> tuple[Pesos, ...]:
    return (saldos.definitiva, saldos.cdp, saldos.compromisos, saldos.obligaciones, saldos.pagos)


def _barras(titulo: str, ejes: tuple[str, str]) -> BarChart:
    """Barras horizontales, de arriba abajo como en la tabla, con la leyenda al pie."""
    grafico = _base(titulo, "bar", ejes)
    grafico.x_axis.scaling.orientation = "maxMin"
    grafico.y_axis.crosses = "max"
    grafico.y_axis.number_format = "0"
    grafico.legend.position = "b"
    grafico.legend.overlay = False
    return grafico


def _columnas(titulo: str, eje: str) -> BarChart:
    """Columnas de una sola serie, sin leyenda."""
    grafico = _base(titulo, "col", ("", eje))
    grafico.y_axis.scaling.min = 0
    grafico.legend = None
    return grafico


def _base(titulo: str, clase: str, ejes: tuple[str, str]) -> BarChart:
    grafico = BarChart()
    grafico.type, grafico.grouping = clase, "clustered"
    grafico.overlap, grafico.gapWidth = 0, 60
    grafico.title = titulo
    grafico.x_axis.title, grafico.y_axis.title = ejes[0] or None, ejes[1]
    grafico.x_axis.delete = grafico.y_axis.delete = False
    # Sin decirlo, Excel dibuja los títulos encima de las barras.
    for rotulo in (grafico.title, grafico.x_axis.title, grafico.y_axis.title):
        if rotulo is not None:
            rotulo.overlay = False
    linea = GraphicalProperties()
    linea.line.solidFill = LINEA
    grafico.y_axis.majorGridlines = ChartLines(spPr=linea)
    return grafico


def _rotular(grafico: BarChart, formato: str) -> None:
    """El valor junto a cada barra, y nada más."""
    grafico.dataLabels = DataLabelList(
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
        numFmt=formato,
    )


def _serie(
    donde: Reference,
    rotulos: Reference,
    titulo: str,
    color: str,
    guardado: tuple[Sequence[str], Sequence[object]],
) -> Serie:
    nombres, valores = guardado
    serie: Serie = Series(donde, title=titulo)
    serie.graphicalProperties = GraphicalProperties(solidFill=color)
    serie.cat = AxDataSource(strRef=StrRef(f=str(rotulos), strCache=_textos(nombres)))
    puntos = [NumVal(idx=n, v=_cifra(valor)) for n, valor in enumerate(valores) if valor is not None]
    datos = NumData(formatCode="General", ptCount=len(valores), pt=puntos)
    serie.val = NumDataSource(numRef=NumRef(f=str(donde), numCache=datos))
    return serie


def _cifra(valor: object) -> str:
    return f"{valor.a_decimal():f}" if isinstance(valor, Pesos | Porcentaje) else str(valor)


def _textos(nombres: Sequence[str]) -> StrData:
    cortos = [texto_seguro(_corto(nombre)) for nombre in nombres]
    return StrData(ptCount=len(cortos), pt=[StrVal(idx=n, v=corto) for n, corto in enumerate(cortos)])


def _corto(nombre: str) -> str:
    return nombre if len(nombre) <= _LARGO_DE_ROTULO else f"{nombre[: _LARGO_DE_ROTULO - 1].rstrip()}…"


def _punto(indice: int, color: str) -> DataPoint:
    return DataPoint(idx=indice, invertIfNegative=False, spPr=GraphicalProperties(solidFill=color))
