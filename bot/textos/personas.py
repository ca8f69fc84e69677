"""Cómo se dice quién es una persona, en qué punto está su vinculación y qué se le pidió cambiar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.textos import formato
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from bot.textos.roles import nombre_del_rol
from dominio.modelo.cambio_de_rol import CambioDeRol
from dominio.modelo.ficha import Ficha, Situacion

_NOMBRE, _DEPENDENCIA = 60, 60


def situacion(ficha: Ficha) -> str:
    """«vinculada», «invitada, vence el 7 de septiembre…»."""
    match ficha.situacion:
        case Situacion.VINCULADA:
            return _("vinculada")
        case Situacion.INALCANZABLE:
            return _("inalcanzable: bloqueó el asistente o borró su cuenta")
        case Situacion.INVITADA if ficha.invitacion_vence is not None:
            return _("invitada, vence el %(vence)s") % {"vence": formato.instante(ficha.invitacion_vence)}
        case Situacion.REVOCADA:
            return _("revocada")
        case _:
            return _("sin invitar")


def renglon(ficha: Ficha) -> Html:
    """Una persona en dos renglones de la lista."""
    return armar(
        _("<b>%(nombre)s</b> · %(papel)s\n   %(situacion)s%(a_cargo)s"),
        nombre=recortar(ficha.persona.nombre, _NOMBRE),
        papel=_papel(ficha),
        situacion=situacion(ficha),
        a_cargo=f" · {formato.actividades(ficha.actividades)}" if ficha.actividades else "",
    )


def detalle(ficha: Ficha) -> Html:
    """La ficha entera."""
    persona = ficha.persona
    acepto = persona.acepto_aviso_en
    return unir(
        [
            armar("<b>%(nombre)s</b>", nombre=persona.nombre),
            armar("%(papel)s", papel=_papel(ficha)),
            armar(_("Cargo: %(cargo)s"), cargo=persona.cargo) if persona.cargo else Html(""),
            armar(_("Situación: %(situacion)s"), situacion=situacion(ficha)),
            armar(_("Vinculada desde: %(desde)s"), desde=formato.instante(acepto))
            if acepto is not None and persona.telegram_id is not None
            else Html(""),
            armar(_("A su nombre: %(actividades)s"), actividades=formato.actividades(ficha.actividades)),
        ]
    )


def cuenta(fichas: Sequence[Ficha]) -> Html:
    """Cuántas hay en cada situación; primero las responsables del plan sin vincular."""
    faltan = sum(ficha.falta_vincular for ficha in fichas)
    hay = Counter(ficha.situacion for ficha in fichas)
    nombres = {
        Situacion.VINCULADA: ngettext("%(n)s vinculada", "%(n)s vinculadas", hay[Situacion.VINCULADA]),
        Situacion.INVITADA: ngettext("%(n)s invitada", "%(n)s invitadas", hay[Situacion.INVITADA]),
        Situacion.SIN_INVITAR: _("%(n)s sin invitar"),
        Situacion.INALCANZABLE: ngettext(
            "%(n)s inalcanzable", "%(n)s inalcanzables", hay[Situacion.INALCANZABLE]
        ),
        Situacion.REVOCADA: ngettext("%(n)s revocada", "%(n)s revocadas", hay[Situacion.REVOCADA]),
    }
    frase = ngettext(
        "<b>%(n)s responsable del plan sin vincular</b>",
        "<b>%(n)s responsables del plan sin vincular</b>",
        faltan,
    )
    partes = [armar(nombre, n=hay[una]) for una, nombre in nombres.items() if hay[una]]
    return unir([armar(frase, n=faltan) if faltan else Html(""), Html(" · ".join(partes))])


def cambio(pedido: CambioDeRol) -> Html:
    """«Ana Ruiz: de responsable a jefatura (Secretaría de Salud)»."""
    return armar(
        _("<b>%(persona)s</b>: de %(antes)s a %(despues)s%(dependencia)s"),
        persona=pedido.persona,
        antes=nombre_del_rol(pedido.rol_anterior),
        despues=nombre_del_rol(pedido.rol_nuevo),
        dependencia=f" ({recortar(pedido.dependencia, _DEPENDENCIA)})" if pedido.dependencia else "",
    )


def _papel(ficha: Ficha) -> str:
    rol = nombre_del_rol(ficha.persona.rol)
    return f"{rol}, {recortar(ficha.dependencia, _DEPENDENCIA)}" if ficha.dependencia else rol
