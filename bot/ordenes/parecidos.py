"""Búsqueda por parecido, para cuando ni el código ni el nombre coinciden: «educasion»."""

from __future__ import annotations

from collections.abc import Sequence

from dominio.casos.busqueda import MAXIMO_CANDIDATOS, normalizar
from dominio.modelo.objeto import Objeto

_MINIMO = 80  # de 100: por debajo ya no se reconoce lo que la persona quiso decir
_MARGEN = 8
_LARGO_MINIMO = 4  # menos letras se parecen a cualquier cosa


def parecidos(texto: str, objetos: Sequence[Objeto]) -> Sequence[Objeto]:
    """Los objetos cuyo nombre más se parece, del mejor al peor; ninguno si no se parece de veras."""
    from rapidfuzz import fuzz, process

    buscado = normalizar(texto)
    if len(buscado) < _LARGO_MINIMO:
        return ()
    nombres = {indice: normalizar(objeto.nombre) for indice, objeto in enumerate(objetos)}
    hallados = process.extract(
        buscado,
        nombres,
        scorer=fuzz.partial_ratio,
        score_cutoff=_MINIMO,
        limit=MAXIMO_CANDIDATOS,
    )
    if not hallados:
        return ()
    mejor = hallados[0][1]
    return [objetos[indice] for _nombre, puntos, indice in hallados if mejor - puntos <= _MARGEN]


def mas_parecido(nombre: str, posibles: Sequence[str]) -> tuple[int, int] | None:
    """Cuál de los nombres, ya normalizados, se parece más y cuánto (0 a 100); ``None`` si ninguno.

    Compara el nombre entero: a diferencia de una búsqueda, «vía» no es «vía El Carmen».
    """
    from rapidfuzz import fuzz, process

    hallado = process.extractOne(nombre, posibles, scorer=fuzz.ratio, score_cutoff=_MINIMO)
    return None if hallado is None else (hallado[2], int(hallado[1]))
