"""Contestar un recordatorio: posponerlo, silenciarlo, decir que no es suyo o insistirle a quien responde."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time

from bot.atencion.respuesta import Apertura, Respuesta
from bot.motor.botones import APARTE
from bot.ordenes import dudas, reclamos
from bot.ordenes.pedido import Pedido, decir, leer_numero, sobre
from bot.textos import respuestas as textos
from bot.textos.idioma import _
from bot.textos.marcado import Html, unir
from dominio.casos.responder_recordatorio import (
    VENTANA,
    Recibido,
    posponer_recordatorio,
    recordar_a_responsables,
    recordatorio_recibido,
    silenciar_recordatorio,
    uno_recibido,
)
from dominio.errores.recordatorios import NoSeCalla
from dominio.modelo.conversacion import ClaseDuda, Duda
from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.modelo.persona import Persona
from dominio.modelo.recordado import Recordado
from dominio.reglas.plazos import momento_decente
from dominio.reglas.posponer import Aplazo
from dominio.reglas.silenciar import se_calla

_MAXIMO = 2**62
NADA = Html("")
_APLAZOS = tuple(Aplazo)
# De qué se preguntó, para lo que se escriba enseguida.
POSPONER, CALLAR = "posponer", "callar"


def tocar(pedido: Pedido) -> Respuesta:
    """Botones «ra:<acción>:<número>»; el número es el del recordatorio, su lote o su reclamo."""
    accion, _dos, resto = pedido.argumento.partition(":")
    if accion in reclamos.ACCIONES:
        return reclamos.tocar(pedido, accion, leer_numero(resto, _MAXIMO))
    numero = leer_numero(resto, _MAXIMO)
    if accion in _APLAZOS:
        return _aplazar_tocado(pedido, Aplazo(accion), resto)
    match accion:
        case "p":
            return para_cuando(pedido, numero)
        case "n":
            return no_es_mia(pedido, numero)
        case "a" | "o":
            return Respuesta(abrir=Apertura(reclamos.RECLAMO, {"actividad": str(numero)} if numero else {}))
        case "s":
            return que_callar(pedido, numero)
        case "sa" | "st":
            return callar(pedido, numero, todo_el_tipo=accion == "st")
        case "e":
            return insistir(pedido, numero)
        case "x":
            dudas.cerrar(pedido)
            return _del_lote(decir(textos.sin_cambio(), (_("Ver pendientes"), "o:pendientes")), numero)
        case _:
            return Respuesta(aviso=_("Ese botón no es válido. No se hizo nada."))


def para_cuando(pedido: Pedido, lote: int, antes: Html = NADA) -> Respuesta:
    """Pregunta para cuándo se deja, con los momentos que caben; si no cabe ninguno, dice por qué.

    Args:
        pedido: quién pide.
        lote: de cuál mensaje.
        antes: qué no se pudo hacer, si se vuelve a preguntar.
    """
    recibido = recordatorio_recibido(pedido.contexto, lote)
    _dejar(pedido, {POSPONER: lote})
    hoy = pedido.contexto.hoy
    pares = [
        (textos.rotulo_de_aplazo(aplazo, cuando, hoy), f"ra:{aplazo}:{lote}:{_minuto(cuando)}")
        for aplazo, cuando in _sin_repetir(recibido)
    ]
    if not pares:
        pares = _reportar(recibido)
    pregunta = unir([antes, textos.para_cuando(recibido)])
    return _del_lote(decir(pregunta, *pares, (_("Dejarlo como está"), f"ra:x:{lote}")), lote)


def aplazar(pedido: Pedido, lote: int, aplazo: Aplazo) -> Respuesta:
    """Deja todo lo del mensaje para ese momento."""
    cuando = posponer_recordatorio(pedido.contexto, lote, aplazo)
    dudas.cerrar(pedido)
    pares = ((_("Reportar avance"), "o:avance"), (_("Ver pendientes"), "o:pendientes"))
    return _del_lote(decir(textos.pospuesto(cuando), *pares, por_fila=2), lote)


def que_callar(pedido: Pedido, numero: int) -> Respuesta:
    """Pregunta si se calla esa actividad o todo ese tipo."""
    uno = uno_recibido(pedido.contexto, numero)
    if not se_calla(uno.tipo):
        raise NoSeCalla("recordatorio", tipo=uno.tipo.value)
    _dejar(pedido, {CALLAR: numero})
    solo_esta = [(_("Solo esta actividad"), f"ra:sa:{numero}")] if uno.actividad_id is not None else []
    pares = [
        *solo_esta,
        (_("Este tipo de recordatorio"), f"ra:st:{numero}"),
        (_("Cancelar"), f"ra:x:{numero}"),
    ]
    return _del_lote(decir(textos.que_callar(uno), *pares), uno.lote)


def callar(pedido: Pedido, numero: int, *, todo_el_tipo: bool) -> Respuesta:
    """Calla la actividad, o el tipo entero."""
    uno = silenciar_recordatorio(pedido.contexto, numero, todo_el_tipo=todo_el_tipo)
    dudas.cerrar(pedido)
    texto = textos.callado(uno, todo_el_tipo=todo_el_tipo)
    de_tipo = todo_el_tipo or uno.actividad_id is None
    deshacer = (_("Volver a recibirlo"), f"rc:w:{uno.tipo.value if de_tipo else uno.actividad_id}")
    return _del_lote(decir(texto, deshacer, (_("Ver pendientes"), "o:pendientes"), por_fila=2), uno.lote)


def no_es_mia(pedido: Pedido, numero: int) -> Respuesta:
    """Abre el reclamo en la actividad de ese recordatorio."""
    uno = uno_recibido(pedido.contexto, numero)
    return Respuesta(abrir=Apertura(reclamos.RECLAMO, {"actividad": str(uno.actividad_id or 0)}))


def de_cual(abiertos: Sequence[Recordado]) -> Respuesta:
    """De varias, cuál no es suya."""
    suyas = [uno for uno in abiertos if uno.actividad_id is not None]
    pares = [(f"{uno.actividad_codigo} {uno.actividad}", f"ra:n:{uno.id}") for uno in suyas[:7]]
    pregunta = Html(_("¿Cuál no es suya? Toque una, o escriba «la A-012 no es mía» con su código."))
    return decir(pregunta, *pares, (_("Dejarlo como está"), f"ra:x:{abiertos[0].lote}"))


def cual_deja(pedido: Pedido, abiertos: Sequence[Recordado]) -> Respuesta:
    """De varios mensajes que esperan respuesta, cuál se deja para después."""
    por_lote: dict[int, list[Recordado]] = {}
    for uno in abiertos:
        por_lote.setdefault(uno.lote, []).append(uno)
    dudas.cerrar(pedido)
    pares = [(textos.de_que(filas), f"ra:p:{lote}") for lote, filas in list(por_lote.items())[:7]]
    pregunta = Html(_("¿Cuál deja para después? Toque uno, o respóndale «posponer» a su mensaje."))
    return decir(pregunta, *pares, (_("Dejarlo como está"), f"ra:x:{abiertos[0].lote}"))


def cual_calla(abiertos: Sequence[Recordado], *, todo_el_tipo: bool) -> Respuesta:
    """De varios que esperan respuesta, cuál se silencia."""
    accion = "st" if todo_el_tipo else "s"
    pares = [(textos.de_que([uno]), f"ra:{accion}:{uno.id}") for uno in abiertos if se_calla(uno.tipo)][:7]
    pregunta = Html(_("¿Cuál quiere silenciar? Toque uno, o respóndale «silenciar» a su mensaje."))
    return decir(pregunta, *pares, (_("Dejarlo como está"), f"ra:x:{abiertos[0].lote}"))


def insistir(pedido: Pedido, lote: int) -> Respuesta:
    """Le recuerda a cada responsable lo suyo, en nombre de quien toca, a una hora decente."""
    contexto = pedido.contexto
    recibido = recordatorio_recibido(contexto, lote)
    a_quienes = recordar_a_responsables(contexto, lote)
    envios = tuple(_insistencia(pedido, lote, persona, list(suyas)) for persona, suyas in a_quienes)
    sin_quien = len(recibido.abiertos) - sum(len(suyas) for _persona, suyas in a_quienes)
    texto = textos.recordado_a([persona.nombre for persona, _suyas in a_quienes], sin_quien)
    respuesta = decir(
        texto, (_("Ver pendientes"), "o:pendientes"), (_("Ver el estado"), "o:estado"), por_fila=2
    )
    respuesta = _del_lote(respuesta, lote)
    return Respuesta(respuesta.pantallas, _("Hecho.") if envios else "", envios=envios)


def _insistencia(pedido: Pedido, lote: int, persona: Persona, suyas: list[Recordado]) -> Envio:
    contexto = pedido.contexto
    desde, hasta = _ventana(pedido, persona)
    sale = momento_decente(contexto.ahora, None, contexto.calendario.es_habil, desde, hasta)
    filas = [
        [
            {
                "text": _("Reportar %(cual)s") % {"cual": uno.actividad_codigo},
                "callback_data": f"{APARTE}r:{uno.actividad_id}",
            },
            {
                "text": _("No es mía %(cual)s") % {"cual": uno.actividad_codigo},
                "callback_data": f"{APARTE}ra:a:{uno.actividad_id}",
            },
        ]
        for uno in suyas[:4]
    ]
    cuerpo: dict[str, object] = {
        "text": str(textos.insistencia(contexto.actor.nombre, suyas)),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": filas},
    }
    return Envio(
        persona.telegram_id or 0,
        "sendMessage",
        cuerpo,
        ClaseEnvio.AVISO,
        clave=f"insistencia|{lote}|{persona.id}",
        persona_id=persona.id,
        no_antes=sale.astimezone(UTC) if sale > contexto.ahora else None,
        objeto=f"actividad:{suyas[0].actividad_id}" if len(suyas) == 1 else None,
    )


def _aplazar_tocado(pedido: Pedido, aplazo: Aplazo, resto: str) -> Respuesta:
    """Botones «ra:<aplazo>:<lote>:<minuto de época>»: si ya no es ese momento, vuelve a preguntar."""
    primero, _dos, minuto = resto.partition(":")
    lote, dicho = leer_numero(primero, _MAXIMO), leer_numero(minuto, _MAXIMO)
    if dicho and aplazo is not Aplazo.UNA_HORA:
        cuando = recordatorio_recibido(pedido.contexto, lote).momentos.get(aplazo)
        if cuando is not None and _minuto(cuando) != dicho:
            return para_cuando(pedido, lote, textos.boton_de_otro_dia())
    return aplazar(pedido, lote, aplazo)


def _minuto(cuando: datetime) -> int:
    return int(cuando.timestamp()) // 60


def _ventana(pedido: Pedido, persona: Persona) -> tuple[time, time]:
    propia = pedido.contexto.unidad.preferencias.horario(persona.id)
    return VENTANA if propia is None else (propia.desde, propia.hasta)


def _sin_repetir(recibido: Recibido) -> list[tuple[Aplazo, datetime]]:
    """El viernes, «mañana» hábil y «el lunes» son el mismo momento: se ofrece una vez."""
    vistos: dict[datetime, Aplazo] = {}
    for aplazo, cuando in recibido.momentos.items():
        vistos.setdefault(cuando, aplazo)
    return [(aplazo, cuando) for cuando, aplazo in vistos.items()]


def _reportar(recibido: Recibido) -> list[tuple[str, str]]:
    return [
        (_("Reportar %(cual)s") % {"cual": uno.actividad_codigo}, f"r:{uno.actividad_id}")
        for uno in recibido.abiertos[:6]
        if uno.actividad_id is not None
    ]


def _dejar(pedido: Pedido, datos: dict[str, object]) -> None:
    """Lo que se escriba enseguida contesta esta pregunta."""
    pedido.contexto.unidad.dudas.dejar(
        Duda(
            persona_id=pedido.contexto.actor.id,
            chat_id=pedido.entrada.chat_id,
            clase=ClaseDuda.RECORDAR,
            frase="",
            hecha_en=pedido.contexto.ahora,
            datos=datos,
        )
    )


def _del_lote(respuesta: Respuesta, lote: int) -> Respuesta:
    """Quien responda a este mensaje habla del mismo recordatorio."""
    return sobre(respuesta, "lote", lote)
