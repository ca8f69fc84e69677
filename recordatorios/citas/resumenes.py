"""Citas de los resúmenes: el de la semana y el diario del servicio."""

from __future__ import annotations

from datetime import date, timedelta

from dominio.modelo.recordatorio import Disparo
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.plazos import habil_anterior, habil_siguiente
from recordatorios.citas.plan import PlanPorRecordar
from recordatorios.citas.tiempos import SEMANA, Asunto, Momento, cita, reunir, vigente


def de_los_resumenes(plan: PlanPorRecordar, momento: Momento) -> list[Disparo]:
    """El semanal, el primer día hábil de la semana; el diario, cada día hábil."""
    if not plan.principal:
        return []
    return reunir([_semanal(plan, momento), _diario(plan, momento)])


def _semanal(plan: PlanPorRecordar, momento: Momento) -> Disparo | None:
    ficha = plan.ficha(TipoRecordatorio.RESUMEN_SEMANAL)
    if ficha is None:
        return None
    lunes = momento.hoy - timedelta(days=momento.hoy.weekday())
    if _primer_dia(lunes, momento) > momento.hoy:
        lunes -= SEMANA
    dia = _primer_dia(lunes, momento)
    if dia >= lunes + SEMANA:
        # Una semana entera sin días hábiles no tiene resumen.
        return None
    return vigente(Asunto(lunes, "semana"), [cita(ficha, ficha.tipo.value, dia)], momento)


def _primer_dia(lunes: date, momento: Momento) -> date:
    return habil_siguiente(lunes, momento.es_habil)


def _diario(plan: PlanPorRecordar, momento: Momento) -> Disparo | None:
    ficha = plan.ficha(TipoRecordatorio.RESUMEN_DIARIO)
    if ficha is None:
        return None
    dia = habil_anterior(momento.hoy, momento.es_habil)
    return vigente(Asunto(dia, "dia"), [cita(ficha, ficha.tipo.value, dia, dia)], momento)
