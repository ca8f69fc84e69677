"""Lo que el bot puede preguntar de un chat y de sus miembros."""

from __future__ import annotations

from bot.simulador.errores import mala
from bot.simulador.mundo import Mundo
from bot.simulador.tipos import Objeto
from bot.simulador.validacion import Pedido


def obtener_chat(mundo: Mundo, pedido: Pedido) -> Objeto:
    """``getChat``."""
    chat = mundo.chat(pedido.valores["chat_id"])
    regalos = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return {
        **chat.json(),
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(regalos, False),
    }


def obtener_miembro(mundo: Mundo, pedido: Pedido) -> Objeto:
    """``getChatMember``."""
    chat = mundo.chat(pedido.valores["chat_id"])
    numero = pedido.valores["user_id"]
    if numero == mundo.bot["id"]:
        return {"user": mundo.bot, "status": "member" if chat.con_bot else "left"}
    if numero not in mundo.personas:
        raise mala("user not found")
    dentro = numero in chat.miembros
    if dentro and not chat.privado and chat.miembros[0] == numero:
        return {"user": mundo.personas[numero], "status": "creator", "is_anonymous": False}
    return {"user": mundo.personas[numero], "status": "member" if dentro else "left"}


def contar_miembros(mundo: Mundo, pedido: Pedido) -> int:
    """``getChatMemberCount``, con el bot incluido."""
    chat = mundo.chat(pedido.valores["chat_id"])
    return len(chat.miembros) + int(chat.con_bot)


def salir(mundo: Mundo, pedido: Pedido) -> bool:
    """``leaveChat``: solo de grupos."""
    chat = mundo.chat_para_enviar(pedido.valores["chat_id"])
    if chat.privado:
        raise mala("chat member status can't be changed in private chats")
    chat.con_bot = False
    return True


EFECTOS = {
    "getChat": obtener_chat,
    "getChatMember": obtener_miembro,
    "getChatMemberCount": contar_miembros,
    "leaveChat": salir,
}
