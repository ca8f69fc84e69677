"""Limpieza de textos: lo que se busca se normaliza; lo que se guarda solo se limpia."""

from __future__ import annotations

import unicodedata

from dominio.errores import EntradaInvalida
from dominio.valores.texto import normalizar as normalizar

# Marcas invisibles que cambian el orden en que se ve un texto: con ellas un nombre puede
# mostrar algo distinto de lo que dice.
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ANCHO_CERO = frozenset("\u00ad\u180e\u200b\u2060\ufeff")
# Un libro de Excel no admite estos dos, y no representan nada.
_NO_CARACTERES = frozenset("\ufffe\uffff")
_SALTOS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n", "\t": " "}


def limpiar(texto: str, maximo: int) -> str:
    """El texto tal como se guarda: sin controles (salvo el salto de línea) ni marcas invisibles.

    Forma NFC, sin espacios en los bordes; los emojis compuestos se conservan.

    Args:
        texto: lo que la persona escribió.
        maximo: cuántos caracteres admite el campo, ya limpio.

    Raises:
        EntradaInvalida: ``texto_muy_largo``, con ``maximo`` y ``largo``.
    """
    for salto, reemplazo in _SALTOS.items():
        texto = texto.replace(salto, reemplazo)
    visible = "".join(caracter for caracter in texto if not _sobra(caracter))
    limpio = unicodedata.normalize("NFC", visible).strip()
    if len(limpio) > maximo:
        raise EntradaInvalida("texto_muy_largo", maximo=maximo, largo=len(limpio))
    return limpio


def _sobra(caracter: str) -> bool:
    if caracter == "\n":
        return False
    if caracter in BIDI or caracter in ANCHO_CERO or caracter in _NO_CARACTERES:
        return True
    return unicodedata.category(caracter) in ("Cc", "Cs")
