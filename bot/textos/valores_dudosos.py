"""Los valores de un libro que no entraron como venían: vacíos, contradichos y códigos compartidos."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.textos import formato
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar
from dominio.modelo.lectura import ValorDudoso

_MUESTRA = 5
_CONTRADICEN = "renglones_contradictorios"
_COMPARTEN = "codigo_repetido"


def valores_dudosos(dudosos: Sequence[ValorDudoso], cuantos: int = _MUESTRA) -> list[Html]:
    """Los que no se pudieron leer y quedan vacíos y, aparte, los que se contradicen, con su celda."""
    contradicen = [d for d in dudosos if d.codigo == _CONTRADICEN]
    comparten = [d for d in dudosos if d.codigo == _COMPARTEN]
    vacios = [d for d in dudosos if d.codigo not in (_CONTRADICEN, _COMPARTEN)]
    return [
        *_vacios(vacios, cuantos),
        *_contradichos(contradicen, cuantos),
        *_compartidos(comparten, cuantos),
    ]


def _compartidos(dudosos: Sequence[ValorDudoso], cuantos: int) -> list[Html]:
    if not dudosos:
        return []
    frase = ngettext(
        "<b>%(n)s actividad trae el código de otra</b>; recibe uno asignado:",
        "<b>%(n)s actividades traen el código de otra</b>; reciben uno asignado:",
        len(dudosos),
    )
    return [armar(frase, n=_numero(len(dudosos))), *_en_celdas(dudosos, cuantos)]


def _contradichos(dudosos: Sequence[ValorDudoso], cuantos: int) -> list[Html]:
    if not dudosos:
        return []
    frase = ngettext(
        "<b>%(n)s valor contradice lo que el libro dijo antes</b>; queda lo primero:",
        "<b>%(n)s valores contradicen lo que el libro dijo antes</b>; queda lo primero:",
        len(dudosos),
    )
    return [armar(frase, n=_numero(len(dudosos))), *_en_celdas(dudosos, cuantos)]


def _vacios(dudosos: Sequence[ValorDudoso], cuantos: int) -> list[Html]:
    if not dudosos:
        return []
    frase = ngettext(
        "<b>%(n)s valor no se pudo leer</b> y queda vacío:",
        "<b>%(n)s valores no se pudieron leer</b> y quedan vacíos:",
        len(dudosos),
    )
    return [armar(frase, n=_numero(len(dudosos))), *_en_celdas(dudosos, cuantos)]


def _en_celdas(dudosos: Sequence[ValorDudoso], cuantos: int) -> list[Html]:
    lineas = [
        armar("• <b>%(hoja)s, %(celda)s</b>: %(frase)s", hoja=d.hoja, celda=d.celda, frase=d.frase)
        for d in dudosos[:cuantos]
    ]
    return lineas + _y_mas(len(dudosos) - cuantos)


def _y_mas(sobran: int) -> list[Html]:
    return [armar(_("… y %(n)s más."), n=_numero(sobran))] if sobran > 0 else []


def _numero(cuantos: int) -> str:
    return formato.cantidad(Decimal(cuantos))
