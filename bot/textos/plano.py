"""Del HTML del chat a texto llano, para la línea de órdenes."""

from __future__ import annotations

import re
from html import unescape

from bot.textos.marcado import Html

_ETIQUETA = re.compile(r"</?[a-z][^>]*>")


def sin_html(texto: Html) -> str:
    """El texto sin etiquetas ni entidades."""
    return unescape(_ETIQUETA.sub("", texto))
