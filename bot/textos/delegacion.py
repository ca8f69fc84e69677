"""Cómo se dice quién reporta por quién, y desde cuándo hasta cuándo."""

from __future__ import annotations

from datetime import date

from bot.textos import formato
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, unir
from dominio.modelo.delegacion import Delegacion
from dominio.modelo.identidad import IdPersona


def fechas(desde: date, hasta: date) -> str:
    """«del 7 al 15 de septiembre de 2026», «el 7 de septiembre de 2026»."""
    if desde == hasta:
        return _("el %(dia)s") % {"dia": formato.fecha(desde)}
    mismo_mes = (desde.year, desde.month) == (hasta.year, hasta.month)
    inicio = str(desde.day) if mismo_mes else formato.fecha(desde)
    return _("del %(desde)s al %(hasta)s") % {"desde": inicio, "hasta": formato.fecha(hasta)}


def para_quien(delegacion: Delegacion, persona_id: IdPersona, hoy: date) -> Html:
    """La delegación como la lee una de las dos personas."""
    frase = (
        _("• <b>%(delegado)s</b> reporta por usted %(fechas)s%(rige)s")
        if delegacion.titular_id == persona_id
        else _("• Usted reporta por <b>%(titular)s</b> %(fechas)s%(rige)s")
    )
    return armar(
        frase,
        delegado=delegacion.delegado,
        titular=delegacion.titular,
        fechas=fechas(delegacion.desde, delegacion.hasta),
        rige=_(" (rige hoy)") if delegacion.rige(hoy) else "",
    )


def completa(delegacion: Delegacion, hoy: date) -> Html:
    """La delegación con sus dos nombres."""
    return armar(
        _("• <b>%(delegado)s</b> reporta por <b>%(titular)s</b> %(fechas)s%(rige)s"),
        delegado=delegacion.delegado,
        titular=delegacion.titular,
        fechas=fechas(delegacion.desde, delegacion.hasta),
        rige=_(" (rige hoy)") if delegacion.rige(hoy) else "",
    )


def al_delegado(delegacion: Delegacion, actividades: int) -> Html:
    """Lo que lee quien recibe la delegación."""
    return unir(
        [
            armar(
                _("<b>%(titular)s le delegó sus reportes</b> %(fechas)s: %(actividades)s."),
                titular=delegacion.titular,
                fechas=fechas(delegacion.desde, delegacion.hasta),
                actividades=formato.actividades(actividades),
            ),
            _motivo(delegacion),
            Html(_("En esas fechas le llegan los recordatorios y puede reportarlas desde /mis.")),
        ]
    )


def a_los_demas(delegacion: Delegacion) -> Html:
    """Lo que lee la jefatura, o el titular si la hizo planeación."""
    texto = armar(
        _("%(fechas)s, <b>%(delegado)s</b> reporta las actividades de <b>%(titular)s</b>."),
        fechas=_con_mayuscula(fechas(delegacion.desde, delegacion.hasta)),
        delegado=delegacion.delegado,
        titular=delegacion.titular,
    )
    return unir([texto, _motivo(delegacion)])


def terminada(delegacion: Delegacion) -> Html:
    """Lo que lee la otra parte cuando se termina antes."""
    return armar(
        _("Terminó la delegación de <b>%(titular)s</b> en <b>%(delegado)s</b> (iba %(fechas)s)."),
        titular=delegacion.titular,
        delegado=delegacion.delegado,
        fechas=fechas(delegacion.desde, delegacion.hasta),
    )


def _motivo(delegacion: Delegacion) -> Html:
    return armar(_("Motivo: %(motivo)s"), motivo=delegacion.motivo) if delegacion.motivo else Html("")


def _con_mayuscula(texto: str) -> str:
    return texto[:1].upper() + texto[1:]
