"""Qué toca recordar: funciones puras del plan, el calendario y la hora."""

from recordatorios.citas.plan import PlanPorRecordar
from recordatorios.citas.toca import disparos

__all__ = ["PlanPorRecordar", "disparos"]
