"""R21, R22, R24 y R25: el avance guardado frente a su tope y a las obligaciones."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from dominio.modelo.hallazgo import Severidad
from dominio.modelo.plan import Renglon
from dominio.reglas.alertas import avance_sin_gasto, gasto_sin_avance
from dominio.reglas.cifras import en_puntos
from dominio.reglas.coherencia.plan import Falta, PlanGuardado
from dominio.reglas.verosimilitud.gasto import dice_que_fue_sin_costo, nombra_la_etapa, obligado
from dominio.valores.porcentaje import CERO, Porcentaje


def avance_mayor_que_100(plan: PlanGuardado) -> Iterable[Falta]:
    """R21: el avance no pasa de 100 %; si de verdad se hizo más, se muestra aparte.

    Fuente: P4 de EVAPLAN; docs/reglas.md §4 (se guarda sin tope y se agrega hasta 100).
    """
    tope = _puntos(plan.umbral("R21"))
    for r in plan.renglones:
        if r.avance is not None and r.avance > tope:
            yield Falta(
                r.codigo,
                r.dependencia,
                f"La actividad {r.codigo} lleva {en_puntos(r.avance)}: confirme la cantidad ejecutada o "
                "ajuste la cantidad programada.",
            )


def obligaciones_sin_avance(plan: PlanGuardado) -> Iterable[Falta]:
    """R22: con obligaciones y cantidad programada, un avance en 0 se explica.

    Con alguna observación en el último reporte es solo informativo. Si lo obligado es mucho lo dice
    R25, que pide más.

    Fuente: P5 de EVAPLAN.
    """
    for r in plan.renglones:
        if not r.cantidad_programada or not gasto_sin_avance(r) or _mucho(plan, r) is not None:
            continue
        explicada = bool(narrativa_de(plan, r).strip())
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
        explicada = dice_que_fue_sin_costo(narrativa_de(plan, r))
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


def mucho_obligado_sin_avance(plan: PlanGuardado) -> Iterable[Falta]:
    """R25: con más del 30 % obligado, un avance en 0 dice en qué etapa contractual va.

    Fuente: alerta 2 de la auditoría de reportes del Valle del Cauca.
    """
    for r in plan.renglones:
        porcentaje = _mucho(plan, r)
        if porcentaje is None:
            continue
        explicada = nombra_la_etapa(narrativa_de(plan, r))
        yield Falta(
            r.codigo,
            r.dependencia,
            f"La actividad {r.codigo} tiene obligado el {en_puntos(porcentaje)} y avance 0: "
            + (
                "verifique la etapa contractual que menciona."
                if explicada
                else "reporte el avance o diga en qué etapa contractual va."
            ),
            Severidad.INFORMATIVO if explicada else None,
        )


def narrativa_de(plan: PlanGuardado, renglon: Renglon) -> str:
    """Lo escrito en el último reporte de la actividad; vacío si no hay.

    Fuente: campos «principal logro» y «dificultades» de EVAPLAN.
    """
    ultimo = plan.ultimos.get(renglon.id)
    if ultimo is None:
        return ""
    return "\n".join(filter(None, (ultimo.logro, ultimo.dificultades, ultimo.aclaracion)))


def _mucho(plan: PlanGuardado, renglon: Renglon) -> Porcentaje | None:
    """Qué parte está obligada, si pasa del umbral y el avance es 0."""
    if not gasto_sin_avance(renglon):
        return None
    porcentaje = obligado(renglon.saldos)
    limite = _puntos(plan.umbral("R25"))
    return porcentaje if porcentaje is not None and porcentaje > limite else None


def _puntos(valor: Decimal) -> Porcentaje:
    return Porcentaje.de(valor)
