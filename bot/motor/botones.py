"""Qué guarda un botón: a lo sumo 64 bytes, y nada que no se vuelva a comprobar al tocarlo."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAXIMO_BYTES = 64
# Así empieza el botón de un mensaje que debe quedarse en el chat: lo que contesta va aparte.
APARTE = "n:"
_CIFRAS = "0123456789abcdefghijklmnopqrstuvwxyz"
_DIALOGO = re.compile(
    r"d:([0-9a-z]{1,8}-[A-Za-z0-9_-]{1,20}):([0-9]{1,6}):([a-z]{1,10})(?:\.([^\x00-\x1f]*))?"
)


@dataclass(frozen=True, slots=True)
class Toque:
    """Un botón de diálogo tocado.

    Attributes:
        borrador: clave del borrador que lo mostró («3f-Ab12Cd34»: persona y azar).
        version: la del borrador cuando se mostró; si ya no es esa, el botón es viejo.
    """

    borrador: str
    version: int
    accion: str
    valor: str = ""


def escribir(dato: str) -> str:
    """El mismo dato, si cabe en un botón.

    Raises:
        ValueError: pasa de 64 bytes: es un fallo nuestro, no de la persona.
    """
    if len(dato.encode()) > MAXIMO_BYTES:
        raise ValueError(f"el botón no cabe en {MAXIMO_BYTES} bytes: {dato}")
    return dato


def de_dialogo(borrador: str, version: int, accion: str, valor: str = "") -> str:
    """El dato de un botón de diálogo: ``d:<borrador>:<version>:<acción>[.valor]``."""
    return escribir(f"d:{borrador}:{version}:{accion}" + (f".{valor}" if valor else ""))


def leer_dialogo(dato: str) -> Toque | None:
    """El toque que dice el dato, o ``None`` si no es de un diálogo o está forjado."""
    partes = _DIALOGO.fullmatch(dato)
    return None if partes is None else Toque(partes[1], int(partes[2]), partes[3], partes[4] or "")


def duenio(clave: str) -> str:
    """La parte de la clave de un borrador que dice de qué persona es."""
    return clave.partition("-")[0]


def en_base_36(numero: int) -> str:
    """El número de una persona como va en la clave de sus borradores."""
    cifras = ""
    while numero:
        numero, resto = divmod(numero, 36)
        cifras = _CIFRAS[resto] + cifras
    return cifras or "0"
