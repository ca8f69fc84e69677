"""R21, R22 y R24: el avance reportado frente a su tope y a las obligaciones."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dominio.modelo.hallazgo import Severidad
from dominio.modelo.plan import Renglon
from dominio.reglas.alertas import avance_sin_gasto, gasto_sin_avance
from dominio.reglas.cifras import en_puntos
from dominio.reglas.coherencia.plan import Falta, PlanGuardado
from dominio.valores.porcentaje import CERO, CIEN

_SIN_COSTO = re.compile(r"gesti[oó]n|donaci[oó]n|cofinanci|sin\s+costo", re.IGNORECASE)


def avance_mayor_que_100(plan: PlanGuardado) -> Iterable[Falta]:
    """R21: el avance no pasa de 100 %; si de verdad se hizo más, se muestra aparte.

    Fuente: P4 de EVAPLAN; docs/reglas.md §4 (se guarda sin tope y se agrega hasta 100).
    """
    for r in plan.renglones:
        if r.avance is not None and r.avance > CIEN:
            yield Falta(
                r.codigo,
                r.dependencia,
                f"La actividad {r.codigo} lleva {en_puntos(r.avance)}: confirme la cantidad ejecutada o "
                "ajuste la cantidad programada.",
            )


def obligaciones_sin_avance(plan: PlanGuardado) -> Iterable[Falta]:
    """R22: con obligaciones y cantidad programada, un avance en 0 se explica.

    Con alguna observación en el último reporte es solo informativo.

    Fuente: P5 de EVAPLAN.
    """
    for r in plan.renglones:
        if not r.cantidad_programada or not gasto_sin_avance(r):
            continue
        explicada = bool(_narrativa(plan, r).strip())
        yield Falta(
            r.codigo,
            r.dependencia,
            f"La actividad {r.codigo} tiene obligaciones y avance 0: "
            + (
                "verifique que la observación del reporte lo explique."
                if explicada
                else "reporte el avance o explique en dificultades la etapa contractual."
            ),
            Severidad.INFORMATIVO if explicada else None,
        )


def avance_sin_obligaciones(plan: PlanGuardado) -> Iterable[Falta]:
    """R24: con apropiación y sin obligaciones, un avance mayor que 0 dice cómo se hizo.

    Si el reporte habla de gestión, donación, cofinanciación o sin costo es informativo y se pide
    el soporte. Mientras la entidad no lleve ejecución no se evalúa: sería culpar a todas.

    Fuente: S7 y S8 de EVAPLAN; observación de devolución de la Gobernación del Valle del Cauca.
    """
    if not plan.con_ejecucion:
        return
    for r in plan.renglones:
        if not avance_sin_gasto(r):
            continue
        explicada = _SIN_COSTO.search(_narrativa(plan, r)) is not None
        yield Falta(
            r.codigo,
            r.dependencia,
            f"La actividad {r.codigo} lleva {en_puntos(r.avance or CERO)} sin obligaciones: "
            + (
                "adjunte el soporte de la gestión, donación o cofinanciación que menciona."
                if explicada
                else "aclare si fue por gestión, donación, cofinanciación o sin costo, y adjunte el soporte."
            ),
            Severidad.INFORMATIVO if explicada else None,
        )


def _narrativa(plan: PlanGuardado, renglon: Renglon) -> str:
    """Lo escrito en el último reporte de la actividad."""
    ultimo = plan.ultimos.get(renglon.id)
    if ultimo is None:
        return ""
    return "\n".join(filter(None, (ultimo.logro, ultimo.dificultades, ultimo.aclaracion)))
