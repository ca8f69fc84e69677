"""Citas de la revisión: lo devuelto que nadie corrige y lo enviado que nadie mira."""

from __future__ import annotations

from datetime import timedelta

from dominio.modelo.recordatorio import Disparo
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.plazos import sumar_habiles
from recordatorios.citas.plan import PlanPorRecordar
from recordatorios.citas.tiempos import UN_DIA, Asunto, Momento, cita, con_desfases, reunir, vigente

COLA = "cola"


def de_lo_devuelto(plan: PlanPorRecordar, momento: Momento) -> list[Disparo]:
    """Por cada día de devolución reciente, lo que toca decirle a quien debía corregir."""
    ficha = plan.ficha(TipoRecordatorio.DEVUELTO)
    if ficha is None or not ficha.desfases or not plan.fines:
        return []
    # Semanas con festivos incluidas: siempre sobra, y un día sin devoluciones no cuesta.
    alcance = 2 * max(ficha.desfases) + plan.atras.days + 14
    dias = [momento.hoy - timedelta(days=corrido) for corrido in range(alcance, -1, -1)]
    return reunir(
        vigente(Asunto(dia), con_desfases(ficha, "devuelto", dia, momento.es_habil), momento) for dia in dias
    )


def de_la_cola(plan: PlanPorRecordar, momento: Momento) -> list[Disparo]:
    """Hoy, si es hábil, lo que lleva demasiado esperando revisión; una vez por semana y persona.

    La clave es del lunes: el barrido de cada día lo intenta y solo el primero de la semana queda.
    """
    ficha = plan.ficha(TipoRecordatorio.COLA)
    if ficha is None or not plan.principal or not momento.es_habil(momento.hoy):
        return []
    habiles = max(ficha.desfases, default=0)
    # «Más de cinco días» es que el quinto ya pasó: lo enviado antes del día de hace cinco hábiles.
    limite = sumar_habiles(momento.hoy, -habiles, momento.es_habil) - UN_DIA
    lunes = momento.hoy - timedelta(days=momento.hoy.weekday())
    asunto = Asunto(lunes, COLA, limite)
    return reunir([vigente(asunto, [cita(ficha, COLA, momento.hoy)], momento)])
