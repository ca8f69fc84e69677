"""Lo que el resumen de la semana dice de las bandas que se movieron y de las fechas de ley."""

from __future__ import annotations

from decimal import Decimal

from bot.textos import formato
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar
from dominio.modelo.resumen import Movimiento, ResumenSemanal

_BANDA, _NOMBRE, _A_LA_VISTA = 24, 80, 2
# La misma línea, con solo la cuenta y con el detalle.
_Linea = tuple[Html, Html]


def lineas_de_bandas(resumen: ResumenSemanal) -> list[_Linea]:
    """Cuántas hay hoy en cada banda que no está vacía, y cuántas mejoraron o empeoraron."""
    con_algo = [m for m in resumen.movimientos if m.ahora]
    cuantas = Html(" · ".join(_movimiento(m) for m in con_algo))
    if resumen.antes is None:
        sin = Html(_("Hace una semana no había plan con qué comparar."))
        return [(cuantas, cuantas), (Html(""), sin)]
    cambio = armar(
        _("Frente al %(dia)s, %(que)s."), dia=formato.fecha_corta(resumen.antes), que=_que_cambio(resumen)
    )
    return [(cuantas, cuantas), (cambio, cambio)]


def _que_cambio(resumen: ResumenSemanal) -> str:
    """«1 empeoró y ninguna mejoró»: primero lo que pide atención, sin flechas que se lean al revés."""
    peor, mejor = resumen.bajaron, resumen.subieron
    if not peor and not mejor:
        return _("ninguna actividad cambió de banda")
    empeoraron = ngettext("%(n)s empeoró", "%(n)s empeoraron", peor) % {"n": _numero(peor)}
    mejoraron = ngettext("%(n)s mejoró", "%(n)s mejoraron", mejor) % {"n": _numero(mejor)}
    return _("%(peor)s y %(mejor)s") % {
        "peor": empeoraron if peor else _("ninguna empeoró"),
        "mejor": mejoraron if mejor else _("ninguna mejoró"),
    }


def _movimiento(uno: Movimiento) -> Html:
    dicho = armar(
        "%(emoji)s %(banda)s %(n)s",
        emoji=uno.banda.emoji,
        banda=recortar(uno.banda.nombre, _BANDA),
        n=_numero(uno.ahora),
    )
    if uno.antes is None or uno.antes == uno.ahora:
        return dicho
    return armar(_("%(dicho)s (eran %(antes)s)"), dicho=dicho, antes=_numero(uno.antes))


def lineas_de_ley(resumen: ResumenSemanal) -> _Linea:
    """Qué exige la ley por estos días; vacía si nada."""
    legales = resumen.legales
    if not legales:
        return Html(""), Html("")
    frase = ngettext("⚖️ %(n)s fecha de ley: /alertas", "⚖️ %(n)s fechas de ley: /alertas", len(legales))
    corta = armar(frase, n=_numero(len(legales)))
    dichas = [
        armar("⚖️ %(nombre)s. %(que)s", nombre=recortar(una.nombre, _NOMBRE), que=una.que_pasa)
        for una in legales[-_A_LA_VISTA:]
    ]
    return corta, Html("\n".join(dichas))


def _numero(cuantos: int) -> str:
    return formato.cantidad(Decimal(cuantos))


def texto_alternativo(resumen: ResumenSemanal) -> Html:
    """Qué se ve en el dibujo, para quien no lo ve."""
    if resumen.antes is None and resumen.dependencia is None:
        return Html(_("<i>Imagen: actividades por banda en cada dependencia, hoy.</i>"))
    if resumen.antes is None:
        return Html(_("<i>Imagen: avance y banda de cada actividad, hoy; primero las peores.</i>"))
    if resumen.dependencia is None:
        return Html(_("<i>Imagen: actividades por banda en cada dependencia, hoy y hace una semana.</i>"))
    return Html(
        _("<i>Imagen: avance y banda de cada actividad, hoy y hace una semana; primero las peores.</i>")
    )
