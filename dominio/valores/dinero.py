"""Dinero en pesos colombianos, guardado en centavos enteros: ninguna operación pierde un centavo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from dominio.errores import MontoFueraDeRango, MontoNegativo, NumeroIlegible
from dominio.valores.porcentaje import Porcentaje, a_fraccion_exacta, leer_tecnico, redondear

# Mil billones de pesos, más que el presupuesto de la Nación. En un BIGINT (9,2 x 10^18
# centavos) caben noventa montos así, de modo que la base puede sumar sin desbordarse.
MAXIMO_CENTAVOS = 10**17

Factor = int | Decimal | Porcentaje


@dataclass(frozen=True, slots=True, order=True)
class Pesos:
    """Un monto en centavos: ``Pesos(150)`` es $ 1,50.

    No admite negativos; la diferencia entre dos montos, que sí puede serlo, se
    construye con ``Pesos.diferencia`` y sigue siendo diferencia al operar con ella.

    Raises:
        TypeError: ``centavos`` no es un entero.
        MontoNegativo: es menor que cero.
        MontoFueraDeRango: pasa de mil billones de pesos.
    """

    centavos: int

    CERO: ClassVar[Pesos]

    def __post_init__(self) -> None:
        """Comprueba el tipo, el signo y el tope."""
        _exigir_guardable(self.centavos)
        if self.centavos < 0:
            raise MontoNegativo(centavos=self.centavos)

    @classmethod
    def de(cls, valor: str | int | Decimal) -> Pesos:
        """Pesos con hasta dos decimales; el texto lleva punto decimal y nada más («1234567.89»).

        Raises:
            TypeError: es ``float``.
            NumeroIlegible: el texto no es un número, o hay más de dos decimales.
            MontoNegativo: es menor que cero.
            MontoFueraDeRango: pasa del tope.
        """
        exacto = leer_tecnico(valor) if isinstance(valor, str) else a_fraccion_exacta(valor)
        centavos = exacto * 100
        if centavos.denominator != 1:
            raise NumeroIlegible(valor=str(valor)[:64], decimales=2)
        return cls(centavos.numerator)

    @classmethod
    def diferencia(cls, centavos: int) -> Pesos:
        """Una diferencia entre montos, en centavos: admite negativos."""
        _exigir_guardable(centavos)
        valor = object.__new__(cls)
        object.__setattr__(valor, "centavos", centavos)
        return valor

    def a_decimal(self) -> Decimal:
        """Pesos con dos decimales, exactos."""
        return Decimal(self.centavos).scaleb(-2)

    def repartir(self, partes: int) -> list[Pesos]:
        """Divide en ``partes`` iguales; los centavos que sobran van a las primeras.

        Raises:
            ValueError: ``partes`` es menor que uno.
        """
        if partes < 1:
            raise ValueError("se reparte al menos en una parte")
        cociente, sobra = divmod(self.centavos, partes)
        return [self._como(cociente + (1 if i < sobra else 0)) for i in range(partes)]

    def __add__(self, otro: Pesos) -> Pesos:
        """Suma dos montos; es diferencia si alguno lo era."""
        if not isinstance(otro, Pesos):
            return NotImplemented
        return self._como(self.centavos + otro.centavos, otro)

    def __sub__(self, otro: Pesos) -> Pesos:
        """Resta dos montos; si no alcanza, ``MontoNegativo`` (salvo entre diferencias)."""
        if not isinstance(otro, Pesos):
            return NotImplemented
        return self._como(self.centavos - otro.centavos, otro)

    def __mul__(self, factor: Factor) -> Pesos:
        """Multiplica por un número o un porcentaje; redondea al centavo solo al final."""
        if not isinstance(factor, int | Decimal | Porcentaje):
            return NotImplemented
        return self._como_redondeado(self.centavos * _exacto(factor))

    __rmul__ = __mul__

    def __truediv__(self, divisor: Factor) -> Pesos:
        """Divide por un número o un porcentaje; redondea al centavo solo al final.

        Raises:
            ZeroDivisionError: el divisor es cero.
        """
        if not isinstance(divisor, int | Decimal | Porcentaje):
            return NotImplemented
        return self._como_redondeado(self.centavos / _exacto(divisor))

    def __abs__(self) -> Pesos:
        """El mismo monto sin signo."""
        return Pesos(abs(self.centavos))

    def __str__(self) -> str:
        """Forma técnica con punto decimal («1234.50»); para personas está el formato del chat."""
        return str(self.a_decimal())

    def _como(self, centavos: int, otro: Pesos | None = None) -> Pesos:
        es_diferencia = self.centavos < 0 or (otro is not None and otro.centavos < 0)
        return Pesos.diferencia(centavos) if es_diferencia else Pesos(centavos)

    def _como_redondeado(self, exacto: Fraction) -> Pesos:
        return self._como(redondear(exacto))


def sumar(montos: Iterable[Pesos]) -> Pesos:
    """Suma de los montos; sin montos, cero pesos."""
    # En enteros y una sola validación al final: un consolidado suma decenas de miles.
    centavos = 0
    hay_diferencia = False
    for monto in montos:
        if not isinstance(monto, Pesos):
            raise TypeError(f"solo se suman pesos, no {type(monto).__name__}")
        centavos += monto.centavos
        hay_diferencia = hay_diferencia or monto.centavos < 0
    return Pesos.diferencia(centavos) if hay_diferencia else Pesos(centavos)


def _exacto(factor: Factor) -> Fraction:
    return factor.a_fraccion() if isinstance(factor, Porcentaje) else a_fraccion_exacta(factor)


def _exigir_guardable(centavos: int) -> None:
    if isinstance(centavos, bool) or not isinstance(centavos, int):
        raise TypeError(f"los centavos son un entero, no {type(centavos).__name__}")
    if abs(centavos) > MAXIMO_CENTAVOS:
        raise MontoFueraDeRango(centavos=centavos)


Pesos.CERO = Pesos(0)
CERO = Pesos.CERO
