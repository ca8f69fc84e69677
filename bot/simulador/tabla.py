"""Métodos y tipos del Bot API que este servidor atiende, como datos.

Cada método lista sus parámetros ``nombre:tipo``; ``*`` marca el obligatorio, ``|`` separa
alternativas y ``[T]`` es un arreglo. Lo que no está aquí se rechaza: un parámetro mal
escrito en el bot se ve en la primera prueba y no en producción.
"""

from __future__ import annotations

from dataclasses import dataclass

TECLADO = "reply_markup:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply"
DESTINO = (
    "chat_id*:Integer|String message_thread_id:Integer disable_notification:Boolean "
    "protect_content:Boolean message_effect_id:String"
)
OPCIONES = f"{DESTINO} allow_paid_broadcast:Boolean reply_parameters:ReplyParameters"
ENVIO = f"{OPCIONES} {TECLADO}"
PIE = "caption:String parse_mode:String caption_entities:[MessageEntity]"
EDITABLE = (
    "chat_id:Integer|String message_id:Integer inline_message_id:String reply_markup:InlineKeyboardMarkup"
)
IDIOMA = "language_code:String"
ALCANCE = f"scope:BotCommandScope {IDIOMA}"

_METODOS = {
    "getMe": "",
    "getUpdates": "offset:Integer limit:Integer timeout:Integer allowed_updates:[String]",
    "setWebhook": "url*:String certificate:InputFile ip_address:String max_connections:Integer "
    "allowed_updates:[String] drop_pending_updates:Boolean secret_token:String",
    "deleteWebhook": "drop_pending_updates:Boolean",
    "getWebhookInfo": "",
    "sendMessage": f"{ENVIO} text*:String parse_mode:String entities:[MessageEntity] "
    "link_preview_options:LinkPreviewOptions",
    "sendDocument": f"{ENVIO} {PIE} document*:InputFile|String thumbnail:InputFile|String "
    "disable_content_type_detection:Boolean",
    "sendPhoto": f"{ENVIO} {PIE} photo*:InputFile|String show_caption_above_media:Boolean "
    "has_spoiler:Boolean",
    "sendMediaGroup": f"{OPCIONES} media*:[InputMediaPhoto]|[InputMediaDocument]",
    "sendLocation": f"{ENVIO} latitude*:Float longitude*:Float horizontal_accuracy:Float",
    "sendContact": f"{ENVIO} phone_number*:String first_name*:String last_name:String vcard:String",
    "sendChatAction": "chat_id*:Integer|String message_thread_id:Integer action*:String",
    "forwardMessage": f"{DESTINO} from_chat_id*:Integer|String message_id*:Integer",
    "copyMessage": f"{ENVIO} {PIE} from_chat_id*:Integer|String message_id*:Integer "
    "show_caption_above_media:Boolean",
    "editMessageText": f"{EDITABLE} text:String parse_mode:String entities:[MessageEntity] "
    "link_preview_options:LinkPreviewOptions",
    "editMessageCaption": f"{EDITABLE} {PIE} show_caption_above_media:Boolean",
    "editMessageReplyMarkup": EDITABLE,
    "deleteMessage": "chat_id*:Integer|String message_id*:Integer",
    "deleteMessages": "chat_id*:Integer|String message_ids*:[Integer]",
    "answerCallbackQuery": "callback_query_id*:String text:String show_alert:Boolean url:String "
    "cache_time:Integer",
    "answerInlineQuery": "inline_query_id*:String results*:[InlineQueryResult] cache_time:Integer "
    "is_personal:Boolean next_offset:String button:InlineQueryResultsButton",
    "getFile": "file_id*:String",
    "setMyCommands": f"commands*:[BotCommand] {ALCANCE}",
    "getMyCommands": ALCANCE,
    "deleteMyCommands": ALCANCE,
    "getChat": "chat_id*:Integer|String",
    "getChatMember": "chat_id*:Integer|String user_id*:Integer",
    "getChatMemberCount": "chat_id*:Integer|String",
    "leaveChat": "chat_id*:Integer|String",
    "setChatMenuButton": "chat_id:Integer menu_button:MenuButton",
    "getChatMenuButton": "chat_id:Integer",
    "setMyName": f"name:String {IDIOMA}",
    "getMyName": IDIOMA,
    "setMyDescription": f"description:String {IDIOMA}",
    "getMyDescription": IDIOMA,
    "setMyShortDescription": f"short_description:String {IDIOMA}",
    "getMyShortDescription": IDIOMA,
    "logOut": "",
    "close": "",
}

