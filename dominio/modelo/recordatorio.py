"""Recordatorios como filas: qué se recuerda, a quién y si todavía es cierto."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dominio.modelo.identidad import IdActividad, IdEntidad, IdPersona
from dominio.valores.porcentaje import Porcentaje


class EstadoRecordatorio(StrEnum):
    """Vida de un recordatorio."""

    PROGRAMADO = "programado"
    ENVIADO = "enviado"  # entregado a la salida, una sola vez
    CUMPLIDO = "cumplido"  # llegó el reporte antes
    CANCELADO = "cancelado"  # cambió la fecha o la persona, o la actividad se retiró
    VENCIDO = "vencido"  # dejó de ser útil antes de poder enviarlo
    NO_ENTREGABLE = "no_entregable"  # la persona no tiene chat


@dataclass(frozen=True, slots=True)
class Disparo:
    """Para las actividades que terminan en ``fin``, el hito que toca hoy.

    Attributes:
        hito: «faltan_15», «faltan_7», «faltan_3», «faltan_1», «vence_hoy» o «vencida_AAAA-MM-DD» (semana).
        programado: instante UTC decente en que debe salir.
        caduca: instante UTC después del cual ya no sirve.
    """

    fin: date
    hito: str
    programado: datetime
    caduca: datetime


@dataclass(frozen=True, slots=True)
class RecordatorioTomado:
    """Recordatorio reclamado para enviar, con los datos de hoy (no los de cuando se programó).

    Attributes:
        vigente: sigue siendo cierto (misma fecha, misma persona, sin terminar y sin reporte que lo cumpla).
        motivo: si no es vigente, por qué («cumplido», «cancelado», «vencido», «no_entregable»).
        en_dialogo: la persona tiene un borrador vivo: se deja para después.
        titular: por quién reporta la persona, si le llega por delegación.
    """

    id: int
    clave: str
    entidad_id: IdEntidad
    hito: str
    persona_id: IdPersona
    persona: str
    chat_id: int | None
    actividad_id: IdActividad
    actividad_codigo: str
    actividad: str
    fin: date
    avance: Porcentaje | None
    programado: datetime
    vigente: bool
    motivo: str | None
    en_dialogo: bool
    titular: str | None = None
