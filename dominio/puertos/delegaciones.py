"""Delegaciones guardadas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from dominio.modelo.delegacion import Delegacion, NuevaDelegacion
from dominio.modelo.identidad import IdDelegacion, IdEntidad, IdPersona


class Delegaciones(Protocol):
    """Quién reporta por quién, y qué reportes salieron así."""

    def crear(self, nueva: NuevaDelegacion) -> Delegacion:
        """La guarda; que no se cruce con otra lo comprueba quien llama."""
        ...

    def traer(self, entidad_id: IdEntidad, delegacion_id: IdDelegacion) -> Delegacion:
        """La delegación; ``NoEncontrado`` si no es de la entidad."""
        ...

    def recibidas(self, persona_id: IdPersona, dia: date) -> Sequence[Delegacion]:
        """Las que ese día hacen que la persona reporte por otra; una sola lectura por transacción."""
        ...

    def de_persona(self, persona_id: IdPersona, desde: date) -> Sequence[Delegacion]:
        """Las que dio o recibió y que rigen ese día o después, por fecha de inicio."""
        ...

    def terminar(self, delegacion_id: IdDelegacion, por: IdPersona | None, ahora: datetime) -> bool:
        """La termina ya; ``False`` si otra persona la terminó antes."""
        ...

    def terminar_de(
        self, persona_id: IdPersona, por: IdPersona | None, ahora: datetime, dia: date
    ) -> Sequence[Delegacion]:
        """Termina todas las que dio o recibió y no habían acabado ese día; devuelve cuáles."""
        ...

    def anotar_reporte(self, entidad_id: IdEntidad, folio: str, delegacion_id: IdDelegacion) -> None:
        """Deja dicho que ese reporte lo hizo el delegado."""
        ...

    def de_reporte(self, entidad_id: IdEntidad, folio: str) -> Delegacion | None:
        """Por qué delegación se hizo ese reporte; ``None`` si lo hizo a nombre propio."""
        ...
