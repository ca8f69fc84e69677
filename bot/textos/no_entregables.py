"""A quién no le llega lo que se recuerda, dicho a planeación, y qué hacer con cada quien."""

from __future__ import annotations

from bot.textos import formato
from bot.textos.idioma import Perezosa, _, _l, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from bot.textos.roles import nombre_del_rol
from dominio.modelo.recordados import (
    ActividadSinResponsable,
    CausaDeNoEntrega,
    NoEntregable,
    PanoramaDeNoEntregables,
)
from dominio.valores.fechas import fecha_bogota

_NOMBRE = 60
_CAUSAS: dict[CausaDeNoEntrega, Perezosa] = {
    CausaDeNoEntrega.BLOQUEO: _l("bloqueó el asistente o cerró su cuenta"),
    CausaDeNoEntrega.REVOCADA: _l("ya no tiene acceso y el plan la sigue nombrando"),
    CausaDeNoEntrega.SIN_INVITAR: _l("nunca se ha vinculado"),
    CausaDeNoEntrega.INVITADA: _l("tiene una invitación sin usar"),
}
_QUE_HACER: dict[CausaDeNoEntrega, Perezosa] = {
    CausaDeNoEntrega.BLOQUEO: _l(
        "Llámela y pídale que desbloquee el asistente y le escriba /start; si cambió de cuenta, invítela de "
        "nuevo."
    ),
    CausaDeNoEntrega.REVOCADA: _l("Cambie el responsable de sus actividades."),
    CausaDeNoEntrega.SIN_INVITAR: _l("Invite a esa persona, o cambie el responsable de sus actividades."),
    CausaDeNoEntrega.INVITADA: _l("Llámela para que abra su invitación; si la perdió, invítela de nuevo."),
}


def cabeza(panorama: PanoramaDeNoEntregables) -> Html:
    """A cuántas personas no les llega, y cuántas actividades no son de nadie."""
    personas = ngettext(
        "A %(n)s persona no le llega lo que se le recuerda.",
        "A %(n)s personas no les llega lo que se les recuerda.",
        len(panorama.personas),
    )
    lineas = [Html(_("<b>A quién no le llega</b>"))]
    if panorama.personas:
        lineas.append(armar(personas, n=len(panorama.personas)))
    else:
        lineas.append(Html(_("A todas las personas les llega lo que se les recuerda.")))
    if panorama.reporta_otra:
        otras = ngettext(
            "A %(n)s más tampoco, pero hoy otra persona reporta por ella.",
            "A %(n)s más tampoco, pero hoy otras personas reportan por ellas.",
            panorama.reporta_otra,
        )
        lineas.append(armar(otras, n=panorama.reporta_otra))
    if panorama.sin_responsable:
        cuantas = ngettext(
            "%(n)s actividad no tiene una persona responsable: nadie recibe su recordatorio.",
            "%(n)s actividades no tienen una persona responsable: nadie recibe sus recordatorios.",
            len(panorama.sin_responsable),
        )
        lineas.append(armar(cuantas, n=len(panorama.sin_responsable)))
    return unir(lineas)


def renglon(una: NoEntregable) -> Html:
    """«• Ana Ruiz · Salud: nunca se ha vinculado. 5 actividades · 3 recordatorios sin entregar…»."""
    return armar(
        _("• <b>%(nombre)s</b> · %(donde)s: %(causa)s. %(cuantas)s%(perdidos)s"),
        nombre=recortar(una.ficha.persona.nombre, _NOMBRE),
        donde=_donde(una),
        causa=_CAUSAS[una.causa],
        cuantas=formato.actividades(una.ficha.actividades),
        perdidos=_perdidos(una),
    )


def detalle(una: NoEntregable) -> Html:
    """Lo mismo, y qué hacer."""
    vence = una.ficha.invitacion_vence
    invitacion = Html("")
    if una.causa is CausaDeNoEntrega.INVITADA and vence is not None:
        invitacion = armar(_("Su invitación vence el %(cuando)s."), cuando=formato.instante(vence))
    return unir([renglon(una), invitacion, armar(_("<b>Qué hacer</b>: %(que)s"), que=_QUE_HACER[una.causa])])


def _donde(una: NoEntregable) -> str:
    return recortar(una.ficha.dependencia or nombre_del_rol(una.ficha.persona.rol), _NOMBRE)


def _perdidos(una: NoEntregable) -> str:
    if una.desde is None:
        return ""
    frase = ngettext(
        " · %(n)s recordatorio sin entregar desde el %(desde)s",
        " · %(n)s recordatorios sin entregar desde el %(desde)s",
        una.no_llegaron,
    )
    return frase % {"n": una.no_llegaron, "desde": formato.fecha(fecha_bogota(una.desde))}


def sin_responsable(una: ActividadSinResponsable) -> Html:
    """«• A-012 Dictar talleres · Salud: el plan dice «Oficina de Vivienda»»."""
    dice = (
        _("el plan dice «%(escrito)s», que no es una persona") % {"escrito": recortar(una.escrito, _NOMBRE)}
        if una.escrito.strip()
        else _("el plan no dice de quién es")
    )
    return armar(
        "• <b>%(codigo)s</b> %(nombre)s · %(dependencia)s: %(dice)s",
        codigo=recortar(una.codigo, 40),
        nombre=recortar(una.nombre, _NOMBRE),
        dependencia=recortar(una.dependencia, _NOMBRE),
        dice=dice,
    )