_TIPOS = {
    "InlineKeyboardMarkup": "inline_keyboard*:[[InlineKeyboardButton]]",
    "InlineKeyboardButton": "text*:String icon_custom_emoji_id:String style:String url:String "
    "callback_data:String web_app:WebAppInfo login_url:LoginUrl switch_inline_query:String "
    "switch_inline_query_current_chat:String copy_text:CopyTextButton pay:Boolean "
    "switch_inline_query_chosen_chat:SwitchInlineQueryChosenChat",
    "ReplyKeyboardMarkup": "keyboard*:[[KeyboardButton]] is_persistent:Boolean resize_keyboard:Boolean "
    "one_time_keyboard:Boolean input_field_placeholder:String selective:Boolean",
    "KeyboardButton": "text*:String icon_custom_emoji_id:String style:String request_contact:Boolean "
    "request_location:Boolean web_app:WebAppInfo request_poll:KeyboardButtonPollType",
    "ReplyKeyboardRemove": "remove_keyboard*:Boolean selective:Boolean",
    "ForceReply": "force_reply*:Boolean input_field_placeholder:String selective:Boolean",
    "CopyTextButton": "text*:String",
    "WebAppInfo": "url*:String",
    "ReplyParameters": "message_id*:Integer chat_id:Integer|String allow_sending_without_reply:Boolean "
    "quote:String quote_parse_mode:String quote_entities:[MessageEntity] quote_position:Integer",
    "LinkPreviewOptions": "is_disabled:Boolean url:String prefer_small_media:Boolean "
    "prefer_large_media:Boolean show_above_text:Boolean",
    "BotCommand": "command*:String description*:String",
    "MessageEntity": "type*:String offset*:Integer length*:Integer url:String user:User language:String "
    "custom_emoji_id:String",
    "InputMediaPhoto": f"type*:String media*:String {PIE} show_caption_above_media:Boolean "
    "has_spoiler:Boolean",
    "InputMediaDocument": f"type*:String media*:String {PIE} thumbnail:String "
    "disable_content_type_detection:Boolean",
    "InlineQueryResultsButton": "text*:String web_app:WebAppInfo start_parameter:String",
}

OPACOS = frozenset(
    {
        "BotCommandScope",
        "InlineQueryResult",
        "KeyboardButtonPollType",
        "LoginUrl",
        "MenuButton",
        "SwitchInlineQueryChosenChat",
        "User",
    }
)
"""Objetos que se reciben enteros; quien los usa comprueba lo que necesita."""

DISCRIMINADOS = {"photo": "InputMediaPhoto", "document": "InputMediaDocument"}
"""``type`` de cada medio de un álbum → su tipo."""


@dataclass(frozen=True)
class Campo:
    """Un parámetro o un campo: nombre, tipos que admite y si es obligatorio."""

    nombre: str
    tipos: tuple[str, ...]
    obligatorio: bool


def _leer(tabla: dict[str, str]) -> dict[str, dict[str, Campo]]:
    leida: dict[str, dict[str, Campo]] = {}
    for dueno, texto in tabla.items():
        campos = (parte.partition(":") for parte in texto.split())
        leida[dueno] = {
            nombre.rstrip("*"): Campo(nombre.rstrip("*"), tuple(tipos.split("|")), nombre.endswith("*"))
            for nombre, _, tipos in campos
        }
    return leida


METODOS = _leer(_METODOS)
TIPOS = _leer(_TIPOS)
CANONICOS = {nombre.lower(): nombre for nombre in METODOS}

ACTUALIZACIONES = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection",
    "business_message", "edited_business_message", "deleted_business_messages", "guest_message",
    "message_reaction", "message_reaction_count", "inline_query", "chosen_inline_result",
    "callback_query", "shipping_query", "pre_checkout_query", "purchased_paid_media", "poll",
    "poll_answer", "my_chat_member", "chat_member", "chat_join_request", "chat_boost",
    "removed_chat_boost", "managed_bot",
)  # fmt: skip
SOLO_PEDIDAS = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Tipos de actualización que el servidor no manda si no se piden por nombre."""

ACCIONES = frozenset(
    {
        "choose_sticker",
        "find_location",
        "record_video",
        "record_video_note",
        "record_voice",
        "typing",
        "upload_document",
        "upload_photo",
        "upload_video",
        "upload_video_note",
        "upload_voice",
    }
)
"""Acciones de ``sendChatAction``."""
