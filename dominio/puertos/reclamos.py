"""Los «no es mía», guardados."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from dominio.modelo.identidad import IdActividad, IdEntidad, IdPersona
from dominio.modelo.reclamo import DecisionDeReclamo, IdReclamo, Reclamo
from dominio.valores.fechas import Vigencia


class Reclamos(Protocol):
    """Lo que alguien dijo que no es suyo y lo que se decidió."""

    def crear(
        self, actividad_id: IdActividad, persona_id: IdPersona, razon: str | None, en: datetime
    ) -> IdReclamo | None:
        """Lo deja pendiente; ``None`` si esa persona ya tenía uno pendiente de esa actividad."""
        ...

    def traer(self, entidad_id: IdEntidad, reclamo_id: IdReclamo) -> Reclamo | None:
        """El reclamo; ``None`` si no es de la entidad."""
        ...

    def pendientes(self, entidad_id: IdEntidad) -> Sequence[Reclamo]:
        """Los que esperan decisión, del más viejo al más nuevo; sin los de actividades retiradas."""
        ...

    def de_la_actividad(self, entidad_id: IdEntidad, actividad_id: IdActividad) -> Sequence[Reclamo]:
        """Todos los de una actividad, del más viejo al más nuevo."""
        ...

    def decidir(
        self,
        reclamo_id: IdReclamo,
        decision: DecisionDeReclamo,
        por: IdPersona | None,
        en: datetime,
        motivo: str | None = None,
    ) -> bool:
        """Anota la decisión; ``False`` si ya estaba decidido: entre varios gana uno."""
        ...

    def cerrar_reasignados(
        self, entidad_id: IdEntidad, vigencia: Vigencia, por: IdPersona | None, en: datetime
    ) -> Sequence[Reclamo]:
        """Da por resueltos los pendientes de actividades que ya son de otra persona, de una vez."""
        ...
