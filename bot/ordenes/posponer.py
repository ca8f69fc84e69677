"""«Recuérdame mañana»: se propone cuándo, se confirma y queda un recordatorio propio."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from bot.atencion.respuesta import Respuesta
from bot.ordenes import dudas
from bot.ordenes.pedido import Pedido, decir, leer_numero
from bot.textos import formato
from bot.textos.fechas import leer_fecha
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.datos_del_plan import objeto_de
from dominio.casos.recordarme import MAXIMO_DIAS, ponerse_recordatorio, proponer_momento
from dominio.entender.texto import normalizar
from dominio.errores import EntradaInvalida
from dominio.modelo.conversacion import ClaseDuda, Duda
from dominio.modelo.entendido import Entendido, Intencion
from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.modelo.objeto import Objeto
from dominio.valores.fechas import a_bogota

_HORA = re.compile(
    r"\ba las? (\d{1,2})(?::(\d{2}))?\s*(a\.?\s?m\.?|p\.?\s?m\.?|de la (?:manana|tarde|noche))?"
)
# Si el servicio estuvo caído a esa hora, todavía sirve recordarlo.
_UTIL = timedelta(days=2)
_PARA = re.compile(r"^(?:(?:no|mejor|entonces|para|hasta)\s+)+")
_SI = frozenset({"si", "si por favor", "claro", "dale", "ok", "bueno", "listo", "confirmar"})
_NO = frozenset({"no", "no gracias", "cancelar", "mejor no"})


def proponer(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """Propone el momento y pregunta; nada queda puesto hasta que la persona diga que sí."""
    dia = entendido.desde or entendido.hasta
    cuando = proponer_momento(pedido.contexto, dia, _hora(entendido.frase))
    objeto = entendido.objetos[0] if len(entendido.objetos) == 1 else None
    clave = f"{objeto.ambito}:{objeto.id}" if objeto is not None else ""
    duda = Duda(
        persona_id=pedido.contexto.actor.id,
        chat_id=pedido.entrada.chat_id,
        clase=ClaseDuda.RECORDAR,
        frase=entendido.frase,
        hecha_en=pedido.contexto.ahora,
        datos={"cuando": int(cuando.timestamp()), "objeto": clave},
    )
    pedido.contexto.unidad.dudas.dejar(duda)
    de_que = _("lo que tiene pendiente")
    if objeto is not None:
        de_que = recortar(f"{objeto.codigo or ''} {objeto.nombre}".strip(), 100)
    texto = armar(
        _("¿Le recuerdo %(que)s el <b>%(cuando)s</b>?\n<i>Toque una opción, o escriba «sí» o «no».</i>"),
        que=de_que,
        cuando=_dicho(cuando),
    )
    minutos = int(cuando.timestamp()) // 60
    return decir(
        texto,
        (_("Sí, %(cuando)s") % {"cuando": _corto(cuando)}, f"h:{minutos}:{clave}"),
        (_("No, gracias"), "h:no"),
        por_fila=2,
    )


def tocar(pedido: Pedido) -> Respuesta:
    """Botones «h:<minuto de época>:<ámbito>:<número>» y «h:no»."""
    primero, _dos, resto = pedido.argumento.partition(":")
    minutos = leer_numero(primero, 10**8)
    dudas.cerrar(pedido)
    if primero == "no" or not minutos:
        return _declinado()
    return _poner(pedido, datetime.fromtimestamp(minutos * 60, UTC), resto)


def responder(pedido: Pedido) -> Respuesta | None:
    """Lo escrito contesta la propuesta: «sí» o «no»; ``None`` si dice otra cosa o no hay propuesta."""
    dicho = " ".join(normalizar(pedido.entrada.texto[:60]).replace(",", " ").strip(" .!¡").split())
    duda = dudas.pendiente(pedido, ClaseDuda.RECORDAR)
    if duda is None or "cuando" not in duda.datos:
        return None
    if dicho not in _SI | _NO:
        return _otro_momento(pedido, duda, dicho)
    dudas.cerrar(pedido)
    if dicho in _NO:
        return _declinado()
    cuando = datetime.fromtimestamp(int(str(duda.datos["cuando"])), UTC)
    return _poner(pedido, cuando, str(duda.datos.get("objeto", "")))


def _otro_momento(pedido: Pedido, duda: Duda, dicho: str) -> Respuesta | None:
    """«El lunes», «mejor el viernes a las 3»: se propone otra vez; ``None`` si no habla de un momento."""
    sin_hora = _HORA.sub("", dicho).strip()
    cuando = _PARA.sub("", sin_hora).strip()
    hoy, hora = pedido.contexto.hoy, _hora(dicho)
    if not cuando and hora is None:
        return None
    dia = a_bogota(datetime.fromtimestamp(int(str(duda.datos["cuando"])), UTC)).date()
    if cuando:
        try:
            dia = leer_fecha(cuando, hoy, hoy, hoy + timedelta(days=MAXIMO_DIAS))
        except EntradaInvalida as error:
            if error.pista == "fecha_fuera_de_limites":
                raise
            return None
    objeto = _objeto(pedido, str(duda.datos.get("objeto", "")))
    suyo = () if objeto is None else (objeto,)
    frase = f"{duda.frase} {dicho}" if hora is None else dicho
    return proponer(pedido, Entendido(frase, Intencion.POSPONER, objetos=suyo, desde=dia))


def _poner(pedido: Pedido, cuando: datetime, clave: str) -> Respuesta:
    contexto = pedido.contexto
    objeto = _objeto(pedido, clave)
    nombre = "" if objeto is None else f"{objeto.ambito}:{objeto.codigo or objeto.id}"
    firme = ponerse_recordatorio(contexto, cuando, nombre)
    envio = Envio(
        pedido.entrada.chat_id,
        "sendMessage",
        _cuerpo(objeto),
        ClaseEnvio.RECORDATORIO,
        # Decir que sí dos veces a lo mismo es un solo recordatorio.
        clave=f"propio|{contexto.actor.id}|{int(firme.timestamp())}|{clave}",
        persona_id=contexto.actor.id,
        no_antes=firme,
        vence_en=firme + _UTIL,
        objeto=clave or None,
    )
    texto = armar(_("Listo: se lo recuerdo el <b>%(cuando)s</b>"), cuando=_dicho(firme))
    respuesta = decir(
        texto, (_("Ver pendientes"), "o:pendientes"), (_("Reportar avance"), "o:avance"), por_fila=2
    )
    return Respuesta(respuesta.pantallas, envios=(envio,))


def _objeto(pedido: Pedido, clave: str) -> Objeto | None:
    ambito, _dos, numero = clave.partition(":")
    return objeto_de(pedido.contexto, ambito, leer_numero(numero, 2**62)) if ambito else None


def _cuerpo(objeto: Objeto | None) -> dict[str, object]:
    """El mensaje que llegará: qué pidió recordar y cómo hacerlo ya."""
    if objeto is not None and objeto.ambito == "actividad":
        lineas = [
            Html(_("<b>Me pidió recordarle esta actividad</b>")),
            armar("%(codigo)s · %(nombre)s", codigo=objeto.codigo, nombre=recortar(objeto.nombre, 300)),
        ]
        boton = (_("Reportar avance"), f"n:r:{objeto.id}")
    else:
        lineas = [
            Html(_("<b>Me pidió recordarle lo que tiene pendiente</b>")),
            Html(_("Toque el botón, o escriba /pendientes.")),
        ]
        boton = (_("Ver pendientes"), "n:o:pendientes")
    teclado = [[{"text": boton[0], "callback_data": boton[1]}]]
    return {
        "text": str(unir(lineas)),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": teclado},
    }


def _declinado() -> Respuesta:
    return decir(
        Html(_("De acuerdo, no se lo recuerdo. Cuando quiera, /pendientes.")),
        (_("Ver pendientes"), "o:pendientes"),
    )


def _hora(frase: str) -> time | None:
    partes = _HORA.search(normalizar(frase[:200]))
    if partes is None:
        return None
    hora, minutos = int(partes[1]), int(partes[2] or 0)
    de_la_tarde = (partes[3] or "").startswith(("p", "de la t", "de la n"))
    # «A las 3» en una oficina es por la tarde.
    if hora < 12 and (de_la_tarde or (not partes[3] and hora < 7)):
        hora += 12
    return time(hora, minutos) if hora < 24 and minutos < 60 else None


def _dicho(cuando: datetime) -> str:
    local = a_bogota(cuando)
    return _("%(dia)s de %(mes)s a las %(hora)s") % {
        "dia": formato.dia_de_semana(local.date()).lower(),
        "mes": formato.mes(local.date()).partition(" ")[0],
        "hora": formato.hora(local),
    }


def _corto(cuando: datetime) -> str:
    local = a_bogota(cuando)
    return f"{formato.dia_de_semana(local.date()).lower()} {formato.hora(local)}"
