"""Del valor del dominio a la celda: textos que nunca son fórmula, números que no pierden cifras."""

from __future__ import annotations

import re
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from openpyxl.cell.cell import Cell, MergedCell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.columnas import Clase
from almacen.libros.estilos import BORDE, FORMATO_TEXTO, FORMATOS, alineacion, letra
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje

ValorPlano = str | int | float | date | datetime | None

# Excel interpreta como fórmula lo que empieza así cuando alguien edita la celda.
_INICIOS_PELIGROSOS = ("=", "+", "-", "@", "\t", "\r", "\n")
CIFRAS_EXACTAS = 15
_LARGO_DE_EXCEL = 32_767
_PROHIBIDOS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PARECE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def texto_seguro(texto: str) -> str:
    """El texto tal como cabe en una celda: sin controles ni medios caracteres, y con «_x0041_» literal."""
    limpio = _PROHIBIDOS.sub("", texto)[:_LARGO_DE_EXCEL]
    return _PARECE_ESCAPE.sub("_x005F_", limpio)


def aplanar(valor: object) -> ValorPlano:
    """Un valor del dominio como texto, número o fecha de Excel.

    Un número con más de quince cifras iría redondeado: se escribe como texto con coma decimal, que el
    lector entiende igual.
    """
    if valor is None or isinstance(valor, datetime):
        return valor
    if isinstance(valor, bool):
        return "Sí" if valor else "No"
    if isinstance(valor, Pesos | Porcentaje):
        return _numero(valor.a_decimal())
    if isinstance(valor, Decimal | int):
        return _numero(Decimal(valor))
    if isinstance(valor, date):
        return valor
    if isinstance(valor, Enum):
        return texto_seguro(str(valor.value))
    return texto_seguro(str(valor))


def _numero(exacto: Decimal) -> str | int | float:
    entero = exacto == exacto.to_integral_value()
    justo = exacto.quantize(Decimal(1)) if entero else exacto.normalize()
    if len(justo.as_tuple().digits) > CIFRAS_EXACTAS:
        return f"{justo:f}".replace(".", ",")
    return int(justo) if entero else float(justo)


def es_peligroso(texto: str) -> bool:
    """El texto se volvería fórmula si alguien lo editara en Excel."""
    return texto.startswith(_INICIOS_PELIGROSOS)


def poner_texto(celda: Cell | MergedCell, texto: str) -> None:
    """Escribe un texto ajeno en una celda, marcado como texto; la tapada por una combinada no lleva nada."""
    if isinstance(celda, MergedCell):
        return
    celda.value = texto_seguro(texto)
    celda.data_type = "s"
    if es_peligroso(texto):
        celda.quotePrefix = True


class Molde:
    """Celda con estilo que se reutiliza fila a fila: crear una por valor cuesta diez veces más."""

    def __init__(
        self,
        hoja: Worksheet,
        clase: Clase,
        *,
        formato: str | None = None,
        fuente: Font | None = None,
        fondo: PatternFill | None = None,
        orden: Alignment | None = None,
        borde: bool = True,
    ) -> None:
        self._normal = self._celda(hoja, formato or FORMATOS[clase])
        self._texto = self._celda(hoja, FORMATO_TEXTO)
        self._citado = self._celda(hoja, FORMATO_TEXTO)
        self._citado.quotePrefix = True
        for celda in (self._normal, self._texto, self._citado):
            celda.font = fuente or letra()
            celda.alignment = orden or alineacion(clase)
            if borde:
                celda.border = BORDE
            if fondo is not None:
                celda.fill = fondo

    @staticmethod
    def _celda(hoja: Worksheet, formato: str) -> Cell:
        celda: Cell = WriteOnlyCell(hoja)
        celda.number_format = formato
        return celda

    @property
    def estilos(self) -> tuple[int, int, int]:
        """Los números de estilo: del valor corriente, del texto y del texto que parece fórmula."""
        return (self._normal.style_id, self._texto.style_id, self._citado.style_id)

    def con(self, valor: object) -> Cell:
        """La celda con ese valor; vale hasta la siguiente llamada."""
        plano = aplanar(valor)
        if not isinstance(plano, str):
            self._normal.value = plano
            return self._normal
        celda = self._citado if es_peligroso(plano) else self._texto
        celda.value = plano
        # openpyxl toma «=…» por fórmula y «#N/A» por error: el tipo se fija después del valor.
        celda.data_type = "s"
        return celda

    def copia(self, valor: object) -> Cell:
        """Como ``con``, pero en una celda propia: para dos valores del mismo molde en una fila."""
        return copy(self.con(valor))
