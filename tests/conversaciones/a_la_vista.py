"""Lo que se lee en pantalla de lo que el asistente manda."""

from __future__ import annotations

import re
from html import unescape

_ETIQUETA = re.compile(r"</?[a-z][^>]*>")


def llano(texto: str) -> str:
    """Lo que se lee en pantalla: sin etiquetas y con espacios normales."""
    return sin_duros(unescape(_ETIQUETA.sub("", texto)))


def sin_duros(texto: str) -> str:
    """Con espacios normales donde hay espacios que no se parten."""
    return texto.replace("\xa0", " ").replace("\u202f", " ")


def textos_de_busqueda(cuerpo) -> list[str]:
    """Lo que ve quien busca: cada resultado con lo que publicaría, o el botón si no hay ninguno."""
    resultados = [
        "\n".join(map(llano, (r["title"], r["description"], r["input_message_content"]["message_text"])))
        for r in cuerpo["results"]
    ]
    return resultados or [f"[sin resultados] {cuerpo['button']['text']}"]
