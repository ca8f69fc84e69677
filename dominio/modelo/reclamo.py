"""«No es mía»: lo que una persona dice de una actividad que se le recordó, y lo que planeación decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from dominio.modelo.identidad import IdActividad, IdDependencia, IdPersona

IdReclamo = NewType("IdReclamo", int)


class DecisionDeReclamo(StrEnum):
    """Qué se hizo con un reclamo."""

    PENDIENTE = "pendiente"
    REASIGNADA = "reasignada"  # la actividad cambió de responsable
    CONFIRMADA = "confirmada"  # sí es suya, con una razón
    RETIRADA = "retirada"  # quien reclamó se desdijo


@dataclass(frozen=True, slots=True)
class Reclamo:
    """Alguien dijo que una actividad no es suya.

    Mientras está pendiente no se le vuelve a recordar esa actividad a esa persona.

    Attributes:
        persona: nombre de quien reclamó.
        razon: lo que dijo; ``None`` si no dijo nada.
        en: instante UTC.
    """

    id: IdReclamo
    actividad_id: IdActividad
    actividad_codigo: str
    actividad: str
    dependencia: str
    persona_id: IdPersona
    persona: str
    razon: str | None
    en: datetime
    decision: DecisionDeReclamo
    decidido_por: str | None = None
    decidido_en: datetime | None = None
    dependencia_id: IdDependencia | None = None
