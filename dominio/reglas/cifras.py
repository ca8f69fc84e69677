"""Cifras a la colombiana para los hallazgos, que se leen también en el libro y en la terminal.

El formato del chat lo pone el bot con su propia librería; aquí solo hace falta que una frase del
dominio no diga «1234.5».
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje


def en_puntos(porcentaje: Porcentaje) -> str:
    """«45,5 %», con hasta dos decimales.

    Fuente: NTC-ISO 80000-1 y uso de las entidades: coma decimal y espacio antes del signo.
    """
    return f"{en_numero(porcentaje.a_decimal())} %"


def en_pesos(monto: Pesos) -> str:
    """«$1.234.567,89», con centavos.

    Fuente: uso de las entidades colombianas: punto de miles y coma decimal.
    """
    entero, _, centavos = f"{monto.a_decimal():,.2f}".partition(".")
    return f"${entero.replace(',', '.')},{centavos}"


def en_numero(valor: Decimal | None) -> str:
    """«8,5», sin ceros sobrantes; «NP» si no está programado.

    Fuente: docs/reglas.md §2 (NP no es cero); coma decimal de las entidades colombianas.
    """
    if valor is None:
        return "NP"
    return f"{valor.normalize():f}".replace(".", ",")


def en_texto(valor: object | None) -> str | None:
    """Cualquier dato del plan como se lee en una comparación: «31/12/2026», «60 %», «Sí».

    Fuente: uso de las entidades colombianas: fecha con el día primero, coma decimal.
    """
    if valor is None:
        return None
    if isinstance(valor, bool):
        return "Sí" if valor else "No"
    if isinstance(valor, date):
        return f"{valor:%d/%m/%Y}"
    if isinstance(valor, Porcentaje):
        return en_puntos(valor)
    if isinstance(valor, Pesos):
        return en_pesos(valor)
    return en_numero(valor) if isinstance(valor, Decimal) else str(valor)
