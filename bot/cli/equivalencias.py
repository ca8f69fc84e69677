"""Las órdenes del chat que un texto nombra, con la orden de la terminal que hace lo mismo."""

from __future__ import annotations

import re

_EN_LA_TERMINAL = {
    "exportar": "asistente exportar consolidado",
    "versiones": "asistente version listar",
    "estado plan": "asistente ruta remisiones",
    "documento": "asistente documento registrar",
    "documentos": "asistente documento listar",
    "difundir": "asistente difundir listar",
    "coherencia": "asistente coherencia",
    "consejo": "asistente ruta aprobar",
    "publicar": "asistente ruta publicar",
    "pasos": "asistente ruta ver",
}
_ORDEN = re.compile(rf"(?<![\w/.])/({'|'.join(_EN_LA_TERMINAL)})\b(?!/)")


def en_la_terminal(texto: str) -> str:
    """«pida /exportar» → «pida «asistente exportar consolidado»»; lo demás queda igual."""
    return _ORDEN.sub(lambda hallada: f"«{_EN_LA_TERMINAL[hallada[1]]}»", texto)
