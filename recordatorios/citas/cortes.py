"""Citas de los cortes: cuando abren, antes de que cierren, y el gasto que no cuadra con el avance."""

from __future__ import annotations

from collections.abc import Iterator

from dominio.modelo.corte import SituacionDeCorte
from dominio.modelo.recordatorio import Disparo
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.plazos import habil_anterior, habil_siguiente
from recordatorios.citas.plan import PlanPorRecordar
from recordatorios.citas.tiempos import Asunto, Momento, con_desfases, reunir, vigente

CONTRASTES = (TipoRecordatorio.GASTO_SIN_AVANCE, TipoRecordatorio.AVANCE_SIN_GASTO)


def de_los_cortes(plan: PlanPorRecordar, momento: Momento) -> list[Disparo]:
    """Lo de cada corte que recibe, contra el cierre de verdad: prórrogas y reaperturas incluidas."""
    hallados: list[Disparo | None] = []
    for situacion in plan.cortes:
        if situacion.recibe:
            hallados.append(_abre(plan, situacion, momento))
            hallados.append(_cierra(plan, situacion, momento))
            hallados.extend(_contrastes(plan, situacion, momento))
    return reunir(hallados)


def _abre(plan: PlanPorRecordar, situacion: SituacionDeCorte, momento: Momento) -> Disparo | None:
    ficha = plan.ficha(TipoRecordatorio.CORTE_ABRE)
    if ficha is None:
        return None
    primero = habil_siguiente(situacion.apertura, momento.es_habil)
    citas = con_desfases(ficha, "abre", primero, momento.es_habil, situacion.cierre)
    asunto = Asunto(situacion.apertura, f"corte:{situacion.corte}")
    return vigente(asunto, [una for una in citas if una.dia <= situacion.cierre], momento)


def _cierra(plan: PlanPorRecordar, situacion: SituacionDeCorte, momento: Momento) -> Disparo | None:
    ficha = plan.ficha(TipoRecordatorio.CORTE_CIERRA)
    if ficha is None:
        return None
    # Si cierra en día no hábil, el último en que alguien puede atender es el hábil de antes.
    ultimo = habil_anterior(situacion.cierre, momento.es_habil)
    citas = con_desfases(ficha, "cierra", ultimo, momento.es_habil, situacion.cierre)
    asunto = Asunto(situacion.cierre, f"corte:{situacion.corte}")
    return vigente(asunto, [una for una in citas if una.dia >= situacion.apertura], momento)


def _contrastes(
    plan: PlanPorRecordar, situacion: SituacionDeCorte, momento: Momento
) -> Iterator[Disparo | None]:
    """Una vez por corte: cuelga del fin del periodo, que una prórroga no mueve."""
    ultimo = habil_anterior(situacion.cierre, momento.es_habil)
    for tipo in CONTRASTES:
        ficha = plan.ficha(tipo)
        if ficha is not None and plan.ejecucion:
            citas = con_desfases(ficha, tipo.value, ultimo, momento.es_habil, situacion.cierre)
            yield vigente(Asunto(situacion.corte.hasta), citas, momento)
