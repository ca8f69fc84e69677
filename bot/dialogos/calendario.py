"""Calendario de botones: nunca más de ocho por pantalla, y cada uno empieza con una palabra."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.motor.campos import Eleccion
from bot.textos import formato
from bot.textos.idioma import _
from dominio.valores.fechas import Corte

_DIA = timedelta(days=1)
# Tramos fijos del mes: siempre los mismos cinco sitios en la pantalla.
_TRAMOS = ((1, 7), (8, 14), (15, 21), (22, 28), (29, 31))


def calendario(vista: str, hoy: date, minimo: date, maximo: date) -> Sequence[Eleccion]:
    """Las elecciones de una vista: "" (cercanas), «2026-09» (un mes) o «2026-09-08» (un tramo).

    Una vista que no se entiende o cae fuera de los límites da la inicial.
    """
    dia = _leer_vista(vista)
    if dia is None or dia > maximo or _ultimo(dia) < minimo:
        return _cercanas(hoy, minimo, maximo)
    return _tramo(dia, minimo, maximo) if len(vista) == len("2026-09-08") else _mes(dia, minimo, maximo)


def _leer_vista(vista: str) -> date | None:
    try:
        return date.fromisoformat(vista if len(vista) != len("2026-09") else f"{vista}-01")
    except ValueError:
        return None


def _cercanas(hoy: date, minimo: date, maximo: date) -> list[Eleccion]:
    if hoy <= minimo and hoy < maximo:
        return _por_venir(minimo, maximo)
    cercanas = [(hoy, _("Hoy, %(dia)s")), (hoy - _DIA, _("Ayer, %(dia)s"))]
    elecciones = [
        Eleccion(dia.isoformat(), rotulo % {"dia": formato.dia_de_semana(dia).lower()})
        for dia, rotulo in cercanas
        if minimo <= dia <= maximo
    ]
    return [*elecciones, _vista(f"{maximo:%Y-%m}", _("Buscar en el calendario"))]


def _por_venir(minimo: date, maximo: date) -> list[Eleccion]:
    """Una y dos semanas de plazo: lo que más se da."""
    plazos = [minimo + 6 * _DIA, minimo + 13 * _DIA]
    elecciones = [
        Eleccion(dia.isoformat(), _("El %(dia)s") % {"dia": formato.fecha(dia)})
        for dia in plazos
        if dia <= maximo
    ]
    return [*elecciones, _vista(f"{minimo:%Y-%m}", _("Buscar en el calendario"))]


def _mes(dia: date, minimo: date, maximo: date) -> list[Eleccion]:
    elecciones = []
    fin_de_mes = _ultimo(dia).day
    for desde, hasta in _TRAMOS:
        if desde > fin_de_mes:
            continue
        primero, ultimo = dia.replace(day=desde), dia.replace(day=min(hasta, fin_de_mes))
        if primero <= maximo and ultimo >= minimo:
            datos = {"desde": desde, "hasta": ultimo.day, "mes": formato.mes(dia)}
            elecciones.append(_vista(primero.isoformat(), _("Del %(desde)s al %(hasta)s de %(mes)s") % datos))
    anterior, siguiente = dia.replace(day=1) - _DIA, _ultimo(dia) + _DIA
    if anterior >= minimo:
        elecciones.append(_vista(f"{anterior:%Y-%m}", _("Mes anterior")))
    if siguiente <= maximo:
        elecciones.append(_vista(f"{siguiente:%Y-%m}", _("Mes siguiente")))
    return elecciones


def _tramo(dia: date, minimo: date, maximo: date) -> list[Eleccion]:
    desde, hasta = next((d, h) for d, h in _TRAMOS if d <= dia.day <= h)
    dias = [dia.replace(day=n) for n in range(desde, min(hasta, _ultimo(dia).day) + 1)]
    elecciones = [
        Eleccion(uno.isoformat(), formato.dia_de_semana(uno)) for uno in dias if minimo <= uno <= maximo
    ]
    return [*elecciones, _vista(f"{dia:%Y-%m}", _("Volver al mes"))]


def _vista(clave: str, rotulo: str) -> Eleccion:
    return Eleccion(clave, rotulo, es_vista=True)


def _ultimo(dia: date) -> date:
    return Corte.mensual_de(dia).hasta
