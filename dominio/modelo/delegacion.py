"""Delegación: por unas fechas, otra persona reporta las actividades de quien está ausente."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dominio.modelo.identidad import IdDelegacion, IdEntidad, IdPersona


@dataclass(frozen=True, slots=True)
class NuevaDelegacion:
    """Datos de una delegación que aún no existe.

    Attributes:
        titular_id: quien se ausenta; sus actividades son las que se delegan.
        desde, hasta: días de Bogotá, los dos incluidos.
        creada_por: quien la hizo (el titular o planeación).
        creada_en: instante UTC.
    """

    entidad_id: IdEntidad
    titular_id: IdPersona
    delegado_id: IdPersona
    desde: date
    hasta: date
    motivo: str | None
    creada_por: IdPersona | None
    creada_en: datetime


@dataclass(frozen=True, slots=True)
class Delegacion:
    """Una delegación guardada, con los nombres de hoy.

    Attributes:
        desde, hasta: días de Bogotá, los dos incluidos.
        terminada_en: instante UTC en que se terminó antes de tiempo; ``None`` si rige hasta su fecha.
    """

    id: IdDelegacion
    entidad_id: IdEntidad
    titular_id: IdPersona
    titular: str
    delegado_id: IdPersona
    delegado: str
    desde: date
    hasta: date
    motivo: str | None
    terminada_en: datetime | None = None

    def rige(self, dia: date) -> bool:
        """Si ese día el delegado reporta por el titular."""
        return self.terminada_en is None and self.desde <= dia <= self.hasta
