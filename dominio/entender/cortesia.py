"""El saludo, el agradecimiento y el «listo»: se reconocen y dejan de contar."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dominio.entender.lexico.vacias import RELLENOS
from dominio.entender.piezas import Papel, Pieza, Renglones, marcar

_SALUDO = re.compile(
    r"(?:hol[ai]\w{0,3}|ola|buen[oa]s?(?: (?:dias?|tardes?|noches?))?|buen dia|cordial saludo|saludos?"
    r"|hey|epa|alo"
    r"|quiubo\w*|quihubo\w*|kiubo\w*|que hubo|feliz (?:dia|tarde|noche|inicio de semana)|muy (?=buen)"
    r"|que mas(?= ?$| pues| ing| doc| veci| parce| mijo| amig| jefe| companer|  )|que tal(?= ?$)"
    r"|como (?:esta|estas|estan|le va|les va|te va|me le va|amanecio|amanece|ha estado|sigue|van"
    r"|anda)(?: usted| ustedes| todo| hoy)*(?= ?$))"
)
_DESPEDIDA = re.compile(
    r"\b(?:(?:muchas|muchisimas|mil|un millon de|bueno|ok|listo|vale|perfecto|excelente) )*(?:gracias"
    r"|grasias)\b"
    r"(?: por (?:la ayuda|todo|su ayuda|su tiempo|su atencion|la informacion|avisar))?"
    r"|\bdios (?:se lo |le |te |me lo |les )?pague\b|\bmuy (?:amable|gentil)s?\b|\b(?:le|te|se lo"
    r"|les) agradezco\b(?: mucho)?"
)
_ACUSE = r"(?:ok|oki|okey|okay|listo|vale|dale|perfecto|excelente|entendido|de acuerdo|bueno|bien|super)"
_SOLO_ACUSE = re.compile(rf"{_ACUSE}(?: {_ACUSE})*")


def apartar_cortesia(piezas: Sequence[Pieza]) -> tuple[bool, bool]:
    """Marca las piezas de cortesía; dice si saluda y si agradece."""
    agradece = False
    saluda = _apartar_saludo(piezas)
    renglones = Renglones(piezas)
    for hallado in renglones.hallar(_DESPEDIDA):
        marcar(piezas, renglones.indices(hallado), Papel.CORTESIA)
        agradece = True
    if _SOLO_ACUSE.fullmatch(Renglones(piezas).linea):
        marcar(piezas, range(len(piezas)), Papel.CORTESIA)
        agradece = True
    return saluda, agradece


def _apartar_saludo(piezas: Sequence[Pieza]) -> bool:
    """Los saludos van al comienzo, uno tras otro y con a quién se saluda entre medio."""
    saluda, inicio = False, 0
    while inicio < len(piezas):
        renglones = Renglones(piezas[inicio:])
        hallado = _SALUDO.match(renglones.linea)
        if hallado is None:
            if piezas[inicio].texto not in RELLENOS or not saluda:
                break
            inicio += 1
            continue
        indices = renglones.indices(hallado)
        marcar(piezas[inicio:], indices, Papel.CORTESIA)
        saluda, inicio = True, inicio + max(1, indices.stop)
    return saluda
