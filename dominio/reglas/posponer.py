"""Hasta cuándo se puede dejar para después un recordatorio, y a qué momentos."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.plazos import EsHabil, habil_siguiente, momento_decente
from dominio.valores.fechas import BOGOTA, a_bogota

MAXIMO_DE_VECES = 3
A_PRIMERA_HORA = time(8)
_UN_DIA = timedelta(days=1)
_UNA_HORA = timedelta(hours=1)
_POSPUESTA = re.compile(r"\|p\d+$")
# Su plazo es el día del que cuelgan.
_CON_PLAZO = frozenset(
    {
        TipoRecordatorio.PLAZO,
        TipoRecordatorio.CORTE_CIERRA,
        TipoRecordatorio.LEGAL,
        TipoRecordatorio.RUTA,
    }
)
# Su plazo es el cierre del corte abierto, no el día del que cuelgan.
DEL_CORTE = frozenset({TipoRecordatorio.GASTO_SIN_AVANCE, TipoRecordatorio.AVANCE_SIN_GASTO})
# Su plazo es la terminación de la actividad.
_DE_LA_ACTIVIDAD = frozenset({TipoRecordatorio.INICIO, TipoRecordatorio.CONTRATACION})


class Aplazo(StrEnum):
    """Lo que se ofrece al posponer."""

    UNA_HORA = "h"
    MANANA = "m"
    LUNES = "l"


def limite_de(
    tipo: TipoRecordatorio, base: date, fin_de_actividad: date | None, cierre: date | None = None
) -> date | None:
    """Último día en que ese recordatorio todavía sirve; ``None`` si no tiene plazo que se le pase.

    Lo vencido, lo devuelto y lo que espera revisión ya no tiene un día que se le pase.

    Args:
        tipo: de qué se recuerda.
        base: el día del que cuelga.
        fin_de_actividad: terminación de la actividad, si habla de una.
        cierre: último día del corte que recibe hoy.

    Fuente: docs/recordatorios.md (posponer nunca pasa del plazo); Ley 4 de 1913 art. 62.
    """
    if tipo in _CON_PLAZO:
        return base
    if tipo in DEL_CORTE:
        return cierre
    return fin_de_actividad if tipo in _DE_LA_ACTIVIDAD else None


def momentos(
    ahora: datetime, limite: date | None, es_habil: EsHabil, ventana: tuple[time, time]
) -> Mapping[Aplazo, datetime]:
    """A qué instantes UTC se puede posponer ahora, en el orden en que se ofrecen.

    Solo los que caen en día hábil, dentro de la ventana de la persona y sin pasar del límite. «Mañana»
    es el día hábil siguiente a las 8:00, y «el lunes» el primer hábil de la semana que viene: un viernes
    son el mismo.

    Args:
        ahora: instante con zona.
        limite: último día en que sirve, incluido; ``None`` si no hay.
        es_habil: calendario de la entidad.
        ventana: primera y última hora de Bogotá en que la persona recibe mensajes.

    Raises:
        InstanteSinZona: el instante no dice su zona horaria.
        CalendarioSinHabiles: no hay día hábil en más de un año.

    Fuente: docs/recordatorios.md (una hora, mañana a las 8:00, el lunes); Ley 4 de 1913 art. 62.
    """
    local = a_bogota(ahora)
    hoy = local.date()
    en_una_hora = _al_minuto(local + _UNA_HORA)
    hallados: dict[Aplazo, datetime] = {}
    if momento_decente(en_una_hora, None, es_habil, *ventana) == en_una_hora:
        hallados[Aplazo.UNA_HORA] = en_una_hora
    manana = habil_siguiente(hoy + _UN_DIA, es_habil)
    lunes = habil_siguiente(hoy + _UN_DIA * (7 - hoy.weekday()), es_habil)
    hallados[Aplazo.MANANA] = _a_primera_hora(manana, ventana)
    hallados[Aplazo.LUNES] = _a_primera_hora(lunes, ventana)
    return {
        aplazo: cuando.astimezone(UTC)
        for aplazo, cuando in hallados.items()
        if limite is None or cuando.date() <= limite
    }


def caducidad(programado: datetime, limite: date | None, es_habil: EsHabil) -> datetime:
    """Instante UTC después del cual lo pospuesto ya no sirve: el hábil que sigue, o el fin del plazo.

    Fuente: docs/decisiones/0020 (lo que no alcanzó a salir se cuenta como vencido, no se acumula).
    """
    siguiente = habil_siguiente(a_bogota(programado).date() + _UN_DIA, es_habil)
    tope = datetime.combine(siguiente, A_PRIMERA_HORA, tzinfo=BOGOTA)
    if limite is not None:
        tope = min(tope, datetime.combine(limite + _UN_DIA, time(), tzinfo=BOGOTA))
    return tope.astimezone(UTC)


def clave_pospuesta(clave: str, veces: int) -> str:
    """La clave de la fila nueva: la de la primera, con «|p1», «|p2» o «|p3».

    Fuente: ADR 0005: una fila por recordatorio y clave única.
    """
    return f"{_POSPUESTA.sub('', clave)}|p{veces}"


def _a_primera_hora(dia: date, ventana: tuple[time, time]) -> datetime:
    desde, hasta = ventana
    return datetime.combine(dia, min(max(A_PRIMERA_HORA, desde), hasta), tzinfo=BOGOTA)


def _al_minuto(instante: datetime) -> datetime:
    justo = instante.replace(second=0, microsecond=0)
    return justo if justo == instante else justo + timedelta(minutes=1)
