"""Fila de auditoría: quién hizo qué, cuándo, sobre qué, antes y después."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dominio.modelo.identidad import IdEntidad, IdPersona


@dataclass(frozen=True, slots=True)
class Anotacion:
    """Lo que se escribe en la traza, en la misma transacción del cambio.

    Attributes:
        entidad_id: a qué cadena pertenece; ``None`` = cadena de la instalación.
        actor_id: quién; ``None`` = la línea de órdenes o el propio sistema.
        accion: verbo del oficio («registrar_avance», «rechazar_acceso»).
        objeto: sobre qué («actividad:A-012», «folio:AV-2026-000123»).
        antes, despues: estados relevantes, JSON; ``None`` si no aplica.
        update_id: mensaje de Telegram que lo causó.
        canal: «chat», «cli», «recordatorios».
    """

    entidad_id: IdEntidad | None
    actor_id: IdPersona | None
    accion: str
    objeto: str
    antes: Mapping[str, object] | None
    despues: Mapping[str, object] | None
    update_id: int | None
    canal: str


@dataclass(frozen=True, slots=True)
class EslabonRoto:
    """Primer punto en que la cadena no cierra."""

    cadena: str
    secuencia: int
    motivo: str


@dataclass(frozen=True, slots=True)
class CabezaDeCadena:
    """Último eslabón conocido: va en la hoja Control de cada libro."""

    cadena: str
    secuencia: int
    resumen: str
    cuando: datetime | None
