"""Días hábiles y horas decentes; qué día es hábil lo dice el calendario de la entidad."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from dominio.errores import CalendarioSinHabiles, InstanteSinZona
from dominio.valores.fechas import a_bogota

EsHabil = Callable[[date], bool]

UN_DIA = timedelta(days=1)
# Ningún calendario real pasa tanto sin un día de trabajo; con uno mal cargado no se gira sin fin.
BUSQUEDA_MAXIMA = 400


def dias_restantes(hoy: date, fin: date) -> int:
    """Días calendario que faltan para ``fin``: 0 es hoy, negativo es que ya pasó.

    Fuente: Ley 4 de 1913 art. 62 (los plazos de meses y años se cuentan por calendario).
    """
    return (fin - hoy).days


def dias_habiles_entre(desde: date, hasta: date, es_habil: EsHabil) -> int:
    """Días hábiles después de ``desde`` y hasta ``hasta`` incluido; negativo si ``hasta`` es anterior.

    Es la inversa de ``sumar_habiles``: entre una fecha y la misma más n hábiles hay n.

    Fuente: Ley 4 de 1913 art. 62 (en los plazos de días se suprimen los feriados y vacantes).
    """
    if hasta < desde:
        return -sum(1 for i in range((desde - hasta).days) if es_habil(hasta + i * UN_DIA))
    return sum(1 for i in range(1, (hasta - desde).days + 1) if es_habil(desde + i * UN_DIA))


def sumar_habiles(desde: date, dias: int, es_habil: EsHabil) -> date:
    """La fecha que queda ``dias`` hábiles después (o antes, si es negativo); con 0, la misma.

    Raises:
        CalendarioSinHabiles: no hay día hábil en más de un año.

    Fuente: Ley 4 de 1913 art. 62.
    """
    paso = UN_DIA if dias > 0 else -UN_DIA
    fecha = desde
    for _ in range(abs(dias)):
        fecha = _buscar(fecha + paso, paso, es_habil)
    return fecha


def habil_siguiente(fecha: date, es_habil: EsHabil) -> date:
    """La misma fecha si es hábil; si no, el primer día hábil que sigue.

    Raises:
        CalendarioSinHabiles: no hay día hábil en más de un año.

    Fuente: Ley 4 de 1913 art. 62 (el último día feriado o vacante se extiende al primer hábil).
    """
    return _buscar(fecha, UN_DIA, es_habil)


def habil_anterior(fecha: date, es_habil: EsHabil) -> date:
    """La misma fecha si es hábil; si no, el último día hábil que la precede.

    Raises:
        CalendarioSinHabiles: no hay día hábil en más de un año.

    Fuente: Ley 1474 de 2011 art. 74: «a más tardar el 31 de enero»; si ese día no es hábil se
    recuerda contra el hábil anterior y la prórroga solo se muestra.
    """
    return _buscar(fecha, -UN_DIA, es_habil)


def momento_decente(
    instante_bogota: datetime,
    limite: date | None,
    es_habil: EsHabil,
    desde: time = time(7),
    hasta: time = time(19),
) -> datetime:
    """Cuándo enviar lo que tocaba en ``instante_bogota``: día hábil y entre ``desde`` y ``hasta``.

    Se corre hacia adelante; si así pasaría del día ``limite``, hacia atrás. Al cambiar de día
    conserva la hora si cabe en la ventana. Un límite que ya había pasado no cuenta.

    Args:
        instante_bogota: instante con zona; se lleva a la hora de Bogotá.
        limite: último día en que sirve el mensaje, incluido; ``None`` si no hay.
        es_habil: calendario de la entidad.
        desde: primera hora decente, incluida.
        hasta: última hora decente, incluida.

    Raises:
        InstanteSinZona: el instante no dice su zona horaria.
        CalendarioSinHabiles: no hay día hábil en más de un año.

    Fuente: Ley 4 de 1913 art. 62 para el día; el horario es una regla de la entidad.
    """
    if instante_bogota.utcoffset() is None:
        raise InstanteSinZona("instante", valor=instante_bogota.isoformat())
    instante = a_bogota(instante_bogota)
    dia, hora = instante.date(), instante.time()
    adelante = _hacia_adelante(dia, hora, es_habil, (desde, hasta))
    if limite is None or adelante[0] <= limite or dia > limite:
        elegido = adelante
    else:
        elegido = _hacia_atras(dia, hora, es_habil, (desde, hasta))
    return datetime.combine(*elegido, tzinfo=instante.tzinfo)


def _hacia_adelante(
    dia: date, hora: time, es_habil: EsHabil, ventana: tuple[time, time]
) -> tuple[date, time]:
    desde, hasta = ventana
    if hora > hasta:
        return habil_siguiente(dia + UN_DIA, es_habil), desde
    return habil_siguiente(dia, es_habil), max(hora, desde)


def _hacia_atras(dia: date, hora: time, es_habil: EsHabil, ventana: tuple[time, time]) -> tuple[date, time]:
    desde, hasta = ventana
    return habil_anterior(dia, es_habil), min(max(hora, desde), hasta)


def _buscar(fecha: date, paso: timedelta, es_habil: EsHabil) -> date:
    for _ in range(BUSQUEDA_MAXIMA):
        if es_habil(fecha):
            return fecha
        fecha += paso
    raise CalendarioSinHabiles("calendario", cerca=fecha.isoformat())
