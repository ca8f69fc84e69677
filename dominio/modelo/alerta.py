"""Alertas: lo que hay que atender hoy, desde cuándo, qué se hace y quién debe hacerlo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dominio.modelo.hallazgo import Severidad


@dataclass(frozen=True, slots=True)
class Alerta:
    """Una situación del plan o del reporte que pide una acción.

    Attributes:
        regla: código estable («vencida», «sin_reporte», «devuelto», «legal»…).
        objeto: código de la actividad, folio, corte o fecha de que se trata.
        nombre: cómo se llama ese objeto.
        dependencia: nombre; ``None`` si es de toda la entidad.
        desde: desde qué día es cierta; ``None`` si no se sabe.
        que_pasa: una frase, sin decir qué hacer.
        que_hacer: una frase que empieza por un verbo.
        quien: nombre de la persona o el papel que debe hacerlo («Planeación»).
        actividad_id: para abrirla desde el chat, si es de una actividad.
    """

    regla: str
    severidad: Severidad
    objeto: str
    nombre: str
    dependencia: str | None
    desde: date | None
    que_pasa: str
    que_hacer: str
    quien: str
    actividad_id: int | None = None
