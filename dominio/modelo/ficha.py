"""La ficha de una persona: en qué punto está su vinculación y qué tiene a su cargo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dominio.modelo.persona import Persona


class Situacion(StrEnum):
    """En qué punto está la vinculación de una persona."""

    VINCULADA = "vinculada"
    INALCANZABLE = "inalcanzable"  # bloqueó el asistente o su cuenta ya no existe
    INVITADA = "invitada"  # tiene una invitación que todavía sirve
    SIN_INVITAR = "sin_invitar"
    REVOCADA = "revocada"


@dataclass(frozen=True, slots=True)
class Ficha:
    """Una persona de la entidad con lo que importa para gestionarla.

    Attributes:
        dependencia: nombre de la suya; ``None`` si no tiene.
        invitacion_vence: instante UTC hasta el que sirve su invitación; ``None`` si no hay ninguna que sirva.
        actividades: cuántas actividades del plan vigente tiene a su nombre.
    """

    persona: Persona
    dependencia: str | None
    invitacion_vence: datetime | None
    actividades: int

    @property
    def situacion(self) -> Situacion:
        """En qué punto está su vinculación."""
        if not self.persona.activa:
            return Situacion.INVITADA if self.invitacion_vence else Situacion.REVOCADA
        if self.persona.telegram_id is not None:
            return Situacion.INALCANZABLE if self.persona.inalcanzable else Situacion.VINCULADA
        return Situacion.INVITADA if self.invitacion_vence else Situacion.SIN_INVITAR

    @property
    def falta_vincular(self) -> bool:
        """Si el plan la nombra responsable y nunca se ha vinculado."""
        return self.actividades > 0 and self.situacion in (Situacion.SIN_INVITAR, Situacion.INVITADA)
