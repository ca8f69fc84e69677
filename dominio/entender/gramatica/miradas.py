"""Cómo mira una regla la frase: por su esqueleto o por la línea como se escribió."""

from __future__ import annotations

import re
from collections.abc import Callable

from dominio.entender.oracion import Oracion

Mirada = Callable[[Oracion], bool]


def dice(*patrones: str) -> Mirada:
    """Si el esqueleto (lemas y papeles) contiene alguno de los patrones."""
    compilado = re.compile("|".join(patrones))
    return lambda o: compilado.search(o.esqueleto) is not None


def escrito(*patrones: str) -> Mirada:
    """Si la línea como se escribió (normalizada, números como «#») contiene alguno de los patrones."""
    compilado = re.compile("|".join(patrones))
    return lambda o: compilado.search(o.linea) is not None


_INTERROGA = dice(
    r"^(?:por que|porque|quien|cual|cuanto|cuando|como|donde)\b",
    r"^que (?!OBJ\b(?! (?:ir|estar|tener) (?:atrasada|mal)))",
    r"^(?:haber|actividad) (?:quien|alguien)|\b(?:quien|cual|cuanto)\b",
    r"\b(?:como|que tal|que) (?:ir|estar|quedar|seguir)\b",
    r"\bcuando (?:vencer|cerrar|terminar|ser|ficha)\b",
)
# «Dígale que la 12 va en 45» no pregunta nada.
_AFIRMA_QUE = dice(
    r"^que OBJ\b.*\b(?:PCT|CANT)\b",
)


def pregunta(o: Oracion) -> bool:
    """Pide saber algo: la frase no puede ser un reporte."""
    return o.pregunta or (_INTERROGA(o) and not _AFIRMA_QUE(o))
