"""Reparte datos entre columnas de la mejor manera en conjunto, no cada uno por su lado."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_INFINITO = float("inf")


def repartir(datos: Sequence[str], puntos: Mapping[tuple[str, int], float]) -> dict[str, int]:
    """Dato → columna, con la mayor suma de puntos; ninguna columna se da a dos datos.

    Args:
        datos: los que se reparten.
        puntos: (dato, columna) → cuánto conviene; lo que no está, o no pasa de cero, no se da.
    """
    columnas = sorted({columna for (_dato, columna), valor in puntos.items() if valor > 0})
    if not datos or not columnas:
        return {}
    # Cada dato tiene además su propio «ninguna», que vale cero: así no se fuerza nada.
    costos = [
        [-max(0.0, puntos.get((dato, columna), 0.0)) for columna in columnas] + [0.0] * len(datos)
        for dato in datos
    ]
    elegidas = _hungaro(costos)
    return {
        dato: columnas[elegida]
        for dato, elegida in zip(datos, elegidas, strict=True)
        if elegida < len(columnas) and puntos.get((dato, columnas[elegida]), 0.0) > 0
    }


def _hungaro(costos: Sequence[Sequence[float]]) -> list[int]:
    """Columna de cada fila con la menor suma de costos (método húngaro, filas ≤ columnas)."""
    filas, columnas = len(costos), len(costos[0])
    u, v = [0.0] * (filas + 1), [0.0] * (columnas + 1)
    de_columna = [0] * (columnas + 1)
    for fila in range(1, filas + 1):
        de_columna[0] = fila
        minimos, previas = [_INFINITO] * (columnas + 1), [0] * (columnas + 1)
        usadas = [False] * (columnas + 1)
        actual = 0
        while de_columna[actual]:
            actual = _avanzar(costos, (u, v), de_columna, (minimos, previas, usadas), actual)
        while actual:
            anterior = previas[actual]
            de_columna[actual] = de_columna[anterior]
            actual = anterior
    elegidas = [0] * filas
    for columna in range(1, columnas + 1):
        if de_columna[columna]:
            elegidas[de_columna[columna] - 1] = columna - 1
    return elegidas


def _avanzar(
    costos: Sequence[Sequence[float]],
    potenciales: tuple[list[float], list[float]],
    de_columna: list[int],
    camino: tuple[list[float], list[int], list[bool]],
    actual: int,
) -> int:
    """Un paso del camino de aumento: la columna libre de usar con menor costo reducido."""
    u, v = potenciales
    minimos, previas, usadas = camino
    usadas[actual] = True
    fila, paso, siguiente = de_columna[actual], _INFINITO, 0
    for columna in range(1, len(minimos)):
        if usadas[columna]:
            continue
        reducido = costos[fila - 1][columna - 1] - u[fila] - v[columna]
        if reducido < minimos[columna]:
            minimos[columna], previas[columna] = reducido, actual
        if minimos[columna] < paso:
            paso, siguiente = minimos[columna], columna
    for columna in range(len(minimos)):
        if usadas[columna]:
            u[de_columna[columna]] += paso
            v[columna] -= paso
        else:
            minimos[columna] -= paso
    return siguiente
