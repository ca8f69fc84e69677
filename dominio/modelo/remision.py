"""La remisión de cada dependencia, la aprobación del Consejo de Gobierno y la publicación."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dominio.modelo.documento import IdDocumento
from dominio.modelo.identidad import IdDependencia, IdEntidad, IdPersona
from dominio.modelo.marca import Marca
from dominio.valores.fechas import Vigencia


class AccionDeRemision(StrEnum):
    """Lo que se hace con la parte de una dependencia."""

    REMITIR = "remitir"
    RECIBIR = "recibir"
    DEVOLVER = "devolver"


class EstadoDeRemision(StrEnum):
    """Dónde va la parte de una dependencia."""

    SIN_PLAN = "sin_plan"
    EN_DILIGENCIAMIENTO = "en_diligenciamiento"
    BLOQUEADA = "bloqueada"  # tiene errores de coherencia sin arreglar ni aceptar
    REMITIDA = "remitida"
    DEVUELTA = "devuelta"
    RECIBIDA = "recibida"
    NO_APLICA = "no_aplica"


@dataclass(frozen=True, slots=True)
class ActoDeRemision:
    """Quién remitió, recibió o devolvió, y cuándo; se agregan y nunca se cambian.

    Attributes:
        huella: resumen de lo remitido, para saber si cambió después.
        actividades: cuántas traía.
    """

    dependencia_id: IdDependencia
    numero: int
    accion: AccionDeRemision
    razon: str | None
    huella: str
    actividades: int
    autor: str | None
    en: datetime
    autor_id: IdPersona | None = None


@dataclass(frozen=True, slots=True)
class NuevoActoDeRemision:
    """Un acto por guardar; ``numero`` deja pasar uno solo a la vez."""

    entidad_id: IdEntidad
    vigencia: Vigencia
    dependencia_id: IdDependencia
    numero: int
    accion: AccionDeRemision
    razon: str | None
    huella: str
    actividades: int
    autor_id: IdPersona | None
    en: datetime


@dataclass(frozen=True, slots=True)
class RemisionDeDependencia:
    """Dónde va una dependencia.

    Attributes:
        errores: hallazgos de severidad error sin arreglar ni aceptar.
        cambio_despues: lo guardado ya no es lo que se remitió, y el plan no está aprobado.
        aprobada: el Consejo ya aprobó el plan; lo que cambie es una modificación.
    """

    dependencia_id: IdDependencia
    dependencia: str
    estado: EstadoDeRemision
    actividades: int
    errores: int
    actos: tuple[ActoDeRemision, ...] = ()
    cambio_despues: bool = False
    marca: Marca | None = None
    aprobada: bool = False

    @property
    def al_dia(self) -> bool:
        """Recibida tal como está hoy."""
        return self.estado is EstadoDeRemision.RECIBIDA and not self.cambio_despues

    @property
    def ultimo(self) -> ActoDeRemision | None:
        """Lo último que se hizo con ella."""
        return self.actos[-1] if self.actos else None


@dataclass(frozen=True, slots=True)
class ActoDelConsejo:
    """Con qué aprobó el Consejo de Gobierno.

    Attributes:
        acta: número o nombre del acta.
        fecha: la de la sesión.
        documento_id: el acta registrada.
    """

    acta: str
    fecha: date
    documento_id: IdDocumento


@dataclass(frozen=True, slots=True)
class NuevaAprobacion:
    """Una aprobación por guardar; hay una sola por vigencia.

    Attributes:
        aceptados: errores de coherencia que iban aceptados con su razón.
    """

    entidad_id: IdEntidad
    vigencia: Vigencia
    acto: ActoDelConsejo
    aceptados: int
    autor_id: IdPersona | None
    en: datetime


@dataclass(frozen=True, slots=True)
class Aprobacion:
    """El plan aprobado por el Consejo de Gobierno."""

    acta: str
    fecha: date
    documento_id: IdDocumento
    aceptados: int
    autor: str | None
    en: datetime


@dataclass(frozen=True, slots=True)
class NuevaPublicacion:
    """Una publicación por guardar: la del plan o la de una modificación."""

    entidad_id: IdEntidad
    vigencia: Vigencia
    numero: int
    fecha: date
    enlace: str
    autor_id: IdPersona | None
    en: datetime


@dataclass(frozen=True, slots=True)
class Publicacion:
    """Dónde y cuándo se publicó.

    Attributes:
        numero: 1 es el plan; las que siguen, sus modificaciones.
        extemporanea: la primera, si fue después del 31 de enero.
    """

    numero: int
    fecha: date
    enlace: str
    extemporanea: bool
    autor: str | None
    en: datetime
