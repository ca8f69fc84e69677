"""Qué se recuerda: la ficha de cada tipo como viene, y como la deja una entidad con sus ajustes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import time

from dominio.modelo.hallazgo import Severidad
from dominio.modelo.tipo_de_recordatorio import (
    AjusteDeRecordatorio,
    Ancla,
    Destino,
    FichaDeRecordatorio,
    TipoRecordatorio,
)

_A_PRIMERA_HORA = time(7, 30)
_ESCALERA = "escalera de recordatorios de la entidad, en días hábiles (Ley 4 de 1913 art. 62)"
_CORTES = "docs/reglas.md §7; Circular 001 de 2018 del Comité Institucional de Gestión y Desempeño"

FICHAS: Mapping[TipoRecordatorio, FichaDeRecordatorio] = {
    ficha.tipo: ficha
    for ficha in (
        FichaDeRecordatorio(
            TipoRecordatorio.INICIO,
            "Comienzo de una actividad",
            Destino.RESPONSABLE,
            Ancla.INICIO,
            (0,),
            Severidad.INFORMATIVO,
            _ESCALERA,
        ),
        FichaDeRecordatorio(
            TipoRecordatorio.PLAZO,
            "Plazo de una actividad",
            Destino.RESPONSABLE,
            Ancla.FIN,
            (-15, -7, -3, -1, 0),
            Severidad.ADVERTENCIA,
            _ESCALERA,
        ),
        FichaDeRecordatorio(
            TipoRecordatorio.VENCIDA,
            "Actividad vencida",
            Destino.RESPONSABLE,
            Ancla.FIN,
            (1,),
            Severidad.ERROR,
            _ESCALERA,
            cada_semana=True,
        ),
        FichaDeRecordatorio(
            TipoRecordatorio.CORTE_ABRE,
            "Apertura de un corte",
            Destino.RESPONSABLE,
            Ancla.APERTURA,
            (0,),
            Severidad.INFORMATIVO,
            _CORTES,
        ),
        FichaDeRecordatorio(
            TipoRecordatorio.CORTE_CIERRA,
            "Cierre de un corte",
            Destino.RESPONSABLE,
            Ancla.CIERRE,
            (-5, -1, 0),
            Severidad.ADVERTENCIA,
            _CORTES,
        ),
        FichaDeRecordatorio(
            TipoRecordatorio.DEVUELTO,
            "Reporte devuelto sin corregir",
            Destino.AUTOR,
            Ancla.DEVOLUCION,
            (3,),
            Severidad.ADVERTENCIA,
            "devolución con lo que hay que subsanar; tres días hábiles por omisión",
        ),
        FichaDeRecordatorio(
            TipoRecordatorio.COLA,
            "Reportes sin revisar",
            Destino.PLANEACION,
            Ancla.ENVIO,
            (5,),
            Severidad.ADVERTENCIA,
            "cola de revisión de planeación; cinco días hábiles por omisión",
            cada_semana=True,
        ),
        FichaDeRecordatorio(
            TipoRecordatorio.LEGAL,
            "Fecha que exige la ley",
            Destino.JEFE_Y_PLANEACION,
            Ancla.FECHA,
            (-15, -7, -3, -1, 0),
            Severidad.ERROR,
            "Ley 1474 de 2011 art. 74 y las demás fechas que la entidad verifique",
            silenciable=False,
        ),
        FichaDeRecordatorio(
            TipoRecordatorio.RUTA,
            "Plazo de un paso del plan",
            Destino.PLANEACION,
            Ancla.FECHA,
            (-3, -1, 0),
            Severidad.ADVERTENCIA,
            "Gobernación del Valle, «Formulación planes de acción 2021», ruta de formulación",
        ),
        FichaDeRecordatorio(
            TipoRecordatorio.CONTRATACION,
            "Contratación anunciada y sin empezar",
            Destino.RESPONSABLE,
            Ancla.INICIO,
            (10, 30),
            Severidad.ADVERTENCIA,
            "formato del plan, «Requiere contratación»: anunciada, sin CDP ni compromisos",
        ),
        FichaDeRecordatorio(
            TipoRecordatorio.GASTO_SIN_AVANCE,
            "Gasto sin avance",
            Destino.RESPONSABLE,
            Ancla.CIERRE,
            (-5,),
            Severidad.ADVERTENCIA,
            "R22 y R25",
        ),
        FichaDeRecordatorio(
            TipoRecordatorio.AVANCE_SIN_GASTO,
            "Avance sin gasto",
            Destino.RESPONSABLE,
            Ancla.CIERRE,
            (-5,),
            Severidad.INFORMATIVO,
            "R24",
        ),
        FichaDeRecordatorio(
            TipoRecordatorio.ESCALA_JEFATURA,
            "Vencida y sin respuesta, a la jefatura",
            Destino.JEFE,
            Ancla.FIN,
            (3,),
            Severidad.ERROR,
            _ESCALERA,
            junto=True,
        ),
        FichaDeRecordatorio(
            TipoRecordatorio.ESCALA_PLANEACION,
            "Vencida y sin respuesta, a planeación",
            Destino.PLANEACION,
            Ancla.FIN,
            (5,),
            Severidad.ERROR,
            _ESCALERA,
            junto=True,
        ),
        FichaDeRecordatorio(
            TipoRecordatorio.RESUMEN_SEMANAL,
            "Resumen de la semana",
            Destino.JEFE_Y_PLANEACION,
            Ancla.LUNES,
            (0,),
            Severidad.INFORMATIVO,
            "seguimiento semanal de planeación y de cada jefatura",
            hora=_A_PRIMERA_HORA,
            junto=True,
        ),
        FichaDeRecordatorio(
            TipoRecordatorio.RESUMEN_DIARIO,
            "Resumen diario del servicio",
            Destino.ADMINISTRACION,
            Ancla.DIA,
            (0,),
            Severidad.INFORMATIVO,
            "custodia de la cabeza de la traza fuera de la base de datos",
            hora=_A_PRIMERA_HORA,
            junto=True,
        ),
    )
}


def configuradas(
    ajustes: Iterable[AjusteDeRecordatorio],
) -> Mapping[TipoRecordatorio, FichaDeRecordatorio]:
    """Todas las fichas, con lo que la entidad cambió de cada una.

    Fuente: cada tipo es un dato de la entidad; lo que no ajusta queda como viene.
    """
    dichas = {ajuste.tipo: ajuste for ajuste in ajustes}
    return {tipo: _con_ajuste(ficha, dichas.get(tipo)) for tipo, ficha in FICHAS.items()}


def _con_ajuste(ficha: FichaDeRecordatorio, ajuste: AjusteDeRecordatorio | None) -> FichaDeRecordatorio:
    if ajuste is None:
        return ficha
    cambios = {
        campo: valor
        for campo in ("activo", "desfases", "hora", "severidad", "texto")
        if (valor := getattr(ajuste, campo)) is not None
    }
    return replace(ficha, **cambios)
