"""Códigos de un catálogo que se parecen a otro, por sus cifras o por su nombre."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from dominio.modelo.catalogo import Catalogo, EntradaDeCatalogo
from dominio.valores.texto import normalizar

_CIFRAS = "0123456789"
_LARGO_DE_PALABRA = 3


def parecidos(catalogo: Catalogo, codigo: str, nombre: str | None = None) -> Sequence[EntradaDeCatalogo]:
    """Los códigos a una cifra de diferencia (cambiada o trocada con su vecina); vacío si no hay.

    Si el libro trae el nombre y solo uno de ellos se llama así, queda ese. Si ninguno está a una cifra,
    vale el único del catálogo con ese mismo nombre.

    Fuente: R02 y R05 (producto que difiere en un dígito, caso de Vivienda en EVAPLAN); la llave es el
    código, y el nombre solo desempata: 160 de 552 códigos de Santiago de Cali traen más de una redacción.
    """
    cercanos = [catalogo.entradas[v] for v in _vecinos(codigo) if v in catalogo]
    plano = normalizar(nombre or "")
    if not plano:
        return cercanos
    if cercanos:
        homonimos = [c for c in cercanos if normalizar(c.nombre) == plano]
        return homonimos if len(homonimos) == 1 else cercanos
    del_mismo_nombre = [e for e in catalogo.entradas.values() if _plano(e.nombre) == plano]
    return del_mismo_nombre if len(del_mismo_nombre) == 1 else []


def a_una_cifra(uno: str, otro: str) -> bool:
    """Si dos códigos del mismo largo difieren en una sola cifra.

    Fuente: R02 (el producto del registro difiere en un dígito del que lleva la meta).
    """
    return len(uno) == len(otro) and sum(a != b for a, b in zip(uno, otro, strict=True)) == 1


def sugerir(catalogo: Catalogo, texto: str, limite: int = 5) -> tuple[EntradaDeCatalogo, ...]:
    """Códigos del catálogo para lo que alguien escribe: el comienzo del código o palabras del nombre.

    Primero el código exacto y los que empiezan así; luego los que traen más palabras de las escritas.
    Sin nada parecido, los que están a una cifra.

    Fuente: los códigos oficiales tienen miles de renglones y nadie los sabe de memoria.
    """
    plano = normalizar(texto)
    sin_espacios = plano.replace(" ", "")
    if not sin_espacios:
        return ()
    por_codigo = sorted(c for c in catalogo.entradas if c.startswith(sin_espacios))
    if por_codigo:
        return tuple(catalogo.entradas[c] for c in por_codigo[:limite])
    palabras = [p for p in _palabras(texto) if len(p) >= _LARGO_DE_PALABRA]
    puntos = {
        codigo: sum(any(q.startswith(p) for q in _palabras(e.nombre)) for p in palabras)
        for codigo, e in catalogo.entradas.items()
    }
    mejores = sorted((c for c in puntos if puntos[c]), key=lambda c: (-puntos[c], c))
    if mejores:
        return tuple(catalogo.entradas[c] for c in mejores[:limite])
    return tuple(parecidos(catalogo, sin_espacios))[:limite]


def _vecinos(codigo: str) -> list[str]:
    """Los códigos a una cifra cambiada, o a dos vecinas trocadas, sin repetir."""
    hechos: dict[str, None] = {}
    for i, cifra in enumerate(codigo):
        if cifra.isdecimal():
            hechos |= dict.fromkeys(codigo[:i] + otra + codigo[i + 1 :] for otra in _CIFRAS if otra != cifra)
        if i and codigo[i - 1].isdecimal() and cifra.isdecimal():
            hechos[codigo[: i - 1] + cifra + codigo[i - 1] + codigo[i + 1 :]] = None
    hechos.pop(codigo, None)
    return list(hechos)


@lru_cache(maxsize=65_536)
def _palabras(nombre: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", normalizar(nombre)))


@lru_cache(maxsize=65_536)
def _plano(nombre: str) -> str:
    return normalizar(nombre)
