"""Lo que hay que saber de un plan para decir qué toca recordar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from dominio.modelo.corte import SituacionDeCorte
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.ruta import Paso, PlazoDePaso
from dominio.modelo.tipo_de_recordatorio import FechaLegal, FichaDeRecordatorio, TipoRecordatorio
from dominio.puertos.tiempo import Calendario
from dominio.reglas.recordatorios import FICHAS
from dominio.valores.fechas import Vigencia
from recordatorios.citas.tiempos import RASTREO


@dataclass(frozen=True, slots=True)
class PlanPorRecordar:
    """Un plan en el momento del barrido; con esto y la hora se sabe todo lo que toca.

    Attributes:
        calendario: días hábiles de la entidad.
        fichas: cada tipo, como lo dejó la entidad; el que no está o está apagado no se recuerda.
        inicios, fines: fechas de comienzo y de terminación que hay en el plan.
        cortes: cómo está hoy cada corte de la vigencia.
        legales: fechas de norma que rigen para esa vigencia.
        plazos: de los pasos de la ruta que faltan por terminar.
        ejecucion: si la entidad ya lleva ejecución; sin ella no se juzga avance contra gasto.
        principal: si es el plan que manda en la entidad: con él van la cola y los resúmenes, que son
            de la entidad y no de una vigencia.
        atras: cuánto hacia atrás se busca lo que no alcanzó a salir.
    """

    entidad_id: IdEntidad
    vigencia: Vigencia
    calendario: Calendario
    fichas: Mapping[TipoRecordatorio, FichaDeRecordatorio] = field(default_factory=lambda: FICHAS)
    inicios: tuple[date, ...] = ()
    fines: tuple[date, ...] = ()
    cortes: tuple[SituacionDeCorte, ...] = ()
    legales: tuple[FechaLegal, ...] = ()
    plazos: Mapping[Paso, PlazoDePaso] = field(default_factory=dict)
    ejecucion: bool = False
    principal: bool = True
    atras: timedelta = RASTREO

    def ficha(self, tipo: TipoRecordatorio) -> FichaDeRecordatorio | None:
        """La de ese tipo si está encendida."""
        ficha = self.fichas.get(tipo)
        return ficha if ficha is not None and ficha.activo else None
