"""La revisión de un reporte: quién decidió qué, por qué y qué falta corregir."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from dominio.modelo.identidad import IdDependencia, IdEntidad, IdPersona
from dominio.modelo.reporte import EstadoReporte
from dominio.valores.fechas import Corte, Vigencia


class TipoReporte(StrEnum):
    """Qué se reportó; por su folio se sabe cuál es."""

    AVANCE = "avance"
    EJECUCION = "ejecucion"
    RESULTADO = "resultado"


class Decision(StrEnum):
    """Lo que se puede decidir sobre un reporte enviado."""

    APROBADO = "aprobado"
    DEVUELTO = "devuelto"
    VISTO_BUENO = "visto_bueno"


class CampoObservado(StrEnum):
    """La respuesta del reporte en que está lo observado."""

    VALOR = "valor"
    LOGRO = "logro"
    ANALISIS = "analisis"
    DIFICULTADES = "dificultades"
    MOTIVO = "motivo"
    ACLARACION = "aclaracion"
    EVIDENCIA = "evidencia"
    DOCUMENTO = "documento"
    FECHA = "fecha"


@dataclass(frozen=True, slots=True)
class Observacion:
    """Con qué se devuelve un reporte.

    Attributes:
        error: qué está mal.
        subsanar: qué debe hacer quien reporta; ``None`` si lo observado ya lo dice.
        campo: la respuesta por la que se empieza a corregir.
    """

    error: str
    subsanar: str | None
    campo: CampoObservado


@dataclass(frozen=True, slots=True)
class Revision:
    """Una decisión guardada.

    Attributes:
        observacion: solo en las devoluciones.
        revisor: nombre de quien decidió.
        cuando: instante UTC.
    """

    tipo: TipoReporte
    reporte_id: int
    folio: str
    decision: Decision
    observacion: Observacion | None
    revisor_id: IdPersona
    revisor: str
    cuando: datetime


@dataclass(frozen=True, slots=True)
class NuevaRevision:
    """Una decisión lista para guardar; ``cuando`` es un instante UTC."""

    entidad_id: IdEntidad
    vigencia: Vigencia
    tipo: TipoReporte
    reporte_id: int
    folio: str
    decision: Decision
    revisor_id: IdPersona
    cuando: datetime
    observacion: Observacion | None = None


@dataclass(frozen=True, slots=True)
class Revisable:
    """Un reporte con lo que hace falta para decidir si se puede decidir.

    Attributes:
        objeto, nombre: código y nombre de la actividad, el proyecto o la meta.
        responsable_id: de la actividad; ``None`` si no la hay o nadie responde por ella.
        autores: quién escribió cada versión de la cadena de correcciones, incluida esta.
        posterior: folio del reporte que lo corrige o lo reemplaza en el mismo corte.
        visto_bueno: quién se lo dio, si alguien.
        decidida: la decisión que lo cerró, si ya la hubo.
    """

    tipo: TipoReporte
    id: int
    folio: str
    vigencia: Vigencia
    dependencia_id: IdDependencia
    dependencia: str
    objeto: str
    nombre: str
    responsable_id: IdPersona | None
    autor_id: IdPersona | None
    autor: str | None
    reportado_en: datetime
    corte: Corte
    estado: EstadoReporte
    posterior: str | None = None
    visto_bueno: str | None = None
    autores: frozenset[IdPersona] = field(default_factory=frozenset)
    decidida: Revision | None = None

    @property
    def turno(self) -> tuple[datetime, str]:
        """Su lugar en la cola: primero lo más viejo."""
        return self.reportado_en, self.folio
