"""Personas, roles e invitaciones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dominio.modelo.identidad import IdDependencia, IdEntidad, IdPersona


class Rol(StrEnum):
    """Papel de una persona en una entidad."""

    ADMINISTRACION = "administracion"
    PLANEACION = "planeacion"
    JEFE = "jefe"
    RESPONSABLE = "responsable"
    CONSULTA = "consulta"


@dataclass(frozen=True, slots=True)
class Persona:
    """Alguien de la entidad, vinculado o no a una cuenta de Telegram.

    Attributes:
        telegram_id: cuenta vinculada; ``None`` si no ha abierto su invitación o se le revocó.
        acepto_aviso_en: cuándo leyó el aviso de datos personales (Ley 1581/2012); instante UTC.
        activa: ``False`` = revocada: no ve ni hace nada.
        inalcanzable: bloqueó el bot o su cuenta ya no existe.
    """

    id: IdPersona
    entidad_id: IdEntidad
    nombre: str
    cargo: str | None
    rol: Rol
    dependencia_id: IdDependencia | None
    telegram_id: int | None
    acepto_aviso_en: datetime | None
    activa: bool = True
    inalcanzable: bool = False


@dataclass(frozen=True, slots=True)
class NuevaPersona:
    """Datos para registrar a una persona que aún no existe."""

    entidad_id: IdEntidad
    nombre: str
    rol: Rol
    dependencia_id: IdDependencia | None = None
    cargo: str | None = None
