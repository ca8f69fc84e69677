"""Lo que se mira de los recordatorios: lo que sigue, lo que espera y a quién no le llega."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dominio.modelo.ficha import Ficha
from dominio.modelo.identidad import IdActividad
from dominio.modelo.persona import Rol
from dominio.modelo.tipo_de_recordatorio import FechaLegal, FichaDeRecordatorio, TipoRecordatorio


@dataclass(frozen=True, slots=True)
class ActividadPorRecordar:
    """Lo que hace falta de una actividad para saber cuándo se recuerda.

    Attributes:
        terminada: va en 100 %; de ella ya no se recuerda nada.
        ultimo_corte: el último corte en que se reportó («2026-T3»); ``None`` si en ninguno.
    """

    id: IdActividad
    codigo: str
    nombre: str
    inicio: date
    fin: date
    terminada: bool
    ultimo_corte: str | None = None


@dataclass(frozen=True, slots=True)
class ProximoRecordatorio:
    """Uno que todavía no toca.

    Attributes:
        cuando: instante con zona, en hora de Bogotá, ya dentro del horario de la persona.
        objeto: de qué habla: una actividad con su código, un corte o una fecha legal; vacío en un resumen.
        base: el día del que cuelga (la terminación, el cierre, la fecha legal).
        actividad_id: si es de una actividad.
    """

    tipo: TipoRecordatorio
    cuando: datetime
    objeto: str
    base: date
    actividad_id: IdActividad | None = None


@dataclass(frozen=True, slots=True)
class RecordatorioPorSalir:
    """Uno ya programado que todavía no ha salido.

    Attributes:
        tipo: ``None`` si es uno que la persona se puso a sí misma.
        programado: instante UTC en que sale.
        objeto: código y nombre de la actividad; vacío si no habla de una.
        base: el día del que cuelga.
        pospuesto: si la persona lo dejó para después.
        caduca: instante UTC desde el que ya no sale.
    """

    id: int
    tipo: TipoRecordatorio | None
    programado: datetime
    objeto: str
    base: date
    pospuesto: bool
    actividad_id: IdActividad | None = None
    caduca: datetime | None = None


@dataclass(frozen=True, slots=True)
class TipoConfigurado:
    """Un tipo de recordatorio como viene y como lo tiene la entidad."""

    de_omision: FichaDeRecordatorio
    ficha: FichaDeRecordatorio

    @property
    def ajustado(self) -> bool:
        """Si la entidad le cambió algo."""
        return self.ficha != self.de_omision


@dataclass(frozen=True, slots=True)
class FechaLegalAlDia:
    """Una fecha legal con el día que sigue.

    Attributes:
        cae: el próximo día que dice la norma, desde hoy.
        se_recuerda: contra qué día se recuerda: el mismo, o el hábil anterior si no se trabaja.
        prorroga: si cae en día no hábil, el hábil siguiente (Ley 4 de 1913 art. 62); solo se muestra.
    """

    fecha: FechaLegal
    cae: date
    se_recuerda: date
    prorroga: date | None


class CausaDeNoEntrega(StrEnum):
    """Por qué no le llega nada a una persona, en el orden en que conviene atenderlas."""

    BLOQUEO = "bloqueo"  # bloqueó el asistente o su cuenta ya no existe
    REVOCADA = "revocada"  # se le retiró el acceso y sigue nombrada en el plan
    SIN_INVITAR = "sin_invitar"  # nunca se ha vinculado y no tiene invitación que sirva
    INVITADA = "invitada"  # tiene una invitación sin usar


@dataclass(frozen=True, slots=True)
class SinEntregar:
    """Lo que no le llegó a una persona: cuántos recordatorios y desde cuándo (instante UTC)."""

    cuantos: int
    desde: datetime


@dataclass(frozen=True, slots=True)
class NoEntregable:
    """Una persona a la que no le llega.

    Attributes:
        no_llegaron: recordatorios que se dieron por no entregables.
        desde: instante UTC del primero; ``None`` si todavía no le tocaba ninguno.
    """

    ficha: Ficha
    causa: CausaDeNoEntrega
    no_llegaron: int
    desde: datetime | None


@dataclass(frozen=True, slots=True)
class ActividadSinResponsable:
    """Una actividad que no dice de quién es: nadie recibe su recordatorio.

    Attributes:
        escrito: lo que el plan trae como responsable, que no es una persona; puede venir vacío.
    """

    id: IdActividad
    codigo: str
    nombre: str
    dependencia: str
    escrito: str
    fin: date


@dataclass(frozen=True, slots=True)
class PanoramaDeNoEntregables:
    """A quién no le llega lo que se recuerda, y qué actividades no tienen a quién recordarle.

    Attributes:
        personas: de la que más actividades tiene a la que menos.
        reporta_otra: a cuántas más no les llega pero hoy otra persona reporta por ellas.
    """

    personas: tuple[NoEntregable, ...]
    sin_responsable: tuple[ActividadSinResponsable, ...]
    reporta_otra: int


# A quién le toca recibir aunque no tenga actividades a su nombre: resúmenes, escalas y fechas de ley.
RECIBEN_POR_SU_PAPEL = frozenset({Rol.JEFE, Rol.PLANEACION, Rol.ADMINISTRACION})
