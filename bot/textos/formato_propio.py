"""Lo que se dice del libro devuelto en el formato de la entidad."""

from __future__ import annotations

from decimal import Decimal

from bot.textos import formato
from bot.textos.datos_del_libro import rotulo_de
from bot.textos.idioma import _, _l, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.modelo.formato_propio import CANTIDAD, EXPLICACION, FormatoLleno, ResumenDeFormato

# Lo que el formato no tiene que llevar no se cuenta como falta.
_DE_MAS = frozenset({CANTIDAD, "cdp", "producto", "producto_codigo", "cargo", "objetivo", "linea_base"})
_CERRADAS = 5
_PROPIOS = {EXPLICACION: _l("Explicación del avance")}


def formato_listo(nombre: str, lleno: FormatoLleno, resumen: ResumenDeFormato) -> Html:
    """Qué se llenó, qué se agregó y qué no tuvo dónde ir."""
    lineas = [
        armar(
            _("<b>«%(nombre)s» lleno al %(corte)s</b>, en su mismo formato."),
            nombre=recortar(nombre, 60),
            corte=formato.corte(lleno.corte),
        ),
        _cuenta(ngettext("%(n)s celda cambiada.", "%(n)s celdas cambiadas.", resumen.celdas), resumen.celdas),
    ]
    if resumen.con_formula:
        frase = ngettext(
            "%(n)s celda la calcula el libro y no se tocó.",
            "%(n)s celdas las calcula el libro y no se tocaron.",
            resumen.con_formula,
        )
        lineas.append(_cuenta(frase, resumen.con_formula))
    if resumen.agregadas:
        frase = ngettext(
            "%(n)s actividad que no estaba, al final de su hoja: revise si sus totales la suman.",
            "%(n)s actividades que no estaban, al final de su hoja: revise si sus totales las suman.",
            resumen.agregadas,
        )
        lineas.append(_cuenta(frase, resumen.agregadas))
    if resumen.cerradas:
        frase = ngettext(
            "%(n)s actividad ya no está en el plan y su fila se conserva: %(cuales)s.",
            "%(n)s actividades ya no están en el plan y sus filas se conservan: %(cuales)s.",
            resumen.cerradas,
        )
        sitios = [f"{c.codigo} ({c.hoja}, fila {c.fila})" for c in lleno.cerradas[:_CERRADAS]]
        lineas.append(armar(frase, n=resumen.cerradas, cuales=recortar("; ".join(sitios), 300)))
    faltan = [dato for dato in resumen.sin_columna if dato not in _DE_MAS]
    if faltan:
        cuales = formato.enumerar([str(_PROPIOS.get(dato) or rotulo_de(dato)) for dato in faltan])
        lineas.append(armar(_("Sin columna en ese formato: %(cuales)s."), cuales=cuales))
    return unir(lineas)


def _cuenta(frase: str, n: int) -> Html:
    return armar(frase, n=formato.cantidad(Decimal(n)))
