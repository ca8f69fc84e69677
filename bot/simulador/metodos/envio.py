"""Métodos que publican mensajes nuevos."""

from __future__ import annotations

import secrets

from bot.simulador.chats import Chat
from bot.simulador.errores import mala
from bot.simulador.metodos.contenido import medio_de, opciones_de, pie_de, texto_de
from bot.simulador.mundo import Mundo
from bot.simulador.tabla import ACCIONES
from bot.simulador.teclados import revisar_teclado
from bot.simulador.tipos import Lista, Objeto
from bot.simulador.validacion import Pedido

ALBUM_MINIMO = 2
ALBUM_MAXIMO = 10


def publicar(mundo: Mundo, pedido: Pedido, chat: Chat, contenido: Objeto) -> Objeto:
    """Comprueba cita y teclado, publica y devuelve el ``Message``."""
    teclado = pedido.valores.get("reply_markup")
    revisar_teclado(teclado, en_grupo=not chat.privado)
    opciones = opciones_de(mundo, chat, pedido.valores)
    return mundo.publicar(chat, mundo.bot, {**opciones, **contenido}, teclado=teclado).json


def enviar_mensaje(mundo: Mundo, pedido: Pedido) -> Objeto:
    """``sendMessage``."""
    chat = mundo.chat_para_enviar(pedido.valores["chat_id"])
    return publicar(mundo, pedido, chat, texto_de(pedido.valores))


def enviar_documento(mundo: Mundo, pedido: Pedido) -> Objeto:
    """``sendDocument``."""
    chat = mundo.chat_para_enviar(pedido.valores["chat_id"])
    pie = pie_de(pedido.valores)
    return publicar(
        mundo, pedido, chat, {**medio_de(mundo, pedido, "document", pedido.valores["document"]), **pie}
    )


def enviar_foto(mundo: Mundo, pedido: Pedido) -> Objeto:
    """``sendPhoto``."""
    chat = mundo.chat_para_enviar(pedido.valores["chat_id"])
    pie = pie_de(pedido.valores)
    contenido = {**medio_de(mundo, pedido, "photo", pedido.valores["photo"]), **pie}
    if pedido.valores.get("has_spoiler"):
        contenido["has_media_spoiler"] = True
    return publicar(mundo, pedido, chat, contenido)


def enviar_album(mundo: Mundo, pedido: Pedido) -> Lista:
    """``sendMediaGroup``: de 2 a 10 fotos, o de 2 a 10 documentos, sin mezclar."""
    chat = mundo.chat_para_enviar(pedido.valores["chat_id"])
    medios = pedido.valores["media"]
    if not ALBUM_MINIMO <= len(medios) <= ALBUM_MAXIMO:
        raise mala("wrong number of media files: must include 2-10 items")
    if len({medio["type"] for medio in medios}) > 1:
        raise mala("documents can't be mixed with other media types")
    contenidos = [
        {**medio_de(mundo, pedido, medio["type"], medio["media"]), **pie_de(medio)} for medio in medios
    ]
    grupo = {"media_group_id": str(secrets.randbits(48))}
    return [publicar(mundo, pedido, chat, {**grupo, **contenido}) for contenido in contenidos]


def enviar_ubicacion(mundo: Mundo, pedido: Pedido) -> Objeto:
    """``sendLocation``."""
    chat = mundo.chat_para_enviar(pedido.valores["chat_id"])
    latitud, longitud = pedido.valores["latitude"], pedido.valores["longitude"]
    if not (-90 <= latitud <= 90 and -180 <= longitud <= 180):
        raise mala("wrong location specified")
    return publicar(mundo, pedido, chat, {"location": {"latitude": latitud, "longitude": longitud}})


def enviar_contacto(mundo: Mundo, pedido: Pedido) -> Objeto:
    """``sendContact``."""
    chat = mundo.chat_para_enviar(pedido.valores["chat_id"])
    claves = ("phone_number", "first_name", "last_name", "vcard")
    contacto = {clave: pedido.valores[clave] for clave in claves if pedido.valores.get(clave)}
    return publicar(mundo, pedido, chat, {"contact": contacto})


def enviar_accion(mundo: Mundo, pedido: Pedido) -> bool:
    """``sendChatAction``: «escribiendo…» y semejantes."""
    chat = mundo.chat_para_enviar(pedido.valores["chat_id"])
    if pedido.valores["action"] not in ACCIONES:
        raise mala("wrong parameter action in request")
    mundo.avisos.emitir("accion", chat=chat.id, accion=pedido.valores["action"])
    return True


EFECTOS = {
    "sendMessage": enviar_mensaje,
    "sendDocument": enviar_documento,
    "sendPhoto": enviar_foto,
    "sendMediaGroup": enviar_album,
    "sendLocation": enviar_ubicacion,
    "sendContact": enviar_contacto,
    "sendChatAction": enviar_accion,
}
