"""En qué escala está escrito el dinero: pesos, miles o millones, según los títulos o el rótulo."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dominio.entender.texto import normalizar

_ESCALAS = (("miles de millones", 1_000_000_000), ("millones", 1_000_000), ("miles", 1_000))
_TITULO = re.compile(
    r"\b(?:cifras|valores?|montos?|expresad[oa]s?|datos|recursos|presupuesto)\b.{0,20}\ben\s+"
    r"(miles de millones|millones|miles)\b"
    r"|\ben\s+(miles de millones|millones|miles) de (?:pesos|\$)"
)
_ROTULO = re.compile(r"\b(miles de millones|millones|miles)\b")
# Ninguna entidad territorial tiene una actividad que pase de esto: la cifra ya está en pesos.
_TOPE = 10_000_000_000_000
NOMBRES = {
    1: "pesos",
    1_000: "miles de pesos",
    1_000_000: "millones de pesos",
    1_000_000_000: "miles de millones",
}


def escala_de_los_titulos(titulos: Iterable[str]) -> int:
    """Por cuánto hay que multiplicar para tener pesos, según «(cifras en millones de pesos)»; 1 = nada."""
    for titulo in titulos:
        if hallada := _TITULO.search(normalizar(titulo)):
            return dict(_ESCALAS)[hallada[1] or hallada[2]]
    return 1


def escala_de(rotulo: str, de_los_titulos: int, mayor: float) -> int:
    """La de una columna de dinero: la que dice su rótulo, si no la de los títulos.

    Args:
        rotulo: el de la columna.
        de_los_titulos: lo que dicen los de encima de la tabla.
        mayor: el número más grande de la columna; uno que en esa escala no cabe ya está en pesos.
    """
    hallada = _ROTULO.search(normalizar(rotulo))
    escala = dict(_ESCALAS)[hallada[1]] if hallada else de_los_titulos
    return escala if mayor * escala <= _TOPE else 1
