"""El umbral de una regla como se le dice a una persona."""

from __future__ import annotations

from decimal import Decimal

from dominio.modelo.coherencia import UmbralDeRegla
from dominio.reglas.cifras import en_numero

_UNO = {"puntos": "punto", "días": "día", "pesos": "peso"}


def umbral_en_palabras(umbral: UmbralDeRegla, valor: Decimal | None = None) -> str:
    """«1 peso», «0,5 puntos» o «mes 6»: la cifra con su unidad, en la concordancia debida.

    Args:
        umbral: el de la ficha.
        valor: el vigente, en la unidad del umbral; sin él, el de la ficha.

    Fuente: fichas de las reglas R01 a R40 (docs/coherencia.md).
    """
    cifra = umbral.valor if valor is None else valor
    if umbral.unidad == "mes":
        return f"mes {en_numero(cifra)}"
    unidad = _UNO.get(umbral.unidad, umbral.unidad) if cifra == 1 else umbral.unidad
    return f"{en_numero(cifra)} {unidad}"
