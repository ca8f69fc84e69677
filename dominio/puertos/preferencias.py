"""Lo que la entidad ajusta de los recordatorios y lo que cada quien pide para sí."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.modelo.tipo_de_recordatorio import (
    AjusteDeRecordatorio,
    FechaLegal,
    PreferenciaDeHorario,
    Silencio,
    TipoRecordatorio,
)


class Preferencias(Protocol):
    """Ajustes de la entidad, fechas legales, horarios y silencios."""

    def ajustes(self, entidad_id: IdEntidad) -> Sequence[AjusteDeRecordatorio]:
        """Lo que la entidad cambió de cada tipo."""
        ...

    def ajustar(
        self, entidad_id: IdEntidad, ajuste: AjusteDeRecordatorio, autor_id: IdPersona | None, en: datetime
    ) -> None:
        """Reemplaza el ajuste de ese tipo; con todo en ``None`` lo borra."""
        ...

    def fechas_legales(self, entidad_id: IdEntidad) -> Sequence[FechaLegal]:
        """Las que la entidad activó, cambió o agregó; las de omisión sin tocar no están."""
        ...

    def guardar_fecha(
        self, entidad_id: IdEntidad, fecha: FechaLegal, autor_id: IdPersona | None, en: datetime
    ) -> None:
        """Crea o reemplaza la de ese código."""
        ...

    def horario(self, persona_id: IdPersona) -> PreferenciaDeHorario | None:
        """El de la persona; ``None`` = el de la casa."""
        ...

    def horarios(self, personas: Sequence[IdPersona]) -> Mapping[IdPersona, PreferenciaDeHorario]:
        """Los de esas personas que tengan uno propio."""
        ...

    def fijar_horario(self, preferencia: PreferenciaDeHorario, en: datetime) -> None:
        """Reemplaza el de la persona."""
        ...

    def quitar_horario(self, persona_id: IdPersona) -> None:
        """Vuelve al de la casa."""
        ...

    def silencios(self, persona_id: IdPersona, ahora: datetime) -> Sequence[Silencio]:
        """Los que rigen en ese instante."""
        ...

    def silenciar(self, silencio: Silencio) -> None:
        """Crea o reemplaza el de esa clave."""
        ...

    def quitar_silencio(self, persona_id: IdPersona, clave: str) -> bool:
        """``True`` si lo había."""
        ...


def clave_de_tipo(tipo: TipoRecordatorio) -> str:
    """La clave con que se calla un tipo."""
    return f"tipo:{tipo.value}"


def clave_de_actividad(actividad_id: int) -> str:
    """La clave con que se calla una actividad."""
    return f"actividad:{actividad_id}"
