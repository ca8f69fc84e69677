"""La vida de un corte: lo que se decide sobre él, cómo está y quién no alcanzó a reportar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from dominio.modelo.identidad import IdActividad, IdDependencia, IdEntidad, IdMeta, IdPersona
from dominio.valores.fechas import Corte

IdActo = NewType("IdActo", int)


class AccionDeCorte(StrEnum):
    """Lo que una persona decide sobre un corte."""

    ABRIR = "abrir"
    CERRAR = "cerrar"
    PRORROGAR = "prorrogar"
    REABRIR = "reabrir"


class EstadoCorte(StrEnum):
    """Si el corte recibe reportes a tiempo, y por qué."""

    POR_ABRIR = "por_abrir"
    ABIERTO = "abierto"
    PRORROGADO = "prorrogado"
    REABIERTO = "reabierto"
    CERRADO = "cerrado"


RECIBEN = frozenset({EstadoCorte.ABIERTO, EstadoCorte.PRORROGADO, EstadoCorte.REABIERTO})


@dataclass(frozen=True, slots=True)
class Omision:
    """Una actividad, o el resultado de una meta, que no tenía reporte al cerrar el corte.

    Attributes:
        actividad_id: ``None`` si lo omitido es el resultado de una meta.
        meta_id: ``None`` si lo omitido es una actividad.
        codigo, nombre: de la actividad o de la meta.
        responsable: nombre de quien debía reportarla ese día; vacío si no tenía.
    """

    actividad_id: IdActividad | None
    meta_id: IdMeta | None
    codigo: str
    nombre: str
    dependencia_id: IdDependencia | None
    dependencia: str
    responsable_id: IdPersona | None
    responsable: str


@dataclass(frozen=True, slots=True)
class NuevoActo:
    """Una decisión lista para guardar.

    Attributes:
        numero: cuál es entre las de ese corte, desde 1; dos decisiones a la vez piden el mismo y solo
            una queda.
        hasta: último día que recibe, en una prórroga o una reapertura.
        en: instante UTC.
        omisiones: lo que falta por reportar, en un cierre.
    """

    entidad_id: IdEntidad
    corte: Corte
    numero: int
    accion: AccionDeCorte
    hasta: date | None
    motivo: str | None
    autor_id: IdPersona | None
    en: datetime
    omisiones: tuple[Omision, ...] = ()


@dataclass(frozen=True, slots=True)
class ActoDeCorte:
    """Una decisión guardada; ``autor`` es el nombre de quien la tomó y ``None`` la línea de órdenes."""

    id: IdActo
    corte: Corte
    numero: int
    accion: AccionDeCorte
    hasta: date | None
    motivo: str | None
    autor: str | None
    en: datetime


@dataclass(frozen=True, slots=True)
class SituacionDeCorte:
    """Cómo está un corte un día dado.

    Attributes:
        apertura: primer día que recibe reportes.
        ordinario: último día según el calendario de la entidad (fin del periodo más la gracia).
        cierre: último día que recibe a tiempo, con lo decidido; o el día en que se cerró a mano.
        actos: las decisiones tomadas, de la primera a la última.
    """

    corte: Corte
    estado: EstadoCorte
    apertura: date
    ordinario: date
    cierre: date
    actos: tuple[ActoDeCorte, ...] = ()

    @property
    def recibe(self) -> bool:
        """Si lo que se reporte en él llega a tiempo."""
        return self.estado in RECIBEN

    @property
    def ultimo(self) -> ActoDeCorte | None:
        """La última decisión, si hubo alguna."""
        return self.actos[-1] if self.actos else None

    @property
    def cierre_a_mano(self) -> ActoDeCorte | None:
        """El último cierre decidido por alguien, aunque después se haya reabierto."""
        cierres = [acto for acto in self.actos if acto.accion is AccionDeCorte.CERRAR]
        return cierres[-1] if cierres else None


@dataclass(frozen=True, slots=True)
class Recepcion:
    """A qué corte va lo que se reporte hoy.

    Attributes:
        extemporaneo: el corte ya cerró y no hay otro abierto.
        tambien: los otros cortes que están abiertos, del más viejo al más nuevo.
    """

    situacion: SituacionDeCorte
    extemporaneo: bool
    tambien: tuple[SituacionDeCorte, ...] = ()

    @property
    def corte(self) -> Corte:
        """El corte que recibe."""
        return self.situacion.corte


@dataclass(frozen=True, slots=True)
class ReporteEnCorte:
    """Lo que una actividad tiene reportado en un corte.

    Attributes:
        a_tiempo: alguno de sus reportes llegó con el corte abierto.
        tardio: alguno llegó extemporáneo.
        sin_revisar: el último está enviado y nadie lo ha aprobado.
    """

    actividad_id: IdActividad
    a_tiempo: bool
    tardio: bool
    sin_revisar: bool


def clave_de_avisos(entidad_id: int, corte: Corte) -> str:
    """Cómo empieza la clave de todo aviso sobre ese corte: así una decisión nueva retira los anteriores."""
    return f"corte:{entidad_id}:{corte}:"
