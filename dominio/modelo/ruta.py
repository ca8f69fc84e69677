"""La ruta del plan: sus siete pasos, lo que necesita cada uno y lo que lo prueba."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dominio.modelo.documento import Documento
from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.modelo.libro import TipoLibro
from dominio.modelo.marca import Marca
from dominio.modelo.remision import Aprobacion, Publicacion, RemisionDeDependencia
from dominio.valores.fechas import Vigencia


class Paso(StrEnum):
    """Los siete pasos, en su orden."""

    LINEAMIENTOS = "lineamientos"
    INSUMOS = "insumos"
    METAS = "metas"
    COHERENCIA = "coherencia"
    REMISION = "remision"
    APROBACION = "aprobacion"
    PUBLICACION = "publicacion"

    @property
    def numero(self) -> int:
        """Del 1 al 7."""
        return list(Paso).index(self) + 1


class EstadoDePaso(StrEnum):
    """Cómo va un paso."""

    SIN_EMPEZAR = "sin_empezar"
    EN_CURSO = "en_curso"
    HECHO = "hecho"
    NO_APLICA = "no_aplica"


class Requisito(StrEnum):
    """Lo que un paso necesita para estar hecho."""

    LINEAMIENTOS = "lineamientos"
    FORMATO = "formato"
    PDT = "pdt"
    MFMP = "mfmp"
    INDICATIVO = "indicativo"
    BANCO = "banco"
    POAI = "poai"
    AJUSTES = "ajustes"
    METAS_DE_GESTION = "gestion"
    PAC = "pac"
    SIN_ERRORES = "sin_errores"
    DILIGENCIADO = "diligenciado"
    RECIBIDO = "recibido"
    SEGUIMIENTO = "seguimiento"
    ACTA = "acta"
    OBJETIVOS = "objetivos"
    ESTRATEGIAS = "estrategias"
    PROYECTOS = "proyectos"
    METAS = "metas"
    RESPONSABLES = "responsables"
    COMPRAS = "compras"
    DISTRIBUCION = "distribucion"
    INDICADORES = "indicadores"
    INFORME_DE_GESTION = "informe_de_gestion"
    PRESUPUESTO = "presupuesto"
    PUBLICADO = "publicado"


class EstadoDeRequisito(StrEnum):
    """Si un requisito está cumplido."""

    FALTA = "falta"
    EN_CURSO = "en_curso"
    CUMPLIDO = "cumplido"
    NO_APLICA = "no_aplica"


@dataclass(frozen=True, slots=True)
class PlazoDePaso:
    """Hasta cuándo hay para un paso.

    Attributes:
        propuesto: lo calculó el asistente; ``False`` si lo fijó la entidad o la ley.
        norma: de dónde sale.
        autor: quién lo fijó, si lo fijó una persona.
    """

    fecha: date
    propuesto: bool
    norma: str
    autor: str | None = None


@dataclass(frozen=True, slots=True)
class NuevoPlazo:
    """Un plazo fijado por la entidad; sin fecha, vuelve al propuesto."""

    entidad_id: IdEntidad
    vigencia: Vigencia
    paso: Paso
    fecha: date | None
    norma: str | None
    autor_id: IdPersona | None
    en: datetime


@dataclass(frozen=True, slots=True)
class Carga:
    """Un instrumento cargado de un libro.

    Attributes:
        archivo: nombre del libro, o su huella si no se supo.
        filas: cuántas trajo esa hoja.
    """

    instrumento: TipoLibro
    archivo: str
    filas: int
    autor: str | None
    en: datetime


@dataclass(frozen=True, slots=True)
class Prueba:
    """Por qué un requisito está como está: cuentas, un documento, una carga o lo dicho a mano.

    Attributes:
        hechos, total: cuántos lo cumplen, de cuántos.
    """

    hechos: int | None = None
    total: int | None = None
    documento: Documento | None = None
    carga: Carga | None = None
    marca: Marca | None = None


@dataclass(frozen=True, slots=True)
class RequisitoVisto:
    """Un requisito con su estado y su prueba; los opcionales no detienen el paso."""

    clave: Requisito
    estado: EstadoDeRequisito
    prueba: Prueba = Prueba()
    opcional: bool = False

    @property
    def falta(self) -> bool:
        """Si todavía hay que hacer algo."""
        return self.estado in (EstadoDeRequisito.FALTA, EstadoDeRequisito.EN_CURSO) and not self.opcional


@dataclass(frozen=True, slots=True)
class SituacionDePaso:
    """Cómo va un paso y qué le falta."""

    paso: Paso
    estado: EstadoDePaso
    plazo: PlazoDePaso
    requisitos: tuple[RequisitoVisto, ...]
    marca: Marca | None = None

    @property
    def terminado(self) -> bool:
        """Si ya no hay nada que hacer en él."""
        return self.estado in (EstadoDePaso.HECHO, EstadoDePaso.NO_APLICA)

    def vencido(self, hoy: date) -> bool:
        """Si pasó su plazo y no está terminado."""
        return not self.terminado and self.plazo.fecha < hoy


@dataclass(frozen=True, slots=True)
class Ruta:
    """Los siete pasos de una vigencia, con todo lo que los prueba."""

    vigencia: Vigencia
    pasos: tuple[SituacionDePaso, ...]
    dependencias: tuple[RemisionDeDependencia, ...]
    cargas: tuple[Carga, ...]
    aprobacion: Aprobacion | None
    publicaciones: tuple[Publicacion, ...]

    def paso(self, cual: Paso) -> SituacionDePaso:
        """La situación de ese paso."""
        return self.pasos[cual.numero - 1]

    @property
    def hechos(self) -> int:
        """Cuántos pasos están terminados."""
        return sum(paso.terminado for paso in self.pasos)

    @property
    def terminada(self) -> bool:
        """Si no queda ningún paso por hacer."""
        return self.hechos == len(self.pasos)
