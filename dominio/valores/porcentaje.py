"""Porcentajes guardados en centésimas de punto: exactos, sin negativos y sin tope en 100."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Protocol

from dominio.errores import NumeroIlegible, PorcentajeFueraDeRango, SinProgramacion

MAXIMO_CENTESIMAS = 9_999_999
_NUMERO = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class Medible(Protocol):
    """Un valor del dominio que tiene un número detrás (``Pesos``, ``Porcentaje``)."""

    def a_decimal(self) -> Decimal:
        """El número, en la unidad del valor."""
        ...


Magnitud = int | Decimal | Medible


def redondear(numero: Fraction) -> int:
    """Entero más cercano; la mitad exacta se aleja de cero (mitad arriba)."""
    entero = (abs(numero) + Fraction(1, 2)).__floor__()
    return -entero if numero < 0 else entero


def a_fraccion_exacta(numero: int | Decimal) -> Fraction:
    """El mismo número como fracción, sin perder nada.

    Raises:
        TypeError: es ``float``, ``bool`` u otra cosa que no guarda el valor exacto.
        NumeroIlegible: es un ``Decimal`` infinito o que no es número.
    """
    if isinstance(numero, bool) or not isinstance(numero, int | Decimal):
        raise TypeError(f"se espera int o Decimal, no {type(numero).__name__}")
    if isinstance(numero, Decimal) and not numero.is_finite():
        raise NumeroIlegible(valor=str(numero))
    return Fraction(numero)


def leer_tecnico(texto: str) -> Fraction:
    """Lee un número con punto decimal, sin separador de miles («1234567.89»).

    Raises:
        NumeroIlegible: no tiene esa forma.
    """
    if not _NUMERO.fullmatch(texto):
        raise NumeroIlegible(valor=texto[:64])
    return Fraction(texto)


def _fraccion_de(magnitud: Magnitud) -> Fraction:
    if isinstance(magnitud, int | Decimal):
        return a_fraccion_exacta(magnitud)
    # Sin isinstance contra el protocolo: reconocerlo en ejecución cuesta treinta veces más que usarlo.
    if not hasattr(magnitud, "a_decimal"):
        raise TypeError(f"no es una magnitud: {type(magnitud).__name__}")
    return a_fraccion_exacta(magnitud.a_decimal())


def _misma_unidad(a: Magnitud, b: Magnitud) -> bool:
    return type(a) is type(b) or (isinstance(a, int | Decimal) and isinstance(b, int | Decimal))


@dataclass(frozen=True, slots=True, order=True)
class Porcentaje:
    """Puntos porcentuales en centésimas: ``Porcentaje(4550)`` es 45,50 %.

    Puede pasar de 100 % (el sobrecumplimiento se guarda sin tope) hasta 99.999,99 %.

    Raises:
        TypeError: ``centesimas`` no es un entero.
        PorcentajeFueraDeRango: es negativo o pasa del máximo.
    """

    centesimas: int

    CERO: ClassVar[Porcentaje]
    CIEN: ClassVar[Porcentaje]
    MAXIMO: ClassVar[Porcentaje]

    def __post_init__(self) -> None:
        """Comprueba el tipo y el rango."""
        if isinstance(self.centesimas, bool) or not isinstance(self.centesimas, int):
            raise TypeError(f"las centésimas son un entero, no {type(self.centesimas).__name__}")
        if not 0 <= self.centesimas <= MAXIMO_CENTESIMAS:
            raise PorcentajeFueraDeRango(centesimas=self.centesimas)

    @classmethod
    def de(cls, puntos: str | int | Decimal) -> Porcentaje:
        """Puntos porcentuales (45 es 45,00 %), redondeados a dos decimales con mitad arriba.

        Raises:
            TypeError: es ``float``.
            NumeroIlegible: el texto no es un número con punto decimal.
            PorcentajeFueraDeRango: es negativo o pasa del máximo.
        """
        exacto = leer_tecnico(puntos) if isinstance(puntos, str) else a_fraccion_exacta(puntos)
        if exacto < 0:
            raise PorcentajeFueraDeRango(puntos=str(puntos))
        return cls(redondear(exacto * 100))

    @classmethod
    def de_razon(cls, a: Magnitud, b: Magnitud) -> Porcentaje:
        """Qué porcentaje de ``b`` es ``a``; ambos números, ambos pesos o ambos porcentajes.

        Raises:
            TypeError: se mezclan unidades (pesos sobre un número) o llega un ``float``.
            SinProgramacion: ``b`` es cero: no hay contra qué medir, y eso no es 0 %.
            PorcentajeFueraDeRango: la razón es negativa o pasa del máximo.
        """
        enteros = _enteros(a, b)
        return cls(_centesimas(*enteros)) if enteros else cls._de_fraccion(_razon(a, b))

    @classmethod
    def de_razon_acotada(cls, a: Magnitud, b: Magnitud) -> Porcentaje:
        """Como ``de_razon``, pero una razón enorme queda en el máximo que se puede guardar.

        Es para tableros y consolidados, donde un denominador diminuto no debe impedir el resto.
        """
        enteros = _enteros(a, b)
        if enteros:
            return cls(min(_centesimas(*enteros), MAXIMO_CENTESIMAS))
        return cls._de_fraccion(min(_razon(a, b), cls.MAXIMO.a_fraccion()))

    @classmethod
    def _de_fraccion(cls, razon: Fraction) -> Porcentaje:
        if razon < 0:
            raise PorcentajeFueraDeRango(razon=str(razon))
        return cls(redondear(razon * 10_000))

    def topado(self) -> Porcentaje:
        """El mismo porcentaje, o 100 % si pasa de 100."""
        return min(self, Porcentaje.CIEN)

    def exceso(self) -> Porcentaje:
        """Los puntos que pasan de 100; 0 % si no pasa."""
        return Porcentaje(max(0, self.centesimas - Porcentaje.CIEN.centesimas))

    def a_decimal(self) -> Decimal:
        """Puntos porcentuales con dos decimales: 45,5 % es ``Decimal("45.50")``."""
        return Decimal(self.centesimas).scaleb(-2)

    def a_fraccion(self) -> Fraction:
        """Proporción exacta: 45,5 % es ``Fraction(91, 200)``."""
        return Fraction(self.centesimas, 10_000)

    def exigir_declarado(self) -> Porcentaje:
        """El mismo porcentaje, si es uno que una persona puede declarar (de 0 a 100).

        Raises:
            PorcentajeFueraDeRango: pasa de 100.
        """
        if self > Porcentaje.CIEN:
            raise PorcentajeFueraDeRango(centesimas=self.centesimas, tope=Porcentaje.CIEN.centesimas)
        return self

    def __str__(self) -> str:
        """Forma técnica con punto decimal («45.50»); para personas está el formato del chat."""
        return str(self.a_decimal())


def _razon(a: Magnitud, b: Magnitud) -> Fraction:
    if not _misma_unidad(a, b):
        raise TypeError(f"no se compara {type(a).__name__} con {type(b).__name__}")
    numerador, denominador = _fraccion_de(a), _fraccion_de(b)
    if denominador == 0:
        raise SinProgramacion()
    return numerador / denominador


def _enteros(a: Magnitud, b: Magnitud) -> tuple[int, int] | None:
    """Las dos como enteros de la misma unidad, si lo son y la razón existe: es lo que más se calcula."""
    if isinstance(a, Porcentaje) and isinstance(b, Porcentaje):
        a, b = a.centesimas, b.centesimas
    if type(a) is int and type(b) is int and a >= 0 < b:
        return a, b
    return None


def _centesimas(a: int, b: int) -> int:
    """``redondear(a / b * 10_000)`` sin construir la fracción."""
    return (20_000 * a + b) // (2 * b)


Porcentaje.CERO = Porcentaje(0)
Porcentaje.CIEN = Porcentaje(10_000)
Porcentaje.MAXIMO = Porcentaje(MAXIMO_CENTESIMAS)
CERO = Porcentaje.CERO
CIEN = Porcentaje.CIEN
