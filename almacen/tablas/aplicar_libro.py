"""Dejar el plan como el libro: crea, cambia y retira; nunca borra lo reportado."""

from __future__ import annotations

from almacen.tablas.alcance import Alcance
from almacen.tablas.libro_indicativo import aplicar_indicativo
from almacen.tablas.libro_plan import aplicar_plan
from almacen.tablas.libro_presupuesto import aplicar_ejecucion, aplicar_pac, aplicar_poai
from dominio.modelo.libro import LibroLeido


def aplicar_libro(alcance: Alcance, libro: LibroLeido) -> None:
    """Aplica cada hoja que el libro trae, el plan primero porque las demás lo nombran.

    Una hoja que no viene deja lo suyo como estaba. Aplicar dos veces el mismo libro no cambia nada.

    Raises:
        NoEncontrado: la ejecución nombra una actividad o un BPIN que no están.
    """
    if libro.plan:
        aplicar_plan(alcance, libro.plan)
    if libro.indicativo:
        aplicar_indicativo(alcance, libro.indicativo)
    if libro.poai:
        aplicar_poai(alcance, libro.poai)
    if libro.pac:
        aplicar_pac(alcance, libro.pac)
    if libro.ejecucion:
        aplicar_ejecucion(alcance, libro.ejecucion)
