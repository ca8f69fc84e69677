"""Métodos que cambian o borran mensajes publicados."""

from __future__ import annotations

from bot.simulador.chats import Chat, Publicado
from bot.simulador.errores import Rechazo, mala
from bot.simulador.metodos.contenido import pie_de, texto_de
from bot.simulador.mundo import Mundo
from bot.simulador.teclados import revisar_teclado
from bot.simulador.tipos import Objeto
from bot.simulador.validacion import Pedido

SIN_CAMBIOS = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
BORRABLE_SEGUNDOS = 48 * 3600
LOTE_MAXIMO = 100


def _editable(mundo: Mundo, pedido: Pedido) -> tuple[Chat, Publicado]:
    """Mensaje propio que se puede editar; rechaza el ajeno, el borrado y el de teclado de respuesta."""
    if "inline_message_id" in pedido.valores:
        raise mala("MESSAGE_ID_INVALID")
    if "chat_id" not in pedido.valores:
        raise mala("chat_id is empty")
    if "message_id" not in pedido.valores:
        raise mala("message identifier is not specified")
    chat = mundo.chat_para_enviar(pedido.valores["chat_id"])
    publicado = chat.vivo(pedido.valores["message_id"])
    if publicado is None:
        raise mala("message to edit not found")
    if not publicado.de_bot or not publicado.editable:
        raise mala("message can't be edited")
    return chat, publicado


def _aplicar(
    mundo: Mundo, pedido: Pedido, objetivo: tuple[Chat, Publicado], quitar: tuple[str, ...], poner: Objeto
) -> Objeto:
    """Cambia los campos y el teclado (que desaparece si no se manda); rechaza lo que queda igual."""
    chat, publicado = objetivo
    teclado = pedido.valores.get("reply_markup")
    revisar_teclado(teclado, en_grupo=not chat.privado)
    fuera = (*quitar, "reply_markup", "edit_date")
    nuevo = {clave: valor for clave, valor in publicado.json.items() if clave not in fuera} | poner
    if teclado and teclado.get("inline_keyboard"):
        nuevo["reply_markup"] = {"inline_keyboard": teclado["inline_keyboard"]}
    if nuevo == {clave: valor for clave, valor in publicado.json.items() if clave != "edit_date"}:
        raise mala(SIN_CAMBIOS)
    nuevo["edit_date"] = int(mundo.reloj.ahora())
    mundo.cambiar(chat, publicado, nuevo)
    return nuevo


def editar_texto(mundo: Mundo, pedido: Pedido) -> Objeto:
    """``editMessageText``."""
    objetivo = _editable(mundo, pedido)
    contenido = texto_de(pedido.valores)
    if "text" not in objetivo[1].json:
        raise mala("there is no text in the message to edit")
    return _aplicar(mundo, pedido, objetivo, ("text", "entities", "link_preview_options"), contenido)


def editar_pie(mundo: Mundo, pedido: Pedido) -> Objeto:
    """``editMessageCaption``."""
    objetivo = _editable(mundo, pedido)
    if "document" not in objetivo[1].json and "photo" not in objetivo[1].json:
        raise mala("there is no caption in the message to edit")
    fuera = ("caption", "caption_entities", "show_caption_above_media")
    return _aplicar(mundo, pedido, objetivo, fuera, pie_de(pedido.valores))


def editar_teclado(mundo: Mundo, pedido: Pedido) -> Objeto:
    """``editMessageReplyMarkup``."""
    return _aplicar(mundo, pedido, _editable(mundo, pedido), (), {})


def borrar(mundo: Mundo, pedido: Pedido) -> bool:
    """``deleteMessage``: hasta 48 horas después de publicado."""
    chat = mundo.chat(pedido.valores["chat_id"])
    publicado = chat.vivo(pedido.valores["message_id"])
    if publicado is None:
        raise mala("message to delete not found")
    ajeno_en_grupo = not publicado.de_bot and not chat.privado
    if ajeno_en_grupo or mundo.reloj.ahora() - publicado.json["date"] > BORRABLE_SEGUNDOS:
        raise mala("message can't be deleted for everyone")
    mundo.borrar(chat, publicado)
    return True


def borrar_varios(mundo: Mundo, pedido: Pedido) -> bool:
    """``deleteMessages``: los que no se hallan se pasan por alto, como en el servidor real."""
    numeros = pedido.valores["message_ids"]
    if not 1 <= len(numeros) <= LOTE_MAXIMO:
        raise mala("too many or too few message identifiers specified")
    chat = mundo.chat(pedido.valores["chat_id"])
    for numero in numeros:
        try:
            borrar(mundo, Pedido("deleteMessage", {"chat_id": chat.id, "message_id": numero}))
        except Rechazo:
            continue
    return True


EFECTOS = {
    "editMessageText": editar_texto,
    "editMessageCaption": editar_pie,
    "editMessageReplyMarkup": editar_teclado,
    "deleteMessage": borrar,
    "deleteMessages": borrar_varios,
}
