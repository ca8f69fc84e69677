"""Las reglas de coherencia como datos: su ficha, lo que la entidad ajusta y cómo queda cada dependencia."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.modelo.identidad import IdDependencia, IdEntidad, IdPersona
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia


@dataclass(frozen=True, slots=True)
class UmbralDeRegla:
    """El número del que depende una regla.

    Attributes:
        valor: el de omisión, en la unidad dicha.
        unidad: «puntos», «días», «mes», «pesos»: como se le dice a una persona.
        que: qué significa, en una frase sin punto final.
        maximo: hasta dónde se puede mover; el mínimo es 0.
    """

    valor: Decimal
    unidad: str
    que: str
    maximo: Decimal


@dataclass(frozen=True, slots=True)
class FichaDeRegla:
    """Qué mira una regla, cuánto pesa, de dónde sale y cómo se arregla lo que encuentra.

    Attributes:
        severidad: la de omisión; un caso puede pesar menos (lo explicado es informativo).
        fuente: norma, lámina o formato real del que sale.
        sin_datos: cuándo no se evalúa, si depende de algo que la entidad puede no tener cargado.
        apagada: si por omisión no se evalúa.
    """

    codigo: str
    nombre: str
    severidad: Severidad
    que_mira: str
    arreglo: str
    fuente: str
    umbral: UmbralDeRegla | None = None
    sin_datos: str | None = None
    apagada: bool = False


@dataclass(frozen=True, slots=True)
class AjusteDeRegla:
    """Lo que una entidad cambia de una regla; ``None`` en un campo es «como viene».

    Attributes:
        umbral: en la unidad de la ficha.
        razon: por qué, si la deja apagada o rebajada.
        autor: nombre de quien lo hizo; ``None`` es la línea de órdenes.
        en: instante UTC; ``None`` = todavía no se ha guardado.
    """

    regla: str
    apagada: bool | None = None
    severidad: Severidad | None = None
    umbral: Decimal | None = None
    # Lo que se compara es cómo queda la regla; esto dice por qué, quién y cuándo.
    razon: str | None = field(default=None, compare=False)
    autor: str | None = field(default=None, compare=False)
    en: datetime | None = field(default=None, compare=False)

    @property
    def vacio(self) -> bool:
        """Si no cambia nada: la regla queda como viene."""
        return self.apagada is None and self.severidad is None and self.umbral is None


@dataclass(frozen=True, slots=True)
class ReglaVigente:
    """Una regla como la tiene hoy la entidad."""

    ficha: FichaDeRegla
    ajuste: AjusteDeRegla

    @property
    def apagada(self) -> bool:
        """Si hoy no se evalúa."""
        return self.ficha.apagada if self.ajuste.apagada is None else self.ajuste.apagada

    @property
    def severidad(self) -> Severidad:
        """La que tiene hoy."""
        return self.ajuste.severidad or self.ficha.severidad

    @property
    def umbral(self) -> Decimal | None:
        """El que tiene hoy, en la unidad de la ficha; ``None`` si la regla no tiene."""
        if self.ficha.umbral is None or self.ajuste.umbral is None:
            return None if self.ficha.umbral is None else self.ficha.umbral.valor
        return self.ajuste.umbral

    @property
    def relajada(self) -> ReglaRelajada | None:
        """Lo que se le aflojó: se apagó, o siendo error pesa menos; ``None`` si nada."""
        apagada = self.apagada and not self.ficha.apagada
        rebajada = self.ficha.severidad is Severidad.ERROR and self.severidad is not Severidad.ERROR
        if not apagada and not rebajada:
            return None
        return ReglaRelajada(
            self.ficha.codigo,
            self.ficha.nombre,
            apagada,
            self.severidad,
            self.ajuste.razon,
            self.ajuste.autor,
            self.ajuste.en,
        )


@dataclass(frozen=True, slots=True)
class ReglaRelajada:
    """Una regla que la entidad apagó, o un error al que le bajó el peso.

    Attributes:
        apagada: no se evalúa; si no, es un error que hoy pesa menos.
        severidad: la que tiene hoy.
        razon: por qué; ``None`` si se relajó cuando todavía no se pedía.
        quien: nombre; ``None`` es la línea de órdenes.
        cuando: instante UTC.
    """

    codigo: str
    nombre: str
    apagada: bool
    severidad: Severidad
    razon: str | None
    quien: str | None
    cuando: datetime | None


@dataclass(frozen=True, slots=True)
class SinEvaluar:
    """Lo que la entidad no ha cargado y las reglas que por eso no dijeron nada.

    Attributes:
        que: con su artículo («el POAI»).
    """

    que: str
    reglas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Apropiacion:
    """De dónde sale la apropiación definitiva de un registro, en pesos; ``None`` = no vino."""

    inicial: Pesos | None
    adiciones: Pesos | None
    reducciones: Pesos | None
    creditos: Pesos | None
    contracreditos: Pesos | None
    definitiva: Pesos | None


@dataclass(frozen=True, slots=True)
class OmisionVigente:
    """Algo que no se reportó en un corte ya cerrado y sigue sin reportarse.

    Attributes:
        objeto: código de la actividad o de la meta.
        cortes: los que lo omitieron («2026-T1»), del más viejo al más nuevo.
        de_meta: lo omitido es el resultado de una meta.
        responsable: quien debía reportar; vacío si no tenía.
    """

    objeto: str
    dependencia: str | None
    cortes: tuple[str, ...]
    de_meta: bool
    responsable: str


@dataclass(frozen=True, slots=True)
class NuevaAceptacion:
    """Un hallazgo aceptado, listo para guardar (``en``: instante UTC)."""

    entidad_id: IdEntidad
    vigencia: Vigencia
    regla: str
    objeto: str
    mensaje: str
    huella: str
    razon: str
    autor_id: IdPersona | None
    en: datetime


class SituacionDeDependencia(StrEnum):
    """Si lo de una dependencia se puede aprobar."""

    LIMPIA = "limpia"
    CON_ADVERTENCIAS = "con advertencias"
    BLOQUEADA = "bloqueada"


@dataclass(frozen=True, slots=True)
class CoherenciaDeDependencia:
    """Cuántos hallazgos abiertos tiene una dependencia, por severidad, y cuántos aceptados.

    Attributes:
        id: ``None`` = lo que no es de ninguna dependencia.
    """

    id: IdDependencia | None
    codigo: str | None
    nombre: str | None
    errores: int = 0
    advertencias: int = 0
    informativos: int = 0
    aceptados: int = 0

    @property
    def situacion(self) -> SituacionDeDependencia:
        """Bloqueada si tiene un error abierto; lo informativo no ensucia.

        Fuente: dominio de la entidad: E = error (no se aprueba), A = advertencia (pide explicación).
        """
        if self.errores:
            return SituacionDeDependencia.BLOQUEADA
        if self.advertencias:
            return SituacionDeDependencia.CON_ADVERTENCIAS
        return SituacionDeDependencia.LIMPIA


@dataclass(frozen=True, slots=True)
class LibroDeCoherencia:
    """Lo que lleva el libro de la coherencia.

    Attributes:
        entidad: nombre.
        dependencia: nombre, si es de una sola.
        generado_en: instante UTC.
    """

    entidad: str
    vigencia: Vigencia
    dependencia: str | None
    generado_en: datetime
    hallazgos: tuple[Hallazgo, ...]
    dependencias: tuple[CoherenciaDeDependencia, ...]
    reglas: tuple[ReglaVigente, ...]
    sin_evaluar: tuple[SinEvaluar, ...] = ()

    @property
    def reglas_apagadas(self) -> tuple[ReglaRelajada, ...]:
        """Las que la entidad apagó o rebajó, con su razón."""
        return tuple(una for regla in self.reglas if (una := regla.relajada) is not None)
