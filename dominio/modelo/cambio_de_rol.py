"""Cambio de rol: lo pide una persona y lo aprueba otra."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dominio.modelo.identidad import IdCambioDeRol, IdDependencia, IdEntidad, IdPersona
from dominio.modelo.persona import Rol


class EstadoCambio(StrEnum):
    """Vida de un cambio de rol."""

    PEDIDO = "pedido"
    APROBADO = "aprobado"
    RECHAZADO = "rechazado"
    ANULADO = "anulado"  # dejó de tener sentido antes de que alguien decidiera


@dataclass(frozen=True, slots=True)
class NuevoCambio:
    """Un cambio de rol por pedir.

    Attributes:
        pedido_por: ``None`` si lo pidió la línea de órdenes.
        pedido_en: instante UTC.
    """

    entidad_id: IdEntidad
    persona_id: IdPersona
    rol_anterior: Rol
    rol_nuevo: Rol
    dependencia_anterior: IdDependencia | None
    dependencia_nueva: IdDependencia | None
    motivo: str | None
    pedido_por: IdPersona | None
    pedido_en: datetime


@dataclass(frozen=True, slots=True)
class CambioDeRol:
    """Un cambio de rol pedido, con los nombres de hoy.

    Attributes:
        dependencia: nombre de la nueva; ``None`` si el rol nuevo no lleva.
        pidio: nombre de quien lo pidió; ``None`` si fue la línea de órdenes.
        pedido_en: instante UTC.
    """

    id: IdCambioDeRol
    entidad_id: IdEntidad
    persona_id: IdPersona
    persona: str
    rol_anterior: Rol
    rol_nuevo: Rol
    dependencia_anterior: IdDependencia | None
    dependencia_nueva: IdDependencia | None
    dependencia: str | None
    motivo: str | None
    pedido_por: IdPersona | None
    pidio: str | None
    pedido_en: datetime
    estado: EstadoCambio
