"""Lo que se dice al entregar una plantilla."""

from __future__ import annotations

from bot.textos.idioma import _
from bot.textos.marcado import Html, armar
from dominio.modelo.libro import TipoLibro


def plantilla_lista(tipo: TipoLibro, *, con_datos: bool = False) -> Html:
    """La plantilla va adjunta."""
    if con_datos:
        return armar(
            _(
                "Esta es la plantilla (%(tipo)s) con lo que hay guardado. Corríjala sin cambiar los "
                "encabezados y envíela por este chat: antes de guardar le muestro qué cambiaría."
            ),
            tipo=tipo.value,
        )
    return armar(
        _(
            "Esta es la plantilla (%(tipo)s). Llénela sin cambiar los encabezados y envíela por este "
            "chat: antes de guardar le muestro qué cambiaría."
        ),
        tipo=tipo.value,
    )
