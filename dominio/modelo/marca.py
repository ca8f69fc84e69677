"""Lo que se dice a mano de la ruta del plan, con su prueba o su razón."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.valores.fechas import Vigencia


class ClaseDeMarca(StrEnum):
    """Lo que planeación dice a mano de un requisito o de un paso."""

    HECHO = "hecho"  # con su prueba escrita
    NO_APLICA = "no_aplica"  # con su razón
    SIN_MARCA = "sin_marca"  # vuelve a lo que digan los datos


@dataclass(frozen=True, slots=True)
class Marca:
    """Lo que se dijo a mano, con la prueba o la razón.

    Attributes:
        objeto: el paso, el requisito o «dependencia:5».
        autor: ``None`` si fue desde la línea de órdenes.
    """

    objeto: str
    clase: ClaseDeMarca
    razon: str | None
    autor: str | None
    en: datetime


@dataclass(frozen=True, slots=True)
class NuevaMarca:
    """Una marca por guardar; se agregan y vale la última de cada objeto."""

    entidad_id: IdEntidad
    vigencia: Vigencia
    objeto: str
    clase: ClaseDeMarca
    razon: str | None
    autor_id: IdPersona | None
    en: datetime
