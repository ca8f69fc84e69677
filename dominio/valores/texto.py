"""El texto para comparar: lo que vale igual escrito con otra tilde, mayúscula o espacio."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SOBRAN = frozenset({"Mn", "Cc", "Cf", "Cs"})
# Un libro repite miles de veces las mismas dependencias, metas y proyectos.
_RECORDADOS = 4096
_RECORDABLES = 0x3000


class _Visibles(dict[int, str | None]):
    """Tabla de ``str.translate`` que se llena sola: qué queda de cada carácter."""

    def __missing__(self, codigo: int) -> str | None:
        caracter = chr(codigo)
        if caracter.isspace():
            queda: str | None = " "
        else:
            queda = None if unicodedata.category(caracter) in _SOBRAN else caracter
        # Solo se recuerdan los de nuestro alfabeto y sus vecinos: la tabla no crece con lo que manden.
        if codigo < _RECORDABLES:
            self[codigo] = queda
        return queda


_VISIBLES = _Visibles()


@lru_cache(maxsize=_RECORDADOS)
def normalizar(texto: str) -> str:
    """El texto para comparar y buscar: minúsculas, sin tildes (ñ es n), un solo espacio entre palabras.

    Quita controles, marcas bidi y espacios de ancho cero. Aplicarla dos veces da lo mismo.
    """
    plano = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", texto).casefold())
    return " ".join(plano.translate(_VISIBLES).split())
