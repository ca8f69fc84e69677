"""Qué trae un libro, en una línea: lo del plan y lo de cada instrumento."""

from __future__ import annotations

from decimal import Decimal

from bot.textos import formato
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar
from dominio.modelo.libro import ContenidoDeInstrumento, ResumenImportacion, TipoLibro


def contenido(resumen: ResumenImportacion) -> Html:
    """«13 metas · 26 actividades · 30 registros · $9.273.500.000,50», o lo que traiga si no es un plan."""
    otros = [_de_instrumento(uno) for uno in resumen.otros]
    if not resumen.registros and otros:
        return Html(" · ".join(otros))
    registros = ngettext("%(n)s registro", "%(n)s registros", resumen.registros)
    del_plan = armar(
        "%(metas)s · %(actividades)s · %(registros)s · %(total)s",
        metas=formato.metas(resumen.metas),
        actividades=formato.actividades(resumen.actividades),
        registros=registros % {"n": resumen.registros},
        total=formato.pesos(resumen.total),
    )
    return Html("\n".join([del_plan, *otros]))


def _de_instrumento(uno: ContenidoDeInstrumento) -> Html:
    """«939 renglones de ejecución, apropiación definitiva de $12.000.000»."""
    n = uno.renglones
    frase = {
        TipoLibro.INDICATIVO: ngettext(
            "%(n)s meta del Plan Indicativo", "%(n)s metas del Plan Indicativo", n
        ),
        TipoLibro.POAI: ngettext(
            "%(n)s renglón del POAI por %(total)s", "%(n)s renglones del POAI por %(total)s", n
        ),
        TipoLibro.PAC: ngettext(
            "%(n)s renglón del PAC por %(total)s", "%(n)s renglones del PAC por %(total)s", n
        ),
        TipoLibro.EJECUCION: ngettext("%(n)s renglón de ejecución", "%(n)s renglones de ejecución", n),
    }[uno.tipo]
    total = None if uno.total is None else formato.pesos(uno.total)
    linea = armar(frase, n=formato.cantidad(Decimal(n)), total=total)
    if uno.tipo is TipoLibro.EJECUCION and total is not None:
        return Html(linea + armar(_(", apropiación definitiva de %(total)s"), total=total))
    return linea
