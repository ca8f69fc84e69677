"""Fechas de una entidad: las de Excel, su número de serie y las escritas de cualquier manera."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from almacen.libros.celdas import texto_de_una_linea
from almacen.libros.cuadricula import Celda
from almacen.libros.numeros import CeldaIlegible, citar
from dominio.entender.texto import normalizar
from dominio.modelo.perfil import OrdenDeFecha
from dominio.valores.fechas import PRIMER_ANIO, ULTIMO_ANIO

_CON_SEPARADOR = re.compile(
    r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})(?: [0-9:.]+(?: ?[ap]\.?m\.?)?)?"
)
_AL_REVES = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})(?:[ t][0-9:.]+z?)?")
_CON_MES = re.compile(
    r"([0-9]{1,2})(?: de | del |[/ .-]+)([a-z]{3,10})\.?(?: de | del |[/ .,-]+)([0-9]{4}|[0-9]{2})"
)
_MESES = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_CERO_DE_EXCEL = date(1899, 12, 30)
_COMO = "escríbala como día/mes/año, por ejemplo 15/01/2026"


@dataclass(frozen=True, slots=True)
class OrdenDeColumna:
    """Cómo se escriben las fechas de texto de una columna.

    Attributes:
        orden: el del perfil.
        contradicho: hay fechas que solo se pueden leer en el otro orden: las que admiten los dos no se saben.
    """

    orden: OrdenDeFecha = OrdenDeFecha.DMA
    contradicho: bool = False


def orden_de(celdas: Iterable[Celda], orden: OrdenDeFecha) -> OrdenDeColumna:
    """El orden de una columna, mirando si alguna de sus fechas de texto solo cabe en el otro."""
    for celda in celdas:
        if not isinstance(celda.valor, str):
            continue
        partes = _CON_SEPARADOR.fullmatch(normalizar(celda.valor))
        if partes and _sirve_solo_en_el_otro(int(partes[1]), int(partes[2]), orden):
            return OrdenDeColumna(orden, contradicho=True)
    return OrdenDeColumna(orden)


def _sirve_solo_en_el_otro(primero: int, segundo: int, orden: OrdenDeFecha) -> bool:
    dia, mes = (primero, segundo) if orden is OrdenDeFecha.DMA else (segundo, primero)
    return 12 < mes <= 31 and 1 <= dia <= 12


def fecha_de(celda: Celda, como: OrdenDeColumna) -> date:
    """La fecha de una celda con algo escrito.

    Raises:
        CeldaIlegible: no es una fecha, es de un año imposible o se puede leer de dos maneras.
    """
    valor = celda.valor
    if isinstance(valor, datetime):
        leida: date | None = valor.date()
    elif isinstance(valor, date):
        leida = valor
    elif isinstance(valor, str):
        leida = _de_texto(valor, celda, como)
    else:
        leida = _de_serie(valor)
    if leida is None or not PRIMER_ANIO <= leida.year <= ULTIMO_ANIO:
        raise CeldaIlegible("fecha_imposible", f"trae {citar(celda)}, que no es una fecha posible; {_COMO}")
    return leida


def _de_serie(valor: object) -> date | None:
    """Una fecha que perdió su formato y quedó como días desde 1900."""
    if isinstance(valor, bool) or not isinstance(valor, int | float) or not 30_000 < valor < 75_000:
        return None
    return _CERO_DE_EXCEL + timedelta(days=int(valor))


def _de_texto(texto: str, celda: Celda, como: OrdenDeColumna) -> date | None:
    plano = normalizar(texto_de_una_linea(texto))
    if partes := _AL_REVES.fullmatch(plano):
        return _armar(int(partes[1]), int(partes[2]), int(partes[3]))
    if partes := _CON_MES.fullmatch(plano):
        mes = _MESES.index(partes[2][:3]) + 1 if partes[2][:3] in _MESES else 0
        return _armar(_anio(partes[3]), mes, int(partes[1]))
    partes = _CON_SEPARADOR.fullmatch(plano)
    return _con_separador(int(partes[1]), int(partes[2]), _anio(partes[3]), celda, como) if partes else None


def _con_separador(primero: int, segundo: int, anio: int, celda: Celda, como: OrdenDeColumna) -> date | None:
    """Si solo un orden da una fecha, esa es; si los dos, la del orden de la columna."""
    if not PRIMER_ANIO <= anio <= ULTIMO_ANIO:
        return None
    dma, mda = _armar(anio, segundo, primero), _armar(anio, primero, segundo)
    if dma is None or mda is None or dma == mda:
        return dma or mda
    if como.contradicho:
        raise CeldaIlegible(
            "fecha_ambigua",
            f"trae {citar(celda)}, que puede ser {dma:%d/%m/%Y} o {mda:%d/%m/%Y} porque la columna mezcla "
            f"los dos órdenes; {_COMO}",
        )
    return dma if como.orden is OrdenDeFecha.DMA else mda


def _anio(texto: str) -> int:
    return int(texto) + 2000 if len(texto) == 2 else int(texto)


def _armar(anio: int, mes: int, dia: int) -> date | None:
    try:
        return date(anio, mes, dia)
    except ValueError:
        return None
