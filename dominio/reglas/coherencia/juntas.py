"""Faltas iguales de muchas actividades de una dependencia: se dicen una vez, y no mil."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dominio.modelo.hallazgo import Severidad
from dominio.modelo.plan import Renglon
from dominio.reglas.coherencia.plan import Falta

MUCHAS = 5
Frase = Callable[[str, bool], str]


def una_por_dependencia(
    pares: Iterable[tuple[Renglon, str]], frase: Frase, severidad: Severidad | None = None
) -> Iterable[Falta]:
    """Una falta por actividad, o una sola por dependencia y causa si son más de cinco.

    Args:
        pares: cada actividad con su causa; las de una misma causa y dependencia se juntan.
        frase: arma el mensaje con «la actividad A-001» o «las 84 actividades de Salud (A-001…)», y si
            son varias.
        severidad: si en este caso no es la de la regla.

    Fuente: 2.189 actividades sin fecha en el Cuadro 1S de Santiago de Cali: es una sola observación por
    organismo, no dos mil.
    """
    grupos: dict[tuple[str, str], list[Renglon]] = {}
    for renglon, causa in pares:
        grupos.setdefault((renglon.dependencia, causa), []).append(renglon)
    for renglones in grupos.values():
        if len(renglones) > MUCHAS:
            dependencia = renglones[0].dependencia
            quienes = f"las {len(renglones)} actividades de {dependencia} ({codigos(renglones)})"
            yield Falta(dependencia, dependencia, frase(quienes, True), severidad)
            continue
        for r in renglones:
            yield Falta(r.codigo, r.dependencia, frase(f"la actividad {r.codigo}", False), severidad)


def codigos(renglones: Sequence[Renglon]) -> str:
    """«A-001, A-002 y 3 más».

    Fuente: «Código de actividad», docs/formato.md.
    """
    dichos = ", ".join(r.codigo for r in renglones[:MUCHAS])
    sobran = len(renglones) - MUCHAS
    return dichos if sobran <= 0 else f"{dichos} y {sobran} más"
