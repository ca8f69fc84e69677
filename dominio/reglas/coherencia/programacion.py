"""R11 y R12: fechas posibles y ponderaciones que cierran."""

from __future__ import annotations

from collections.abc import Iterable

from dominio.reglas.avance import avance_ponderado
from dominio.reglas.coherencia.plan import Falta, PlanGuardado
from dominio.valores.porcentaje import CERO


def fechas_imposibles(plan: PlanGuardado) -> Iterable[Falta]:
    """R11: la actividad termina después de empezar, y las dos fechas son de la vigencia.

    Fuente: lámina «Fecha de inicio y fecha de terminación» del formato de Plan de Acción 2021;
    fechas imposibles vistas en el Cuadro 1S de Santiago de Cali.
    """
    for r in plan.renglones:
        motivo = None
        if r.fin < r.inicio:
            motivo = f"termina el {r.fin:%d/%m/%Y}, antes de empezar el {r.inicio:%d/%m/%Y}"
        elif not plan.vigencia.contiene(r.inicio):
            motivo = f"empieza el {r.inicio:%d/%m/%Y}, fuera de la vigencia {plan.vigencia}"
        elif not plan.vigencia.contiene(r.fin):
            motivo = f"termina el {r.fin:%d/%m/%Y}, fuera de la vigencia {plan.vigencia}"
        if motivo is not None:
            yield Falta(
                r.codigo, r.dependencia, f"La actividad {r.codigo} {motivo}: corrija sus fechas en el plan."
            )


def ponderaciones_no_cierran(plan: PlanGuardado) -> Iterable[Falta]:
    """R12: si las actividades de una meta traen ponderación, todas la traen y suman 100 ± 0,5.

    Fuente: «Sumatoria ponderada del % de avance de las actividades», Cuadro 1S de Santiago de Cali
    (9 de 570 proyectos no cierran); docs/reglas.md §3.
    """
    for codigo, renglones in plan.metas_con_actividades.items():
        resultado = avance_ponderado([(r.ponderacion, CERO) for r in renglones])
        if resultado.suma_pesos is None:
            continue
        if resultado.sin_peso:
            sin_peso = ", ".join(r.codigo for r in renglones if r.ponderacion is None)
            motivo = f"tiene actividades sin ponderación ({sin_peso}), que no le suman avance"
        elif not resultado.pesos_cierran:
            suma = f"{resultado.suma_pesos.a_decimal():f}".replace(".", ",")
            motivo = f"tiene ponderaciones que suman {suma}"
        else:
            continue
        yield Falta(
            codigo,
            renglones[0].dependencia,
            f"La meta {codigo} {motivo}: ajústelas para que sumen 100.",
        )
