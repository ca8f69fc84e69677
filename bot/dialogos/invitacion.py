"""Invitar a una persona, paso a paso: quién, con qué rol y en qué dependencia."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.dialogos.campos import CampoOpcion, campo_texto
from bot.motor.botones import APARTE
from bot.motor.campos import Eleccion, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import formato
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar, unir
from bot.textos.roles import como_entra, nombre_del_rol
from dominio.casos.gestion import CON_DEPENDENCIA
from dominio.casos.vincular import MAXIMO_NOMBRE, DatosInvitacion, Invitacion, invitar
from dominio.modelo.entidad import Dependencia
from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.modelo.persona import Persona, Rol
from dominio.reglas.doble_firma import RESERVADOS
from dominio.reglas.permisos import Permiso

# Así se pide, en la salida, la imagen de un código QR: se dibuja al enviarla.
QR = "qr:"


def dialogo_de_invitacion(nombre_del_bot: Callable[[], str]) -> Dialogo:
    """El diálogo; los enlaces llevan el nombre del bot, que solo se sabe cuando atiende."""

    def confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
        respuestas, contexto = entorno.respuestas, entorno.datos.contexto
        elegida = next((d for d in dependencias(entorno) if str(d.id) == respuestas.get("dependencia")), None)
        datos = DatosInvitacion(
            respuestas["nombre"], Rol(respuestas["rol"]), elegida.nombre if elegida else None
        )
        hecha = invitar(contexto, datos)
        siguientes = (
            (_("Invitar a otra persona"), f"{APARTE}o:invitar"),
            (_("Ver las personas"), f"{APARTE}o:personas"),
        )
        enlace = enlace_de(hecha, nombre_del_bot())
        return Cierre(anuncio(hecha, enlace), siguientes, imagenes(contexto.actor, hecha, enlace))

    return Dialogo(
        nombre="invitacion",
        esquema=1,
        titulo=_l("Invitar a una persona"),
        en_curso=_l("una invitación"),
        permiso=Permiso.INVITAR,
        resumen=_resumen,
        confirmar=confirmar,
        pasos=_PASOS,
    )


def enlace_de(invitacion: Invitacion, nombre_del_bot: str) -> str:
    """El enlace de un solo uso."""
    return f"https://t.me/{nombre_del_bot}?start={invitacion.codigo}"


def anuncio(invitacion: Invitacion, enlace: str) -> Html:
    """Lo que ve quien invita: el enlace, hasta cuándo sirve y que es solo para esa persona."""
    return unir(
        [
            armar(_("Invitación para <b>%(nombre)s</b>:"), nombre=invitacion.persona.nombre),
            armar("%(enlace)s", enlace=enlace),
            armar(
                _("Vence el %(vence)s, y sirve una sola vez. Envíesela solo a esa persona."),
                vence=formato.instante(invitacion.vence_en),
            ),
        ]
    )


def imagenes(quien: Persona, invitacion: Invitacion, enlace: str) -> tuple[Envio, ...]:
    """El código QR del enlace como foto, lista para reenviar; nada si quien invita no tiene chat."""
    if quien.telegram_id is None:
        return ()
    pie = armar(
        _(
            "Invitación de <b>%(nombre)s</b>, como %(rol)s. Apunte la cámara al código o abra el enlace "
            "antes del %(vence)s; sirve una sola vez.\n%(enlace)s"
        ),
        nombre=invitacion.persona.nombre,
        rol=como_entra(invitacion.persona.rol),
        vence=formato.instante(invitacion.vence_en),
        enlace=enlace,
    )
    cuerpo = {"caption": str(pie), "parse_mode": "HTML"}
    foto = Envio(
        quien.telegram_id,
        "sendPhoto",
        cuerpo,
        ClaseEnvio.DOCUMENTO,
        persona_id=quien.id,
        archivo=f"{QR}{enlace}",
    )
    return (foto,)


def dependencias(entorno: Entorno) -> Sequence[Dependencia]:
    """Las de la entidad, en el orden del plan."""
    datos = entorno.datos
    contexto = datos.contexto
    return datos.recordar("dependencias", lambda: contexto.unidad.entidades.dependencias(contexto.entidad.id))


def elecciones_de_dependencia(entorno: Entorno) -> Sequence[Eleccion]:
    """Por código o por nombre."""
    return [
        Eleccion(str(d.id), f"{d.codigo} {d.nombre}" if d.codigo else d.nombre, (d.codigo or "", d.nombre))
        for d in dependencias(entorno)
    ]


def eleccion_de_rol(rol: Rol) -> Eleccion:
    """«Planeación», que también se escribe «planeacion»."""
    return Eleccion(rol.value, nombre_del_rol(rol).capitalize(), (rol.value, como_entra(rol)))


def lleva_dependencia(entorno: Entorno) -> bool:
    """Si el rol respondido necesita dependencia."""
    return entorno.respuestas.get("rol") in {rol.value for rol in CON_DEPENDENCIA}


def _roles(entorno: Entorno) -> Sequence[Eleccion]:
    administra = entorno.datos.contexto.actor.rol is Rol.ADMINISTRACION
    return [eleccion_de_rol(rol) for rol in Rol if administra or rol not in RESERVADOS]


def _resumen(entorno: Entorno) -> Sequence[Html]:
    return [Html(_("Al confirmar le doy un enlace y un código QR de un solo uso, que vencen en 72 horas."))]


_PASOS = (
    Paso(
        "nombre",
        campo_texto(MAXIMO_NOMBRE),
        _l("Nombre"),
        _l("¿A quién invita? Escriba su nombre y apellido, como está en el plan."),
        _l("Ejemplo: Ana Ruiz"),
    ),
    Paso(
        "rol",
        CampoOpcion(_roles),
        _l("Rol"),
        _l("¿Con qué rol entra?"),
        _l("Toque uno o escríbalo: responsable."),
    ),
    Paso(
        "dependencia",
        CampoOpcion(elecciones_de_dependencia, numeradas=False),
        _l("Dependencia"),
        _l("¿De qué dependencia?"),
        _l("Toque una, o escriba su código o su nombre: Salud."),
        si=lleva_dependencia,
    ),
)

INVITACION = dialogo_de_invitacion(lambda: "BOT")
