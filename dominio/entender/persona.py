"""A quién nombra una frase como reemplazo: «me reemplaza Jorge», «delego en Ana Ruiz»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dominio.entender.lexico.vacias import RELLENOS, VACIAS
from dominio.entender.piezas import Clase, Papel, Pieza, Renglones
from dominio.entender.texto import normalizar

_MAXIMO_PALABRAS = 4
_CUBRIR = r"(?:re?em?plaz\w+|cubr\w+|supl\w+|sustitu\w+)"
_DESPUES = re.compile(
    rf"\bme (?:va a |va |vaya a |puede )?{_CUBRIR}(?= )"
    r"|\b(?:mi )?(?:re?emplazo|suplente) (?:es|sera|va a ser|queda)(?= )"
    r"|\bdeleg\w+\b(?: (?!en\b|a\b)\w+){0,3} (?:en|a)(?= )|\bencarg(?:o|ue) (?:a|de \w+ a)(?= )"
    r"|\bqueda(?:ra)?(?: encargad[oa]| a cargo)?(?= )|\bencargad[oa] (?:es |queda |a )?(?= )"
    r"|\ba cargo (?:de|queda)(?= )"
)
_ANTES = re.compile(rf"(?P<quien>\S+(?: \S+)?) (?:es quien )?me (?:va a )?{_CUBRIR}")
_PALABRA = re.compile(r"[^\W\d_]+")


def leer_persona(frase: str, piezas: Sequence[Pieza]) -> str | None:
    """El nombre de quien reemplaza, como se escribió, y marca sus piezas; ``None`` si no lo dice."""
    renglones = Renglones(piezas)
    for hallado in renglones.hallar(_DESPUES):
        inicio = renglones.indices(hallado).stop
        indices = _nombre_desde(piezas, inicio)
        if indices:
            return _marcar_y_decir(frase, piezas, indices)
    for hallado in renglones.hallar(_ANTES):
        indices = [i for i in renglones.indices(hallado, "quien") if _es_nombre(piezas[i])]
        if indices:
            return _marcar_y_decir(frase, piezas, indices)
    return None


def _nombre_desde(piezas: Sequence[Pieza], inicio: int) -> list[int]:
    indices: list[int] = []
    for i in range(inicio, min(len(piezas), inicio + _MAXIMO_PALABRAS + 3)):
        if not indices and (piezas[i].texto in RELLENOS or piezas[i].texto in ("el", "la", "a", "mi", "es")):
            continue
        if not _es_nombre(piezas[i]) or len(indices) == _MAXIMO_PALABRAS:
            break
        indices.append(i)
    return indices


def _es_nombre(pieza: Pieza) -> bool:
    libre = pieza.papel is None and pieza.clase is Clase.PALABRA and pieza.lema is None
    return libre and pieza.texto not in VACIAS and pieza.texto not in RELLENOS


def _marcar_y_decir(frase: str, piezas: Sequence[Pieza], indices: Sequence[int]) -> str:
    originales = {normalizar(palabra): palabra for palabra in _PALABRA.findall(frase)}
    for i in indices:
        piezas[i].papel = Papel.PERSONA
    return " ".join(originales.get(piezas[i].texto, piezas[i].texto) for i in indices)
