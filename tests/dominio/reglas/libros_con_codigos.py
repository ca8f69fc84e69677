"""Libros de mentira con códigos dañados, para las pruebas de códigos."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dominio.modelo.libro import FilaEjecucion, FilaIndicativo, FilaPOAI, LibroLeido
from dominio.valores.dinero import Pesos
from tests.dominio.reglas.fabrica import fila


def libro_con(*cambios: Mapping[str, Any]) -> LibroLeido:
    """Un plan sano, con un renglón por cada cambio."""
    return LibroLeido(plan=tuple(fila(i, **uno) for i, uno in enumerate(cambios, start=1)))


def con_todo() -> LibroLeido:
    """El mismo proyecto y la misma fuente en cuatro hojas."""
    poai = FilaPOAI("POAI", 5, "2024.0", None, "101", None, "121000", None, Pesos.de(1))
    gasto = FilaEjecucion("Ejecución", 9, "2024257990001.0", None, "121000", *[None] * 11)
    indicativo = FilaIndicativo(
        "PI", 4, "101", None, None, None, None, None, None, None, ((2026, None),), None
    )
    plan = (
        fila(1, meta_codigo="0101", bpin="2024257990001.0", fuente_codigo="121000"),
        fila(2, meta_codigo="101", bpin="2024257990001.0", fuente_codigo="121000"),
    )
    posiciones = {("Plan de acción", "bpin"): "N", ("Ejecución", "bpin"): "A"}
    return LibroLeido(
        plan=plan, indicativo=(indicativo,), poai=(poai,), ejecucion=(gasto,), posiciones=posiciones
    )
