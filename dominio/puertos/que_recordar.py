"""Lo que el almacén sabe de los recordatorios: programarlos de una vez y decir si siguen siendo ciertos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from dominio.modelo.identidad import IdEntidad
from dominio.modelo.recordatorio import Disparo, Verdad
from dominio.puertos.tiempo import Calendario
from dominio.valores.fechas import Vigencia


@dataclass(frozen=True, slots=True)
class FechasDelPlan:
    """Las fechas de comienzo y de terminación que hay en un plan, sin repetir y en orden."""

    inicios: tuple[date, ...] = ()
    fines: tuple[date, ...] = ()


class ProgramacionDeRecordatorios(Protocol):
    """Filas con clave única «hito|objeto|día del que cuelga|persona»."""

    def programar(self, entidad_id: IdEntidad, vigencia: Vigencia, disparos: Sequence[Disparo]) -> int:
        """Inserta de una vez los que falten (INSERT … SELECT … ON CONFLICT DO NOTHING).

        A quién le llega lo dice la ficha de cada tipo. Devuelve cuántos son nuevos.
        """
        ...

    def fechas_del_plan(self, entidad_id: IdEntidad, vigencia: Vigencia) -> FechasDelPlan:
        """Las fechas distintas del plan, saltando por su índice: cuesta según cuántas son, no el plan."""
        ...

    def novedades(self, entidad_id: IdEntidad, desde: int) -> tuple[int, bool]:
        """Último eslabón de la traza, y si desde aquel hay algo que pueda cambiar lo que toca recordar."""
        ...


class VerdadDeRecordatorios(Protocol):
    """Si lo programado sigue siendo cierto."""

    def verificar(
        self, ids: Sequence[int], ahora: datetime, calendarios: Mapping[IdEntidad, Calendario]
    ) -> Mapping[int, Verdad]:
        """Lo que queda de cierto en cada uno, por conjuntos: ni una consulta por fila.

        Args:
            ids: recordatorios ya reclamados.
            calendarios: días hábiles de cada entidad.
        """
        ...
