"""Lo que se consulta de los recordatorios: lo que sigue, lo que espera y lo que no llegó."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.modelo.recordados import (
    ActividadPorRecordar,
    ActividadSinResponsable,
    RecordatorioPorSalir,
    SinEntregar,
)
from dominio.valores.fechas import Vigencia


class ConsultaDeRecordatorios(Protocol):
    """Todo de una vez: ninguna consulta se repite por persona ni por actividad."""

    def a_cargo(
        self, entidad_id: IdEntidad, vigencia: Vigencia, personas: Sequence[IdPersona]
    ) -> Sequence[ActividadPorRecordar]:
        """Las actividades vigentes de esas personas, por terminación y código."""
        ...

    def por_salir(
        self, entidad_id: IdEntidad, persona_id: IdPersona, limite: int
    ) -> Sequence[RecordatorioPorSalir]:
        """Lo programado para esa persona que todavía no ha salido, en el orden en que sale."""
        ...

    def propios(
        self, entidad_id: IdEntidad, persona_id: IdPersona, limite: int
    ) -> Sequence[RecordatorioPorSalir]:
        """Lo que esa persona pidió que se le recordara y no ha salido, en el orden en que sale."""
        ...

    def no_llegaron(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Mapping[IdPersona, SinEntregar]:
        """De cada persona, cuántos recordatorios de la vigencia no se le pudieron entregar."""
        ...

    def con_quien_reporte(self, entidad_id: IdEntidad, hoy: date) -> frozenset[IdPersona]:
        """Por quiénes reporta hoy otra persona a la que sí le llega: los recibe ella."""
        ...

    def sin_responsable(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[ActividadSinResponsable]:
        """Las actividades vigentes, sin terminar, que no son de ninguna persona; en el orden del plan."""
        ...
