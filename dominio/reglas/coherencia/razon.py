"""Qué es una razón: dejar pasar un hallazgo o relajar una regla exige decir por qué."""

from __future__ import annotations

from dominio.errores.coherencia import AceptacionSinRazon

MINIMO, MAXIMO, PALABRAS = 15, 500, 3


def razon_que_dice(texto: str | None) -> str:
    """La razón sin espacios de más, de hasta 500 caracteres, si de verdad dice algo.

    Repetir «no», «ok» o «n. a.» no suma: cuentan las palabras distintas que tienen alguna letra.

    Raises:
        AceptacionSinRazon: tiene menos de 15 caracteres o menos de tres palabras.

    Fuente: «narrativa insuficiente o genérica», observación de devolución del Valle del Cauca.
    """
    razon = " ".join((texto or "").split())[:MAXIMO]
    letras = {"".join(filter(str.isalpha, palabra)).casefold() for palabra in razon.split()}
    if len(razon) < MINIMO or len(letras - {""}) < PALABRAS:
        raise AceptacionSinRazon("razon", minimo=MINIMO)
    return razon
