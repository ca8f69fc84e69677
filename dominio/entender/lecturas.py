"""Las lecturas posibles de una cadena de dígitos y separadores, sin decidir entre ellas.

``propia`` es la de Colombia (coma decimal, punto o espacio de miles) y ``ajena`` la de
quien usa punto decimal, coma de miles o apóstrofo de millones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_GRUPOS = r"[1-9][0-9]{0,2}"
_ENTERO = re.compile(r"[0-9]+")
_DECIMAL_CON_COMA = re.compile(r"([0-9]+),([0-9]+)")
_MILES_CON_PUNTO = re.compile(rf"({_GRUPOS}(?:\.[0-9]{{3}})+)(?:,([0-9]+))?")
_MILES_CON_ESPACIO = re.compile(rf"({_GRUPOS}(?: [0-9]{{3}})+)(?:([.,])([0-9]+))?")
_MILES_CON_COMA = re.compile(rf"({_GRUPOS}(?:,[0-9]{{3}})+)(?:\.([0-9]+))?")
_MILES_CON_APOSTROFO = re.compile(rf"({_GRUPOS}(?:'[0-9]{{3}})+(?:\.[0-9]{{3}})?)(?:,([0-9]+))?")
_DECIMAL_CON_PUNTO = re.compile(r"([0-9]+)\.([0-9]+)")


@dataclass(frozen=True, slots=True)
class Lectura:
    """Al menos una de las dos lecturas; ``causa`` dice por qué habría que preguntar."""

    propia: Decimal | None
    ajena: Decimal | None = None
    causa: str = ""

    def por(self, factor: int) -> Lectura:
        """La misma lectura multiplicada (mil, un millón)."""
        if factor == 1:
            return self
        propia = None if self.propia is None else sin_ceros(self.propia * factor)
        ajena = None if self.ajena is None else sin_ceros(self.ajena * factor)
        return Lectura(propia, ajena, self.causa)


def lecturas_de(numero: str) -> Lectura | None:
    """Las lecturas de un número sin símbolos de unidad; ``None`` si no tiene ninguna forma conocida."""
    return _colombiana(numero) or _de_otra_parte(numero)


def sin_ceros(valor: Decimal) -> Decimal:
    """El mismo número sin decimales en cero y sin exponente: 1.250 es 1.25, 1250.00 es 1250."""
    return valor.quantize(Decimal(1)) if valor == valor.to_integral_value() else valor.normalize()


def decimales(valor: Decimal) -> int:
    """Cuántos decimales trae escritos, contando ceros finales."""
    exponente = valor.as_tuple().exponent
    return max(0, -exponente) if isinstance(exponente, int) else 0


def _colombiana(numero: str) -> Lectura | None:
    if _ENTERO.fullmatch(numero):
        return Lectura(Decimal(numero))
    if partes := _MILES_CON_PUNTO.fullmatch(numero):
        propia = _armar(partes[1], partes[2])
        if partes[2] is None and numero.count(".") == 1:
            return Lectura(propia, Decimal(numero), "miles_o_decimales")
        return Lectura(propia)
    if partes := _MILES_CON_ESPACIO.fullmatch(numero):
        valor = _armar(partes[1], partes[3])
        return Lectura(None, valor, "punto_decimal") if partes[2] == "." else Lectura(valor)
    if (partes := _DECIMAL_CON_COMA.fullmatch(numero)) and not _MILES_CON_COMA.fullmatch(numero):
        return Lectura(_armar(partes[1], partes[2]))
    return None


def _de_otra_parte(numero: str) -> Lectura | None:
    if partes := _MILES_CON_COMA.fullmatch(numero):
        es_decimal_posible = partes[2] is None and numero.count(",") == 1
        propia = Decimal(numero.replace(",", ".")) if es_decimal_posible else None
        return Lectura(propia, _armar(partes[1], partes[2]), "agrupacion_con_comas")
    if partes := _MILES_CON_APOSTROFO.fullmatch(numero):
        return Lectura(None, _armar(partes[1], partes[2]), "agrupacion_con_apostrofo")
    if partes := _DECIMAL_CON_PUNTO.fullmatch(numero):
        return Lectura(None, _armar(partes[1], partes[2]), "punto_decimal")
    return None


def _armar(entero: str, fraccion: str | None) -> Decimal:
    return Decimal(f"{re.sub('[^0-9]', '', entero)}.{fraccion or ''}".rstrip("."))
