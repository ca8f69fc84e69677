"""Las versiones del plan: lo que el Consejo aprobó, cada modificación y cómo quedó el plan cada vez."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from dominio.modelo.identidad import IdActividad, IdEntidad, IdPersona
from dominio.modelo.libro import FilaPAC, FilaPOAI
from dominio.modelo.modificacion import ActoDelPlan
from dominio.modelo.plan import ComoVino, Meta, Registro, Renglon
from dominio.valores.fechas import Vigencia

IdEdicion = NewType("IdEdicion", int)


class ClaseDeEdicion(StrEnum):
    """Por qué cambió lo guardado."""

    BORRADOR = "borrador"  # todavía no lo aprueba el Consejo de Gobierno
    APROBADA = "aprobada"  # versión 1: la programación original
    MODIFICACION = "modificacion"  # versión 2 en adelante, con su acto
    SEGUIMIENTO = "seguimiento"  # después de aprobado: ejecución y orden, no la programación


@dataclass(frozen=True, slots=True)
class NuevaEdicion:
    """Una edición por guardar; la foto, la secuencia y el número los pone el almacén.

    Attributes:
        en: instante UTC desde el que vale.
        origen: huella del libro, o qué actividad se cambió.
    """

    entidad_id: IdEntidad
    vigencia: Vigencia
    clase: ClaseDeEdicion
    en: datetime
    autor_id: IdPersona | None
    origen: str
    razon: str | None = None
    acto: ActoDelPlan | None = None


@dataclass(frozen=True, slots=True)
class EdicionDelPlan:
    """Cómo quedó el plan una de las veces que cambió; no se edita ni se borra.

    Attributes:
        secuencia: cuál es entre las de su vigencia, desde 1.
        numero: el de la versión, si es aprobada (1) o modificación (2 en adelante).
        version: la versión a la que pertenece: la suya o la última anterior; ``None`` = sin aprobar.
        autor: nombre de quien la hizo; ``None`` = la línea de órdenes.
        huella: de la programación sola; dos ediciones con la misma programan lo mismo.
    """

    id: IdEdicion
    vigencia: Vigencia
    secuencia: int
    clase: ClaseDeEdicion
    numero: int | None
    version: int | None
    en: datetime
    autor: str | None
    origen: str
    razon: str | None
    acto: ActoDelPlan | None
    huella: str


@dataclass(frozen=True, slots=True)
class PlanEnFoto:
    """El plan de una edición, como lo leería una consulta de ese momento.

    Attributes:
        origen: actividad → lo que su libro traía de más.
    """

    renglones: tuple[Renglon, ...] = ()
    registros: tuple[Registro, ...] = ()
    metas: tuple[Meta, ...] = ()
    poai: tuple[FilaPOAI, ...] = ()
    pac: tuple[FilaPAC, ...] = ()
    origen: Mapping[IdActividad, ComoVino] = field(default_factory=dict)
