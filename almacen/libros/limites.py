"""Hasta dónde se lee una hoja, y la frase de la que se pasa."""

from __future__ import annotations

from dataclasses import dataclass

from dominio.modelo.libro import ErrorDeLibro


@dataclass(frozen=True, slots=True)
class Limites:
    """Hasta qué fila y columna se guardan celdas; lo de más allá solo se anota que existe."""

    filas: int
    columnas: int


# Espacio para títulos y encabezado encima de las filas de datos.
MARGEN = 60
DEL_CONTRATO = Limites(8_000 + MARGEN, 80)
# Un distrito lleva 7.500 renglones por corte, y el formato del plan indicativo nacional 86 columnas.
CON_PERFIL = Limites(20_000 + MARGEN, 160)


def error_de_tamano(hoja: str, celda: str, ultima: int, limites: Limites) -> ErrorDeLibro:
    """El error de una hoja con más filas de las que se leen."""
    maximo = limites.filas - MARGEN
    return ErrorDeLibro(
        hoja,
        celda,
        "hoja_muy_larga",
        f"La hoja tiene datos hasta la fila {ultima:,}".replace(",", ".")
        + f" y se leen hasta {maximo:,}".replace(",", ".")
        + " renglones: borre lo que sobre más abajo del plan o divídala por dependencias.",
    )
