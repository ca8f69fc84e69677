"""/difundir: mandar un mensaje a un grupo, ver cómo va, detenerlo, reintentarlo y pasar lo que contestan."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.atencion.respuesta import Apertura, Respuesta
from bot.dialogos.difusion import NOMBRE, cuerpo_de, mostrar_el_avance, pantalla_de_avance
from bot.dialogos.difusion_destino import A_QUIEN, leer_o_rechazar
from bot.motor.botones import APARTE
from bot.motor.pantalla import Pantalla, botones
from bot.ordenes.pedido import Pedido, decir, leer_numero, paginas
from bot.textos import difusiones as textos
from bot.textos.estado import lista
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, unir
from dominio.casos.difusiones import (
    consultar_difusion,
    detener_difusion,
    difusiones_recientes,
    no_la_recibieron,
    reintentar_difusion,
    responder_difusion,
)
from dominio.entender.texto import normalizar
from dominio.errores import NoEncontrado
from dominio.modelo.difusion import IdDifusion
from dominio.modelo.envio import ClaseEnvio, Envio

OBJETO = "difusion:"
_POR_PAGINA, _PERSONAS = 4, 12
_ORDEN = re.compile(r"^/\S+\s*")
_NUMERADA = re.compile(r"(?:(ver|detener|parar|reintentar)\s+)?(?:la\s+)?#?(\d{1,9})")
_NUEVA = frozenset({"nueva", "nuevo", "otra", "mensaje"})
# Una respuesta con código o porcentaje es un reporte, no una contestación a quien difundió.
_REPORTA = re.compile(r"\b[a-z]{1,4}-\d+|\d+(?:[.,]\d+)?\s*%|^/")


def difundir(pedido: Pedido) -> Respuesta:
    """«/difundir», «/difundir responsables de salud: mañana cierra el corte», «/difundir detener 7»."""
    escrito = _completo(pedido)
    quienes, dos_puntos, texto = escrito.partition(":")
    dicho = normalizar(quienes[:200]).strip()
    if not dicho and not dos_puntos:
        return _todas(pedido, 0)
    if dicho in _NUEVA and not dos_puntos:
        return Respuesta(abrir=Apertura(NOMBRE))
    numerada = _NUMERADA.fullmatch(dicho)
    if numerada is not None and not dos_puntos:
        numero = IdDifusion(int(numerada[2]))
        return _DE_UNA.get(_POR_ESCRITO.get(numerada[1] or "ver", "v"), _ver)(pedido, numero)
    respuestas = {"texto": texto.strip()} if texto.strip() else {}
    if dicho:
        respuestas[A_QUIEN] = leer_o_rechazar(pedido.contexto, quienes)
        if texto.strip():
            # Quien ya dijo a quiénes y qué no tiene que decir además que a todas las personas de ahí.
            respuestas["papel"] = "todas"
    return Respuesta(abrir=Apertura(NOMBRE, respuestas))


def tocar_difusion(pedido: Pedido) -> Respuesta:
    """Botones «di:l:<página>», «di:n», «di:q:<número>:<página>» y «di:v|x|r:<número>»."""
    que, _dos, resto = pedido.argumento.partition(":")
    numero, _dos, pagina = resto.partition(":")
    if que == "n":
        return Respuesta(abrir=Apertura(NOMBRE))
    if que == "q":
        return _quienes_no(pedido, IdDifusion(leer_numero(numero)), leer_numero(pagina, 10_000))
    if que in _DE_UNA:
        return _DE_UNA[que](pedido, IdDifusion(leer_numero(numero)))
    return _todas(pedido, leer_numero(numero, 1_000))


def responder(pedido: Pedido) -> Respuesta | None:
    """Quien contesta citando una difusión le contesta a quien la mandó; un reporte sigue siendo reporte."""
    entrada, contexto = pedido.entrada, pedido.contexto
    if entrada.responde_a is None or _REPORTA.search(normalizar(entrada.texto[:300])):
        return None
    objeto = contexto.unidad.salidas.objeto_de(entrada.chat_id, entrada.responde_a) or ""
    if not objeto.startswith(OBJETO):
        return None
    numero = IdDifusion(leer_numero(objeto.removeprefix(OBJETO)))
    try:
        autor, texto = responder_difusion(contexto, numero, entrada.texto)
    except NoEncontrado:
        return None
    aviso = Pantalla(
        textos.respuesta_para_el_autor(contexto.actor, texto, numero),
        botones((_("Ver la difusión"), f"{APARTE}di:v:{numero}")),
    )
    envio = Envio(
        autor.telegram_id or 0, "sendMessage", aviso.cuerpo(), ClaseEnvio.AVISO, persona_id=autor.id
    )
    dicho = armar(
        _("Le pasé su respuesta a %(nombre)s. Para reportar escriba, por ejemplo, /avance."),
        nombre=autor.nombre,
    )
    return Respuesta((Pantalla(dicho, botones((_("Ver mis pendientes"), "o:pendientes"))),), envios=(envio,))


def _completo(pedido: Pedido) -> str:
    """Lo que sigue a la orden, entero: el argumento que traen las órdenes viene recortado."""
    texto = pedido.entrada.texto
    return _ORDEN.sub("", texto, count=1) if texto.startswith("/") else pedido.argumento


def _todas(pedido: Pedido, pedida: int) -> Respuesta:
    """Las últimas, con su resultado."""
    recientes = difusiones_recientes(pedido.contexto)
    nueva = (_("Mandar un mensaje"), f"{APARTE}di:n")
    if not recientes:
        sugerencia = _(
            "Todavía no se ha difundido nada. Puede escribir, por ejemplo:\n"
            "<code>/difundir responsables: mañana cierra el corte</code>"
        )
        return decir(Html(sugerencia), nueva)
    dependencias = pedido.contexto.unidad.entidades.dependencias(pedido.contexto.entidad.id)
    pagina = min(pedida, (len(recientes) - 1) // _POR_PAGINA)
    visibles = recientes[pagina * _POR_PAGINA : (pagina + 1) * _POR_PAGINA]
    lineas = [textos.en_lista(una, dependencias) for una in recientes]
    texto = lista(Html(_("<b>Difusiones</b>")), lineas, pagina, _POR_PAGINA)
    pares = [(_("Ver la %(n)s") % {"n": una.difusion.id}, f"di:v:{una.difusion.id}") for una in visibles]
    pares += paginas("di:l:", pagina, len(recientes), _POR_PAGINA)
    return decir(texto, *pares, nueva, por_fila=2)


def _ver(pedido: Pedido, numero: IdDifusion) -> Respuesta:
    """Cómo va o en qué terminó, con el mensaje que se mandó."""
    una = consultar_difusion(pedido.contexto, numero)
    estado = textos.estado(una, pedido.contexto.ahora)
    quien = una.difusion.autor or _("la línea de órdenes")
    dependencias = pedido.contexto.unidad.entidades.dependencias(pedido.contexto.entidad.id)
    detalle = armar(
        _("La mandó %(quien)s a %(destino)s.\n\n%(texto)s"),
        quien=quien,
        destino=textos.a_quienes(una.difusion.destino, dependencias),
        texto=una.difusion.texto,
    )
    return Respuesta((pantalla_de_avance(una, unir([estado, detalle])),))


def _detener(pedido: Pedido, numero: IdDifusion) -> Respuesta:
    """Lo que no ha salido ya no sale; lo que está saliendo en este instante, sí."""
    una, canceladas = detener_difusion(pedido.contexto, numero)
    texto = armar(
        _("Detenida la difusión <b>%(n)s</b>: ya no le llega a %(cuantas)s. Llegó a %(enviados)s."),
        n=numero,
        cuantas=textos.personas(canceladas),
        enviados=textos.personas(una.cuenta.enviados),
    )
    pares = ((_("Ver cómo quedó"), f"di:v:{numero}"), (_("Ver las difusiones"), "di:l:0"))
    return decir(texto, *pares, por_fila=2)


def _reintentar(pedido: Pedido, numero: IdDifusion) -> Respuesta:
    """Otra vez, solo para quienes falta y hoy se puede; el avance va en un mensaje nuevo."""
    anterior = consultar_difusion(pedido.contexto, numero).difusion
    cuerpo = cuerpo_de(pedido.contexto, anterior.texto)
    una, cuantas = reintentar_difusion(pedido.contexto, numero, cuerpo)
    mostrar_el_avance(pedido.contexto, una)
    texto = armar(
        _("Va otra vez la difusión <b>%(n)s</b>, para %(cuantas)s que faltaban. Abajo le cuento cómo va."),
        n=numero,
        cuantas=textos.personas(cuantas),
    )
    return decir(texto, (_("Ver las difusiones"), "di:l:0"))


def _quienes_no(pedido: Pedido, numero: IdDifusion, pedida: int) -> Respuesta:
    """A quiénes no les llegó y qué hacer, por motivo y nombre."""
    faltan = no_la_recibieron(pedido.contexto, numero)
    volver = (_("Volver a la difusión"), f"di:v:{numero}")
    if not faltan:
        return decir(Html(_("A todas las personas de esta difusión les llegó, o está por salirles.")), volver)
    pagina = min(pedida, (len(faltan) - 1) // _PERSONAS)
    titulo = armar(_("<b>No la han recibido</b> · difusión %(n)s"), n=numero)
    texto = lista(titulo, [textos.sin_recibir(una) for una in faltan], pagina, _PERSONAS)
    return decir(texto, *paginas(f"di:q:{numero}:", pagina, len(faltan), _PERSONAS), volver, por_fila=2)


_DE_UNA: dict[str, Callable[[Pedido, IdDifusion], Respuesta]] = {
    "v": _ver,
    "x": _detener,
    "r": _reintentar,
}
_POR_ESCRITO = {"ver": "v", "detener": "x", "parar": "x", "reintentar": "r"}
