"""/start: el enlace de invitación, el aviso de datos personales y la bienvenida de cada rol."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.atencion.entrada import ClaseEntrada, Entrada
from bot.atencion.respuesta import Respuesta
from bot.motor.botones import MAXIMO_BYTES
from bot.motor.pantalla import Pantalla
from bot.ordenes.inline import ABRIR
from bot.ordenes.menu import bienvenida, menu_de
from bot.ordenes.pedido import decir
from bot.textos.errores import explicar
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar
from bot.textos.roles import como_entra
from dominio.casos.vincular import consultar_invitacion, vincular
from dominio.entender.texto import normalizar
from dominio.errores import CuentaYaVinculada, DemasiadosIntentos, InvitacionInvalida
from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.modelo.persona import Persona
from dominio.puertos.unidad import UnidadDeTrabajo

_PREFIJO = "v:"


def sin_persona(unidad: UnidadDeTrabajo, entrada: Entrada, ahora: datetime) -> Respuesta:
    """A quien no está vinculado: su invitación, o una frase y nada más."""
    codigo, acepta = _codigo(entrada)
    if not codigo:
        if entrada.clase in (ClaseEntrada.EDICION, ClaseEntrada.OTRA):
            return Respuesta()
        if entrada.clase is ClaseEntrada.BOTON:
            return Respuesta(aviso=_("Su cuenta no está vinculada. Pida su invitación a planeación."))
        frase = _(
            "Este asistente es solo para personas invitadas. Pida su enlace a planeación de su entidad."
        )
        return decir(Html(frase))
    # Los errores se dicen aquí y no se propagan: el intento fallido debe quedar contado.
    try:
        persona = consultar_invitacion(unidad, codigo, entrada.usuario_id, ahora)
        if acepta:
            anterior = persona.telegram_id
            persona = vincular(unidad, codigo, entrada.usuario_id, ahora, entrada.update_id)
            return _bienvenido(persona, entrada, anterior)
    except (InvitacionInvalida, DemasiadosIntentos, CuentaYaVinculada) as error:
        return decir(explicar(error))
    return _aviso(unidad, persona, codigo)


def _codigo(entrada: Entrada) -> tuple[str, bool]:
    """El código de invitación que trae la entrada, y si con él acepta el aviso."""
    if entrada.clase is ClaseEntrada.BOTON and entrada.dato.startswith(_PREFIJO):
        return entrada.dato.removeprefix(_PREFIJO), True
    if entrada.clase is ClaseEntrada.ORDEN and entrada.orden == "start" and entrada.argumento.strip():
        codigo, _espacio, resto = entrada.argumento.strip().partition(" ")
        if codigo == ABRIR:
            return "", False
        return codigo[:64], normalizar(resto) == "acepto"
    return "", False


def _aviso(unidad: UnidadDeTrabajo, persona: Persona, codigo: str) -> Respuesta:
    entidad = unidad.entidades.traer(persona.entidad_id)
    texto = armar(
        _(
            "Hola. Esta invitación es para <b>%(nombre)s</b>, como %(rol)s en %(entidad)s.\n\n"
            "<b>Aviso de datos personales</b> (Ley 1581 de 2012): guardo su nombre, cargo, rol, dependencia, "
            "el número de su cuenta de Telegram y lo que usted reporte, para el seguimiento del Plan de "
            "Acción. La responsable es %(entidad)s. Puede ver sus datos con /misdatos, y pedir que se "
            "corrijan o que se desvincule su cuenta a planeación.\n\n"
            "Si está de acuerdo toque Acepto, o escriba:\n<code>/start %(codigo)s acepto</code>"
        ),
        nombre=persona.nombre,
        rol=como_entra(persona.rol),
        entidad=entidad.nombre,
        codigo=codigo,
    )
    dato = f"{_PREFIJO}{codigo}"
    return decir(texto, (_("Acepto"), dato)) if len(dato.encode()) <= MAXIMO_BYTES else decir(texto)


def _bienvenido(persona: Persona, entrada: Entrada, anterior: int | None) -> Respuesta:
    respuesta = bienvenida(persona)
    aviso = () if anterior is None or anterior == entrada.usuario_id else (_otro_telefono(anterior),)
    return Respuesta(
        # Mensaje nuevo: el aviso de datos personales que aceptó se queda en el chat.
        tuple(replace(pantalla, nueva=True) for pantalla in respuesta.pantallas),
        _("Listo: su cuenta quedó vinculada."),
        envios=(menu_de(persona, entrada.chat_id), *aviso),
    )


def _otro_telefono(cuenta: int) -> Envio:
    """A la cuenta que acaba de quedar por fuera, por si no fue su dueña quien se vinculó otra vez."""
    texto = Html(
        _(
            "Su acceso al asistente pasó a otra cuenta de Telegram y esta ya no está vinculada. "
            "Si no fue usted, avise ya a planeación de su entidad."
        )
    )
    return Envio(cuenta, "sendMessage", Pantalla(texto).cuerpo(), ClaseEnvio.AVISO)
