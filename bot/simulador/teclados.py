"""Reglas de los teclados: cuántos botones, qué dato llevan y qué ve la persona."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.simulador.errores import mala
from bot.simulador.tipos import Lista, Objeto

POR_FILA = 8
POR_MENSAJE = 100
DATO_MAXIMO = 64
ACCIONES = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text", "pay",
)  # fmt: skip


def revisar_teclado(teclado: Objeto | None, *, en_grupo: bool = False) -> None:
    """Rechaza lo que el servidor real rechaza; los datos de botón se miden en bytes UTF-8."""
    if teclado is None:
        return
    filas: list[Lista] = teclado.get("inline_keyboard") or teclado.get("keyboard") or []
    if sum(len(fila) for fila in filas) > POR_MENSAJE or any(len(fila) > POR_FILA for fila in filas):
        raise mala("REPLY_MARKUP_TOO_LONG")
    if "keyboard" in teclado and not any(filas):
        raise mala("object expected as reply markup: keyboard is empty")
    for boton in (boton for fila in filas for boton in fila):
        if not str(boton["text"]).strip():
            raise mala("can't parse keyboard button: Button text must be non-empty")
        if "inline_keyboard" in teclado:
            _revisar_boton(boton)
        elif en_grupo and (boton.get("request_contact") or boton.get("request_location")):
            raise mala("phone number and location can be requested in private chats only")


def _revisar_boton(boton: Objeto) -> None:
    puestas = [accion for accion in ACCIONES if boton.get(accion) not in (None, False)]
    if puestas == ["callback_data"] and boton["callback_data"] == "":
        raise mala("BUTTON_DATA_INVALID")
    if not puestas:
        raise mala("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(puestas) > 1:
        raise mala("can't parse inline keyboard button: exactly one action must be used")
    if "callback_data" in puestas and len(boton["callback_data"].encode()) > DATO_MAXIMO:
        raise mala("BUTTON_DATA_INVALID")
    if "url" in puestas:
        partes = urlsplit(boton["url"])
        if partes.scheme not in ("http", "https", "tg") or not (partes.netloc or partes.path):
            raise mala("BUTTON_URL_INVALID")
    if "web_app" in puestas and urlsplit(boton["web_app"]["url"]).scheme != "https":
        raise mala(
            f"inline keyboard button Web App URL '{boton['web_app']['url']}' is invalid: "
            "Only HTTPS links are allowed"
        )


def botones_en_linea(mensaje: Objeto) -> list[Objeto]:
    """Botones que el mensaje muestra en este momento, de arriba abajo."""
    filas = mensaje.get("reply_markup", {}).get("inline_keyboard", [])
    return [boton for fila in filas for boton in fila]
