"""Con qué se prueba cada pregunta: respuestas de todas las clases, buenas y malas.

Ninguna es de una pregunta en particular: la que sirva en cada una la descubre el recorrido.
"""

from __future__ import annotations

import re

from bot.pantallas.actos import Acto, Adjunta, Escribe, Manda

_MEGA = 1024 * 1024
# Entre comillas, o después de «Ejemplo:» hasta el punto, la coma con espacio o la «o».
_CITADO = re.compile(r"«([^»]+)»")
_EJEMPLO = re.compile(r"(?:Ejemplos?|Ej\.): ?(.+?)(?:\.$| o |, «|; |$)")

# De la más corriente a la más rara: la primera que sirve es la que se sigue.
MUESTRAS: tuple[Acto, ...] = (
    Escribe("100"),
    Escribe("45"),
    Escribe("0"),
    Escribe("Se dictaron 12 talleres en 4 veredas."),
    Escribe("1.000.000"),
    Escribe("ayer"),
    Escribe("15/10/2026"),
    Escribe("Gloria"),
    Adjunta("obra.jpg"),
    Escribe("-3"),
    Escribe("150"),
    Escribe("12.5"),
    Escribe("1.250"),
    Escribe("a"),
    Escribe("no sé"),
    Escribe("¿?"),
    Escribe("31/02/2026"),
    Escribe("letras de más " * 250),
    Adjunta("contrato.pdf"),
    Adjunta("video.mp4", 30 * _MEGA),
    Adjunta("programa.exe"),
    Manda("sticker"),
)


def del_ejemplo(ejemplo: str) -> tuple[Acto, ...]:
    """Lo que el propio ejemplo de la pregunta dice que se puede responder."""
    hallados = [*_EJEMPLO.findall(ejemplo), *_CITADO.findall(ejemplo)]
    return tuple(Escribe(hallado.strip()) for hallado in dict.fromkeys(hallados) if hallado.strip())
