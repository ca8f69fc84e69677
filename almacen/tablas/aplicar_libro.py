"""Dejar el plan como el libro: crea, cambia y retira; nunca borra lo reportado."""

from __future__ import annotations

from almacen.tablas.alcance import Alcance
from almacen.tablas.libro_indicativo import aplicar_indicativo
from almacen.tablas.libro_plan import aplicar_plan
from almacen.tablas.libro_presupuesto import aplicar_ejecucion, aplicar_pac, aplicar_poai
from dominio.modelo.libro import LibroLeido
from dominio.reglas.alcance_de_presupuesto import complementa, conserva_pac, conserva_poai


def aplicar_libro(alcance: Alcance, libro: LibroLeido) -> None:
    """Aplica cada hoja que el libro trae, el plan primero porque las demás lo nombran.

    Una hoja que no viene deja lo suyo como estaba. Aplicar dos veces el mismo libro no cambia nada.

    Raises:
        NoEncontrado: la ejecución nombra una actividad o un BPIN que no están, y no se leyó con perfil.
    """
    con_perfil = libro.perfil is not None
    if libro.plan:
        aplicar_plan(alcance, libro.plan, libro.alcance, con_perfil=con_perfil)
    if libro.indicativo:
        aplicar_indicativo(alcance, libro.indicativo, complementa=complementa(libro))
    if libro.poai:
        aplicar_poai(alcance, libro.poai, conserva_poai(libro))
    if libro.pac:
        aplicar_pac(alcance, libro.pac, conserva_pac(libro))
    if libro.ejecucion:
        aplicar_ejecucion(alcance, libro.ejecucion, crea_proyectos=con_perfil)
