"""Lo que se dice alrededor de un resumen: que se prepara, que ya está o que no se pudo."""

from __future__ import annotations

from bot.textos.idioma import _
from bot.textos.marcado import Html


def preparando() -> Html:
    """Mientras se arma el que se pidió."""
    return Html(_("Preparo el resumen… le llega por aquí."))


def aqui_esta() -> Html:
    """En lugar de «preparo…» cuando ya se mandó."""
    return Html(_("Su resumen está aquí abajo."))


def no_se_pudo() -> Html:
    """El resumen que tocaba no se pudo armar; lo suyo sigue a la mano."""
    frase = _("No pude preparar su resumen. Pídalo con /resumen; lo suyo por reportar está en /pendientes.")
    return Html(frase)
