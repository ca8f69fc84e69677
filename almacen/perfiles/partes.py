"""Celdas compuestas: el código que va antes del nombre, el nombre que va después, y al revés."""

from __future__ import annotations

import re
from functools import lru_cache

from dominio.modelo.perfil import Parte

# «0101.\nJuntos…», «1.2.1.0.00 - ICLD», «BP-01: …»: una palabra con cifras, sin espacios, y su separador.
_CODIGO_DELANTE = re.compile(
    r"\s*(?P<codigo>(?=[^\s:]*[0-9])[0-9A-Za-z]+(?:[.\-/_][0-9A-Za-z]+)*)"
    r"(?:\s*[.:)–—-]+\s*|\s+|\s*$)(?P<nombre>.*)",
    re.DOTALL,
)
# «Eje 1. Ambiente», «Línea 2: Productiva»: el nombre del nivel, su número y un separador que los cierra.
_NIVEL_DELANTE = re.compile(
    r"\s*[^\W\d_]+\s+(?P<codigo>[0-9]+(?:\.[0-9]+)*)\s*[.:)–—-]+\s*(?P<nombre>.*)", re.DOTALL
)
# «Vía terciaria mejorada2402041», «Estrategias implementadas - 450104800»: el código MGA al final.
_CODIGO_DETRAS = re.compile(r"(?P<nombre>.*?\D)[\s:(–—-]*?(?P<codigo>[0-9]{7}|[0-9]{9})\)?\s*", re.DOTALL)
_BORDES = " \t\r\n.:–—-("


@lru_cache(maxsize=16_384)
def partir(texto: str) -> tuple[str | None, str | None]:
    """(código, nombre) de una celda compuesta; el que falte es ``None``.

    Un texto sin ningún código es todo nombre; uno que es solo código no tiene nombre.
    """
    for forma in (_CODIGO_DELANTE, _NIVEL_DELANTE, _CODIGO_DETRAS):
        if hallado := forma.fullmatch(texto):
            nombre = (
                hallado["nombre"].strip() if forma is not _CODIGO_DETRAS else hallado["nombre"].strip(_BORDES)
            )
            return hallado["codigo"], nombre or None
    return None, texto.strip() or None


def tomar_parte(texto: str, parte: Parte) -> str | None:
    """La parte pedida del texto; entero si se pide entero."""
    if parte is Parte.ENTERA:
        return texto
    codigo, nombre = partir(texto)
    return codigo if parte is Parte.CODIGO else nombre
