"""El resultado de una meta: lo que reporta quien la coordina, que nunca se deduce de sus actividades."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from dominio.modelo.identidad import IdEntidad, IdMeta, IdPersona, IdResultado
from dominio.modelo.plan import Meta
from dominio.modelo.reporte import Correccion, EstadoReporte
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje


class ClaseDeValor(StrEnum):
    """Qué es el número que escribió la persona, cuando podría ser cualquiera de los dos."""

    NIVEL = "nivel"
    DEL_ANIO = "anio"


@dataclass(frozen=True, slots=True)
class NuevoResultado:
    """Resultado listo para guardar; el folio y la versión los pone el almacén.

    Attributes:
        clave_envio: clave del borrador; dos envíos con la misma clave son el mismo reporte.
        valor: total acumulado de la vigencia, en la unidad de la meta.
        proyeccion: en cuánto se espera cerrar la vigencia, en la misma unidad.
        aclaracion: lo que explicó ante las advertencias de verosimilitud.
        reportado_en: instante UTC en que la persona lo confirmó.
        correccion: si es una nueva versión de otro reporte.
    """

    clave_envio: str
    entidad_id: IdEntidad
    vigencia: Vigencia
    meta_id: IdMeta
    corte: Corte
    valor: Decimal
    proyeccion: Decimal | None
    logro: str | None
    analisis: str | None
    dificultades: str | None
    aclaracion: str | None
    extemporaneo: bool
    autor_id: IdPersona | None
    reportado_en: datetime
    correccion: Correccion | None = None


@dataclass(frozen=True, slots=True)
class ResultadoDeMeta:
    """Resultado guardado, con folio «RM-2026-000012». ``version`` cuenta los reportes de la meta.

    Attributes:
        vigencia: año de la meta.
        dependencia: la coordinadora que dice el Plan Indicativo; ``None`` si no la dice.
        autor_id: quien lo reportó, que no puede revisarlo.
    """

    id: IdResultado
    folio: str
    vigencia: Vigencia
    meta_id: IdMeta
    meta_codigo: str
    dependencia: str | None
    corte: Corte
    valor: Decimal
    proyeccion: Decimal | None
    logro: str | None
    analisis: str | None
    dificultades: str | None
    aclaracion: str | None
    estado: EstadoReporte
    extemporaneo: bool
    autor_id: IdPersona | None
    autor: str | None
    reportado_en: datetime
    version: int
    correccion: Correccion | None = None


@dataclass(frozen=True, slots=True)
class EstadoDeMeta:
    """Cómo va una meta: su resultado y, aparte, sus actividades.

    Attributes:
        programado: lo de la vigencia, en su unidad; ``None`` = NP (y 0 tampoco se mide).
        ultimo: el último resultado enviado o aprobado.
        avance: qué parte de lo programado es ese resultado, en puntos; ``None`` = no aplica.
        actividades: sumatoria ponderada (o media) de sus actividades, en puntos; ``None`` = no tiene.
        cuantas: cuántas actividades.
        omitida: está programada, su corte cerró y nadie reportó el resultado: no es 0 %.
    """

    meta: Meta
    programado: Decimal | None
    ultimo: ResultadoDeMeta | None
    avance: Porcentaje | None
    actividades: Porcentaje | None
    cuantas: int
    omitida: bool = False
