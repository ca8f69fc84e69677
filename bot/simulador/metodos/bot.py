"""Datos del propio bot: quién es, sus comandos, sus descripciones y su botón de menú."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.simulador.errores import mala
from bot.simulador.mundo import Mundo
from bot.simulador.tipos import Lista, Objeto
from bot.simulador.validacion import Pedido

COMANDO = re.compile(r"[a-z0-9_]{1,32}", re.ASCII)
COMANDOS_MAXIMOS = 100
ALCANCES = {
    "default": (), "all_private_chats": (), "all_group_chats": (), "all_chat_administrators": (),
    "chat": ("chat_id",), "chat_administrators": ("chat_id",), "chat_member": ("chat_id", "user_id"),
}  # fmt: skip
LARGOS = {"name": 64, "description": 512, "short_description": 120}


def quien_soy(mundo: Mundo, _: Pedido) -> Objeto:
    """``getMe``."""
    return {
        **mundo.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _alcance(mundo: Mundo, pedido: Pedido) -> tuple[str, int, int, str]:
    alcance = pedido.valores.get("scope") or {"type": "default"}
    tipo = alcance.get("type")
    if tipo not in ALCANCES or set(alcance) - {"type", *ALCANCES[tipo]}:
        raise mala("can't parse BotCommandScope: unsupported type or fields specified")
    chat = mundo.chat(alcance.get("chat_id")).id if "chat_id" in ALCANCES[tipo] else 0
    persona = int(alcance.get("user_id", 0))
    return tipo, chat, persona, pedido.valores.get("language_code", "")


def fijar_comandos(mundo: Mundo, pedido: Pedido) -> bool:
    """``setMyCommands``: hasta 100, en minúsculas, con descripción de 1 a 256 caracteres."""
    comandos = pedido.valores["commands"]
    if len(comandos) > COMANDOS_MAXIMOS:
        raise mala("BOT_COMMANDS_TOO_MUCH")
    limpios = []
    for comando in comandos:
        nombre = comando["command"].removeprefix("/")
        if not COMANDO.fullmatch(nombre):
            raise mala("BOT_COMMAND_INVALID")
        if not 1 <= len(comando["description"].strip()) <= 256:
            raise mala("BOT_COMMAND_DESCRIPTION_INVALID")
        limpios.append({"command": nombre, "description": comando["description"]})
    mundo.comandos[_alcance(mundo, pedido)] = limpios
    mundo.avisos.emitir("comandos")
    return True


def obtener_comandos(mundo: Mundo, pedido: Pedido) -> Lista:
    """``getMyCommands``: los de ese alcance e idioma exactos."""
    return mundo.comandos.get(_alcance(mundo, pedido), [])


def borrar_comandos(mundo: Mundo, pedido: Pedido) -> bool:
    """``deleteMyCommands``."""
    mundo.comandos.pop(_alcance(mundo, pedido), None)
    mundo.avisos.emitir("comandos")
    return True


def _fijar_texto(clave: str) -> Callable[[Mundo, Pedido], bool]:
    def fijar(mundo: Mundo, pedido: Pedido) -> bool:
        texto = pedido.valores.get(clave, "")
        if len(texto) > LARGOS[clave]:
            raise mala(f"bot {clave.replace('_', ' ')} is too long")
        mundo.textos[clave, pedido.valores.get("language_code", "")] = texto
        return True

    return fijar


def _obtener_texto(clave: str) -> Callable[[Mundo, Pedido], Objeto]:
    def obtener(mundo: Mundo, pedido: Pedido) -> Objeto:
        omision = mundo.bot["first_name"] if clave == "name" else ""
        general = mundo.textos.get((clave, ""), omision)
        return {clave: mundo.textos.get((clave, pedido.valores.get("language_code", "")), general)}

    return obtener


def fijar_menu(mundo: Mundo, pedido: Pedido) -> bool:
    """``setChatMenuButton``: ``commands``, ``web_app`` o ``default``."""
    boton = pedido.valores.get("menu_button") or {"type": "default"}
    if boton.get("type") not in ("commands", "web_app", "default"):
        raise mala("can't parse menu button: unsupported type")
    chat = pedido.valores.get("chat_id", 0)
    mundo.menus[mundo.chat(chat).id if chat else 0] = boton
    return True


def obtener_menu(mundo: Mundo, pedido: Pedido) -> Objeto:
    """``getChatMenuButton``."""
    general = mundo.menus.get(0, {"type": "default"})
    return mundo.menus.get(pedido.valores.get("chat_id", 0), general)


EFECTOS: dict[str, Callable[[Mundo, Pedido], object]] = {
    "getMe": quien_soy,
    "setMyCommands": fijar_comandos,
    "getMyCommands": obtener_comandos,
    "deleteMyCommands": borrar_comandos,
    "setMyName": _fijar_texto("name"),
    "getMyName": _obtener_texto("name"),
    "setMyDescription": _fijar_texto("description"),
    "getMyDescription": _obtener_texto("description"),
    "setMyShortDescription": _fijar_texto("short_description"),
    "getMyShortDescription": _obtener_texto("short_description"),
    "setChatMenuButton": fijar_menu,
    "getChatMenuButton": obtener_menu,
}
