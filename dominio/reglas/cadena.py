"""Encadenado de la auditoría: cada fila lleva el resumen de la anterior."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

from dominio.errores import InstanteSinZona
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje

ORIGEN = "0" * 64


def canonico(fila: Mapping[str, object]) -> str:
    """JSON de la fila con una sola forma posible: claves ordenadas, sin espacios, solo ASCII.

    Las fechas van en ISO, los instantes en UTC con microsegundos, los ``Decimal`` sin
    ceros sobrantes, el dinero en centavos y los porcentajes en centésimas.

    Raises:
        TypeError: hay un ``float``, una clave que no es texto u otro tipo sin forma única.
        InstanteSinZona: un instante no dice su zona.

    Fuente: Ley 594 de 2000 art. 16 (los servidores responden por la integridad y autenticidad de la
    información de sus archivos).
    """
    return json.dumps(_plano(fila), sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def eslabon(previo: str, fila: Mapping[str, object]) -> str:
    """SHA-256 en hexadecimal del eslabón previo y la fila; el primero sigue a ``ORIGEN``.

    Args:
        previo: eslabón de la fila anterior de la misma cadena.
        fila: los datos de la fila, sin su propio eslabón.

    Raises:
        TypeError: la fila tiene algo sin forma canónica.

    Fuente: Ley 594 de 2000 art. 16.
    """
    return hashlib.sha256(f"{previo}\n{canonico(fila)}".encode("ascii")).hexdigest()


def verificar(filas: Iterable[tuple[Mapping[str, object], str]], previo: str = ORIGEN) -> int | None:
    """Posición (desde 0) de la primera fila cuyo eslabón no cierra; ``None`` si todas cierran.

    Que falten filas al final no se ve aquí: se compara la cabeza con la que quedó en otro
    sitio (la hoja Control de los libros entregados).

    Args:
        filas: pares (datos, eslabón guardado) en el orden de la cadena.
        previo: eslabón del que se parte, si la cadena se revisa por tramos.

    Fuente: Ley 594 de 2000 art. 16.
    """
    for posicion, (fila, guardado) in enumerate(filas):
        if eslabon(previo, fila) != guardado:
            return posicion
        previo = guardado
    return None


def _plano(valor: object) -> object:
    match valor:
        case None | bool() | int():
            return valor
        case Enum():
            return _plano(valor.value)
        case str():
            return str(valor)
        case Pesos():
            return valor.centavos
        case Porcentaje():
            return valor.centesimas
        case Mapping():
            return _objeto(valor)
        case list() | tuple():
            return [_plano(parte) for parte in valor]
        case _:
            return _escalar(valor)


def _objeto(valor: Mapping[object, object]) -> dict[str, object]:
    if any(not isinstance(clave, str) for clave in valor):
        raise TypeError("las claves de una fila son texto")
    return {str(clave): _plano(parte) for clave, parte in valor.items()}


def _escalar(valor: object) -> str:
    match valor:
        case datetime():
            if valor.utcoffset() is None:
                raise InstanteSinZona("instante", valor=valor.isoformat())
            return valor.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return valor.isoformat()
        case Decimal() if valor.is_finite():
            return _decimal(valor)
        case Corte() | Vigencia():
            return str(valor)
        case _:
            raise TypeError(f"{type(valor).__name__} no tiene una forma única en la cadena")


def _decimal(valor: Decimal) -> str:
    """Sin exponente ni ceros sobrantes; a mano porque ``normalize`` redondea a 28 cifras."""
    texto = format(valor, "f")
    if "." in texto:
        texto = texto.rstrip("0").rstrip(".")
    return "0" if texto in ("-0", "0") else texto
