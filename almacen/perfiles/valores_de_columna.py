"""Cómo están escritos los valores de una columna: fracciones, orden de las fechas, etiquetas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from almacen.libros.celdas import esta_vacia, texto_de_una_linea
from almacen.libros.cuadricula import Celda
from almacen.perfiles.hojas import Grupo, en_otra
from almacen.perfiles.tabla import ColumnaHallada
from dominio.entender.texto import normalizar
from dominio.modelo.perfil import OrdenDeFecha
from dominio.reglas.acumulacion import acumulacion_por_etiqueta

_FECHA = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{2,4})(?:[ T].*)?")
_TOPE_DE_FRACCION = 1.5


def celdas_de(grupo: Grupo, columna: ColumnaHallada) -> Iterator[Celda]:
    """Las celdas con algo de una columna, en todas las hojas del grupo."""
    for tabla in grupo.tablas:
        propia = en_otra(columna, tabla)
        if propia is None:
            continue
        for fila in tabla.filas:
            celda = tabla.hoja.propia(fila, propia.numero)
            if not esta_vacia(celda):
                yield celda


@dataclass(frozen=True, slots=True)
class EvidenciaDeFraccion:
    """Números sin formato de porcentaje de una columna de porcentajes.

    Attributes:
        cuantos: cuántos hay; los que tienen formato de porcentaje no se dudan.
        mayor: el más grande.
        con_decimales: hay alguno entre cero y uno que no es ni cero ni uno.
    """

    cuantos: int
    mayor: float
    con_decimales: bool

    @property
    def es_fraccion(self) -> bool:
        """Todos caben en una fracción de uno."""
        return self.cuantos > 0 and self.mayor <= _TOPE_DE_FRACCION

    @property
    def dudosa(self) -> bool:
        """Solo ceros y unos: un 1 puede ser 1 % o 100 %."""
        return self.es_fraccion and not self.con_decimales and self.mayor > 0


def evidencia_de_fraccion(grupo: Grupo, columnas: Sequence[ColumnaHallada]) -> EvidenciaDeFraccion:
    """Lo que se ve en una columna de porcentajes, o en sus trimestres, en todas las hojas del grupo."""
    numeros = [
        numero
        for columna in columnas
        for celda in celdas_de(grupo, columna)
        if (numero := _sin_formato(celda)) is not None
    ]
    mayor = max((abs(numero) for numero in numeros), default=0.0)
    return EvidenciaDeFraccion(len(numeros), mayor, any(0 < numero < 1 for numero in numeros))


def _sin_formato(celda: Celda) -> float | None:
    """El número de una celda que no dice que es porcentaje."""
    valor = celda.valor
    if isinstance(valor, bool) or celda.tipo in ("e", "f"):
        return None
    if isinstance(valor, int | float):
        return None if "%" in celda.formato else float(valor)
    if isinstance(valor, str) and "%" not in valor:
        try:
            return float(valor.strip().replace(",", "."))
        except ValueError:
            return None
    return None


def en_fraccion(grupo: Grupo, columnas: Sequence[ColumnaHallada]) -> bool:
    """La columna trae fracciones de uno sin formato de porcentaje."""
    evidencia = evidencia_de_fraccion(grupo, columnas)
    return evidencia.es_fraccion and evidencia.mayor > 0


@dataclass(frozen=True, slots=True)
class EvidenciaDeFechas:
    """Fechas de texto: cuántas solo pueden ser día/mes, cuántas solo mes/día y cuántas son ambiguas."""

    dma: int
    mda: int
    ambiguas: int

    @property
    def mezcladas(self) -> bool:
        """Hay de las dos."""
        return bool(self.dma and self.mda)


def evidencia_de_fechas(grupo: Grupo, columna: ColumnaHallada) -> EvidenciaDeFechas:
    """Cómo se escriben las fechas de texto de una columna."""
    dma = mda = ambiguas = 0
    for celda in celdas_de(grupo, columna):
        partes = _FECHA.fullmatch(celda.valor.strip()) if isinstance(celda.valor, str) else None
        if partes is None:
            continue
        primero, segundo = int(partes[1]), int(partes[2])
        if primero > 12 >= segundo:
            dma += 1
        elif segundo > 12 >= primero:
            mda += 1
        elif primero <= 12 and segundo <= 12 and primero != segundo:
            ambiguas += 1
    return EvidenciaDeFechas(dma, mda, ambiguas)


def orden_de_fecha(grupo: Grupo, columnas: Sequence[ColumnaHallada]) -> OrdenDeFecha:
    """Mes primero solo si hay más fechas que lo prueban que las que prueban lo contrario.

    Vale la evidencia de la primera columna que pruebe algo.
    """
    for columna in columnas:
        if not columna.contenido.parte("fecha", "texto", "codigo_alfa"):
            continue
        evidencia = evidencia_de_fechas(grupo, columna)
        if evidencia.mda != evidencia.dma:
            return OrdenDeFecha.MDA if evidencia.mda > evidencia.dma else OrdenDeFecha.DMA
    return OrdenDeFecha.DMA


def etiqueta(texto: str) -> str:
    """Una etiqueta para compararla: «Incremento », «INCREMENTO» e «incremento» son la misma."""
    return normalizar(texto_de_una_linea(texto)).rstrip(". ")


def equivalencias_de(columna: ColumnaHallada) -> tuple[tuple[str, str], ...]:
    """Etiqueta del libro → tipo de acumulación que nombra."""
    pares: dict[str, str] = {}
    for texto in columna.contenido.distintos:
        tipo = acumulacion_por_etiqueta(texto)
        if tipo is not None:
            pares[etiqueta(texto)] = tipo.value
    return tuple(sorted(pares.items()))
