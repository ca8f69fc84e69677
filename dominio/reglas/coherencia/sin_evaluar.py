"""Qué reglas no se pudieron evaluar porque la entidad no ha cargado lo que comparan."""

from __future__ import annotations

from collections.abc import Collection

from dominio.modelo.coherencia import SinEvaluar
from dominio.reglas.coherencia.plan import PlanGuardado


def sin_evaluar(plan: PlanGuardado, prendidas: Collection[str]) -> tuple[SinEvaluar, ...]:
    """Lo que falta cargar y las reglas prendidas que por eso no se evaluaron.

    Args:
        plan: lo que se mira.
        prendidas: códigos de las reglas que la entidad evalúa.

    Fuente: coherencia Plan Indicativo, POAI, PAC y Plan de Acción (Ley 152 de 1994 art. 41;
    Decreto 111 de 1996); «sin_datos» de cada ficha.
    """
    comparan = (
        ("el Plan Indicativo", bool(plan.del_indicativo), ("R07", "R08", "R09", "R10")),
        ("el POAI", bool(plan.poai), ("R14",)),
        ("el PAC", bool(plan.pac), ("R16",)),
        ("la ejecución presupuestal", plan.con_ejecucion, ("R19", "R24")),
    )
    faltan = [
        SinEvaluar(que, tuple(regla for regla in reglas if regla in prendidas))
        for que, esta, reglas in comparan
        if not esta
    ]
    return tuple(falta for falta in faltan if falta.reglas)
