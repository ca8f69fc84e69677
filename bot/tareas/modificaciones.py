"""Lo que hay que saber antes de confirmar un libro que modifica un plan aprobado, y cómo quedó después."""

from __future__ import annotations

from collections.abc import Sequence

from bot.textos.marcado import Html
from bot.textos.versiones import deshace, en_corto, quedo_la_version
from dominio.casos.contexto import Contexto
from dominio.casos.versiones import comparar_versiones, historia_del_plan
from dominio.modelo.libro import Cambio, ResumenImportacion
from dominio.modelo.version_del_plan import ClaseDeEdicion
from dominio.reglas.diferencias_de_version import deshechos
from dominio.reglas.versiones import es_de_ejecucion
from dominio.valores.fechas import Vigencia


def lo_que_modifica(
    contexto: Contexto, vigencia: Vigencia, resumen: ResumenImportacion | None
) -> tuple[list[str], Html]:
    """Los principales cambios, en corto, y el aviso de que deshace la última modificación si lo hace."""
    if resumen is None or not resumen.exige_acto:
        return [], Html("")
    cambios = [cambio for cambio in resumen.cambios if not es_de_ejecucion(cambio)]
    numero, anteriores = _ultima_modificacion(contexto, vigencia)
    contrarios = deshechos(cambios, anteriores)
    return en_corto(cambios, contrarios, numero), deshace(contrarios, numero)


def _ultima_modificacion(contexto: Contexto, vigencia: Vigencia) -> tuple[int | None, Sequence[Cambio]]:
    historia = historia_del_plan(contexto, vigencia)
    hechas = [una for una in historia.ediciones if una.clase is ClaseDeEdicion.MODIFICACION]
    if not hechas:
        return None, ()
    anterior = historia.anterior_a(hechas[-1])
    if anterior is None:
        return hechas[-1].numero, ()
    return hechas[-1].numero, comparar_versiones(contexto, vigencia, anterior.id, hechas[-1].id)


def version_en_que_quedo(contexto: Contexto, vigencia: Vigencia, resumen: ResumenImportacion) -> Html:
    """«Quedó la versión 3…» si el libro que se acaba de guardar fue una modificación; si no, nada."""
    ediciones = historia_del_plan(contexto, vigencia).ediciones
    if not resumen.exige_acto or not ediciones or ediciones[-1].clase is not ClaseDeEdicion.MODIFICACION:
        return Html("")
    return quedo_la_version(ediciones[-1])
