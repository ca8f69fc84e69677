"""Cómo se acumula un indicador: por la palabra que trae el libro y por cómo cuadran sus números."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from dominio.modelo.plan import TipoAcumulacion
from dominio.valores.texto import normalizar

_A, _F, _M = TipoAcumulacion.ACUMULADO, TipoAcumulacion.FLUJO, TipoAcumulacion.MANTENIMIENTO
_C, _R = TipoAcumulacion.CAPACIDAD, TipoAcumulacion.REDUCCION

# Del más preciso al menos: «incremento flujo» no es «incremento».
_ETIQUETAS: tuple[tuple[re.Pattern[str], TipoAcumulacion], ...] = (
    (re.compile(r"\bflujo\b|\bno acumul\w*|anualizad"), _F),
    (re.compile(r"\bcapacidad\b|creciente"), _C),
    (re.compile(r"^r$|\breduc\w*|decrec\w*|disminu\w*"), _R),
    (re.compile(r"^mm?$|\bmanten\w*|\bstock\b|constante"), _M),
    (re.compile(r"^im?$|\bincrement\w*|\bacumul\w*|\bsuma\b|aument\w*"), _A),
)
# Lo que se redondea al repartir una meta entre cuatro años.
_TOLERANCIA = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class InferenciaDeAcumulacion:
    """Qué tipo de acumulación es, y qué tan seguro.

    Attributes:
        tipo: el que se toma; ``None`` si ni la palabra ni los números lo dicen.
        por_la_etiqueta: el que dice la palabra del libro.
        por_los_valores: los que cuadran con la programación, del más al menos probable.
        cuadra: la palabra y los números no se contradicen (o no hay números con qué contradecirla).
    """

    tipo: TipoAcumulacion | None
    por_la_etiqueta: TipoAcumulacion | None
    por_los_valores: tuple[TipoAcumulacion, ...]
    cuadra: bool


def acumulacion_por_etiqueta(etiqueta: str | None) -> TipoAcumulacion | None:
    """El tipo que nombra la palabra del libro («I», «Mantenimiento», «Incremento Flujo»).

    Fuente: DNP, «Guía para la construcción y análisis de indicadores», 3.2 a 3.7; las etiquetas I/M e
    Incremento/Mantenimiento son de los planes indicativos municipales.
    """
    palabra = normalizar(etiqueta or "").rstrip(". ")
    return next((tipo for forma, tipo in _ETIQUETAS if palabra and forma.search(palabra)), None)


def acumulacion_por_valores(
    programacion: Sequence[Decimal | None], meta_cuatrienio: Decimal | None, linea_base: Decimal | None = None
) -> tuple[TipoAcumulacion, ...]:
    """Los tipos que explican la meta del cuatrienio a partir de lo programado cada año.

    Ninguno si no hay con qué comparar o si nada cuadra.

    Args:
        programacion: lo programado por año, en orden; ``None`` = no programado (NP), que no es cero.
        meta_cuatrienio: en la misma unidad.
        linea_base: en la misma unidad, si se conoce.

    Fuente: reglas observadas en la programación del PI (Σ de las vigencias, última vigencia o constante)
    y DNP, «Guía para la construcción y análisis de indicadores».
    """
    valores = [valor for valor in programacion if valor is not None]
    if meta_cuatrienio is None or len(valores) < 2 or not any(valores):
        return ()
    posibles: list[TipoAcumulacion] = []
    if all(_iguales(valor, meta_cuatrienio) for valor in valores):
        posibles.append(_M)
    if _iguales(sum(valores, Decimal(0)), meta_cuatrienio):
        posibles.append(_A)
    elif linea_base and _iguales(sum(valores, linea_base), meta_cuatrienio):
        posibles.append(_A)  # la meta es el nivel y lo programado, lo que se agrega cada año
    ultimo = next(valor for valor in reversed(valores) if valor)
    if _iguales(ultimo, meta_cuatrienio) and _M not in posibles:
        posibles.extend(_por_el_ultimo(valores, meta_cuatrienio, linea_base))
    elif _iguales(max(valores), meta_cuatrienio) and not posibles:
        posibles.append(_F)
    return tuple(posibles)


def _por_el_ultimo(
    valores: Sequence[Decimal], meta: Decimal, linea_base: Decimal | None
) -> tuple[TipoAcumulacion, ...]:
    """La meta es el valor del último año: nivel que sube, que baja, o cada año por su lado."""
    pares = list(pairwise(valores))
    if linea_base is not None and linea_base > meta and all(a >= b for a, b in pares):
        return (_R,)
    if all(a <= b for a, b in pares) and (linea_base is None or valores[0] >= linea_base):
        return (_C, _F)
    return (_F,)


def inferir_acumulacion(
    etiqueta: str | None,
    programacion: Sequence[Decimal | None],
    meta_cuatrienio: Decimal | None,
    linea_base: Decimal | None = None,
) -> InferenciaDeAcumulacion:
    """El tipo de acumulación de un indicador. Si la palabra y los números se contradicen, manda la palabra.

    Quien lo use pregunta cuando ``cuadra`` es falso: la palabra sola se equivoca a menudo.

    Fuente: «Incremento» usado como nivel y «Mantenimiento» sumado cuatro veces en planes municipales;
    DNP, «Guía para la construcción y análisis de indicadores».
    """
    palabra = acumulacion_por_etiqueta(etiqueta)
    valores = acumulacion_por_valores(programacion, meta_cuatrienio, linea_base)
    comparables = [valor for valor in programacion if valor is not None]
    hay_numeros = meta_cuatrienio is not None and len(comparables) >= 2 and any(comparables)
    if palabra is None:
        return InferenciaDeAcumulacion(valores[0] if valores else None, None, valores, len(valores) == 1)
    return InferenciaDeAcumulacion(palabra, palabra, valores, palabra in valores or not hay_numeros)


def _iguales(uno: Decimal, otro: Decimal) -> bool:
    return abs(uno - otro) <= _TOLERANCIA * max(abs(uno), abs(otro))
