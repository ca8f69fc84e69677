"""Con qué se aprueba o se modifica el plan, y qué se le puede cambiar sin traer un libro."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CampoModificable(StrEnum):
    """Lo que se puede cambiar de una actividad sin traer un libro."""

    INICIO = "inicio"
    FIN = "fin"
    PONDERACION = "ponderacion"
    CANTIDAD = "cantidad"
    RESPONSABLE = "responsable"
    MONTO = "monto"
    CIERRE = "cierre"


@dataclass(frozen=True, slots=True)
class ActoDelPlan:
    """El acto con que se aprueba o modifica el plan: «Acta 003», «Decreto 0412», y su fecha."""

    numero: str
    fecha: date


@dataclass(frozen=True, slots=True)
class DatosDeModificacion:
    """Por qué se cambia el plan y con qué acto; en un plan sin aprobar el acto no hace falta."""

    razon: str | None = None
    acto: str | None = None
    fecha_acto: date | None = None
