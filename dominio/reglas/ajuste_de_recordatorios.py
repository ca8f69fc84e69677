"""Qué puede cambiar una entidad de un recordatorio, y qué horario puede pedir una persona."""

from __future__ import annotations

from datetime import time

from dominio.errores.ajustes_de_recordatorio import (
    DesfaseFueraDeRango,
    DesfasesFijos,
    HoraFueraDeJornada,
    HorarioFueraDeJornada,
)
from dominio.modelo.tipo_de_recordatorio import Ancla, FichaDeRecordatorio, TipoRecordatorio

JORNADA = (time(7), time(19))
MAXIMO_DESFASES = 8
MAXIMO_DIAS = 60
_DESPUES = frozenset(
    {
        TipoRecordatorio.VENCIDA,
        TipoRecordatorio.DEVUELTO,
        TipoRecordatorio.COLA,
        TipoRecordatorio.CONTRATACION,
        TipoRecordatorio.ESCALA_JEFATURA,
        TipoRecordatorio.ESCALA_PLANEACION,
    }
)


def es_despues(ficha: FichaDeRecordatorio) -> bool:
    """Si se cuenta después de su fecha (una vencida) y no antes (un plazo).

    Fuente: escalera de recordatorios de la entidad: antes del plazo se avisa, después se reclama.
    """
    return ficha.tipo in _DESPUES


def admite_desfases(ficha: FichaDeRecordatorio) -> bool:
    """Si se puede cambiar cuántos días antes o después; los resúmenes tienen su día fijo.

    Fuente: el resumen semanal sale el primer día hábil de la semana; el diario, cada día hábil.
    """
    return ficha.ancla not in (Ancla.LUNES, Ancla.DIA)


def desfases_de(ficha: FichaDeRecordatorio, dias: tuple[int, ...]) -> tuple[int, ...]:
    """Los desfases de la ficha a partir de días sin signo: «15, 7, 3, 1, 0», del primero al último que sale.

    Raises:
        DesfasesFijos: es un resumen.
        DesfaseFueraDeRango: alguno pasa de sesenta días, son más de ocho o no hay ninguno; o es 0 en lo
            que solo se recuerda después.

    Fuente: Ley 4 de 1913 art. 62: los plazos en días se cuentan hábiles.
    """
    if not admite_desfases(ficha):
        raise DesfasesFijos("desfases", tipo=ficha.nombre)
    despues = es_despues(ficha)
    minimo = 1 if despues else 0
    distintos = sorted(set(dias), reverse=not despues)
    fuera = [dia for dia in distintos if not minimo <= dia <= MAXIMO_DIAS]
    if fuera or not 1 <= len(distintos) <= MAXIMO_DESFASES:
        raise DesfaseFueraDeRango(
            "desfases", minimo=minimo, maximo=MAXIMO_DIAS, cuantos=MAXIMO_DESFASES, tipo=ficha.nombre
        )
    return tuple(dia if despues else -dia for dia in distintos)


def exigir_hora(hora: time) -> time:
    """La hora, si a esa hora se le puede escribir a alguien: de las 7:00 a antes de las 19:00.

    Raises:
        HoraFueraDeJornada: no cae ahí.

    Fuente: horas decentes de la entidad, 7:00 a 19:00 de Bogotá.
    """
    desde, hasta = JORNADA
    if not desde <= hora < hasta:
        raise HoraFueraDeJornada("hora", hora=hora)
    return hora


def exigir_horario(desde: time, hasta: time) -> tuple[time, time]:
    """El horario de una persona, si cae dentro de la jornada y deja al menos una hora.

    Raises:
        HorarioFueraDeJornada: se sale de 7:00 a 19:00, está al revés o deja menos de una hora.

    Fuente: cada persona acota las horas decentes de la entidad; nunca las amplía.
    """
    primera, ultima = JORNADA
    una_hora = (hasta.hour * 60 + hasta.minute) - (desde.hour * 60 + desde.minute) >= 60
    if not primera <= desde <= hasta <= ultima or not una_hora:
        raise HorarioFueraDeJornada("horario", desde=desde, hasta=hasta)
    return desde, hasta
