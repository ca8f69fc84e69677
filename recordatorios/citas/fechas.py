"""Citas de las fechas que exige la ley y de los plazos del camino del plan."""

from __future__ import annotations

from dominio.modelo.recordatorio import Disparo
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.fechas_legales import dia_de
from dominio.reglas.plazos import habil_anterior
from recordatorios.citas.plan import PlanPorRecordar
from recordatorios.citas.tiempos import Asunto, Momento, con_desfases, reunir, vigente


def de_la_ley(plan: PlanPorRecordar, momento: Momento) -> list[Disparo]:
    """Por cada fecha de norma encendida, contra el último día hábil que no pasa de ella.

    El 31 de enero que cae en sábado se recuerda contra el viernes: la prórroga del artículo 62 de la
    Ley 4 de 1913 se muestra, pero nadie debe contar con ella.
    """
    ficha = plan.ficha(TipoRecordatorio.LEGAL)
    if ficha is None:
        return []
    hallados = []
    for fecha in plan.legales:
        if fecha.activa:
            dia = dia_de(fecha, plan.vigencia)
            ultimo = habil_anterior(dia, momento.es_habil)
            citas = con_desfases(ficha, "legal", ultimo, momento.es_habil, dia)
            hallados.append(vigente(Asunto(dia, f"legal:{fecha.codigo}"), citas, momento))
    return reunir(hallados)


def de_la_ruta(plan: PlanPorRecordar, momento: Momento) -> list[Disparo]:
    """Por cada paso del plan que falta terminar, contra el último día hábil de su plazo."""
    ficha = plan.ficha(TipoRecordatorio.RUTA)
    if ficha is None:
        return []
    hallados = []
    for paso, plazo in plan.plazos.items():
        ultimo = habil_anterior(plazo.fecha, momento.es_habil)
        citas = con_desfases(ficha, "ruta", ultimo, momento.es_habil, plazo.fecha)
        hallados.append(vigente(Asunto(plazo.fecha, f"ruta:{paso.value}"), citas, momento))
    return reunir(hallados)
