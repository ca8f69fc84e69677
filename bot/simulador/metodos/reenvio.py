"""Reenviar y copiar mensajes que ya están en un chat."""

from __future__ import annotations

from bot.simulador.errores import mala
from bot.simulador.metodos.contenido import pie_de
from bot.simulador.metodos.envio import publicar
from bot.simulador.mundo import Mundo
from bot.simulador.tipos import Objeto
from bot.simulador.validacion import Pedido

CONTENIDOS = ("text", "entities", "document", "photo", "location", "contact", "caption", "caption_entities")


def _original(mundo: Mundo, pedido: Pedido, ausente: str) -> Objeto:
    origen = mundo.chat(pedido.valores["from_chat_id"])
    publicado = origen.vivo(pedido.valores["message_id"])
    if publicado is None:
        raise mala(ausente)
    return publicado.json


def reenviar(mundo: Mundo, pedido: Pedido) -> Objeto:
    """``forwardMessage``: conserva el contenido y dice de quién era."""
    chat = mundo.chat_para_enviar(pedido.valores["chat_id"])
    original = _original(mundo, pedido, "message to forward not found")
    contenido: Objeto = {clave: original[clave] for clave in CONTENIDOS if clave in original}
    contenido["forward_origin"] = {
        "type": "user", "sender_user": original["from"], "date": original["date"],
    }  # fmt: skip
    return publicar(mundo, pedido, chat, contenido)


def copiar(mundo: Mundo, pedido: Pedido) -> Objeto:
    """``copyMessage``: publica el mismo contenido como propio; el pie se puede cambiar."""
    chat = mundo.chat_para_enviar(pedido.valores["chat_id"])
    original = _original(mundo, pedido, "message to copy not found")
    contenido: Objeto = {clave: original[clave] for clave in CONTENIDOS if clave in original}
    if "caption" in pedido.valores and "text" not in contenido:
        contenido.pop("caption", None)
        contenido.pop("caption_entities", None)
        contenido |= pie_de(pedido.valores)
    return {"message_id": publicar(mundo, pedido, chat, contenido)["message_id"]}


EFECTOS = {"forwardMessage": reenviar, "copyMessage": copiar}
