"""Contenido de los mensajes que manda el bot: texto con formato, medios, respuesta citada."""

from __future__ import annotations

from bot.simulador.archivos import Archivo, documento_json
from bot.simulador.chats import Chat
from bot.simulador.errores import Rechazo, mala
from bot.simulador.html import HtmlInvalido, analizar_html
from bot.simulador.mundo import Mundo
from bot.simulador.texto import PIE_MAXIMO, TEXTO_MAXIMO, entidades_dadas, normalizar, unidades
from bot.simulador.tipos import Lista, Objeto
from bot.simulador.validacion import Pedido

BRUTO_MAXIMO = 4 * TEXTO_MAXIMO


def con_formato(crudo: str, modo: str | None, dadas: Lista | None) -> tuple[str, Lista]:
    """Texto visible y sus ``MessageEntity``; solo existe el modo HTML (y el texto plano)."""
    if unidades(crudo) > BRUTO_MAXIMO:
        raise mala("message is too long")
    if modo and modo.lower() != "html":
        raise mala("unsupported parse_mode")
    if not modo:
        return normalizar(crudo, entidades_dadas(dadas or []))
    try:
        return normalizar(*analizar_html(crudo))
    except HtmlInvalido as error:
        raise mala(f"can't parse entities: {error}") from None


def texto_de(valores: Objeto) -> Objeto:
    """Campos ``text`` y ``entities`` de un mensaje de texto (1 a 4096 unidades UTF-16)."""
    texto, entidades = con_formato(
        valores.get("text", ""), valores.get("parse_mode"), valores.get("entities")
    )
    if not texto:
        raise mala("message text is empty")
    if unidades(texto) > TEXTO_MAXIMO:
        raise mala("message is too long")
    campos: Objeto = {"text": texto}
    if entidades:
        campos["entities"] = entidades
    if valores.get("link_preview_options"):
        campos["link_preview_options"] = valores["link_preview_options"]
    return campos


def pie_de(valores: Objeto) -> Objeto:
    """Campos ``caption`` y ``caption_entities`` (hasta 1024 unidades UTF-16)."""
    texto, entidades = con_formato(
        valores.get("caption", ""), valores.get("parse_mode"), valores.get("caption_entities")
    )
    if unidades(texto) > PIE_MAXIMO:
        raise mala("message caption is too long")
    campos: Objeto = {"caption": texto} if texto else {}
    if entidades:
        campos["caption_entities"] = entidades
    if valores.get("show_caption_above_media"):
        campos["show_caption_above_media"] = True
    return campos


def medio_de(mundo: Mundo, pedido: Pedido, clase: str, fuente: str) -> Objeto:
    """Campo ``document`` o ``photo`` a partir de una subida (``attach://``) o de un ``file_id``."""
    if fuente.startswith("attach://"):
        subida = pedido.archivos.get(fuente.removeprefix("attach://"))
        if subida is None:
            raise mala("attached file not found")
        if clase == "photo":
            return {"photo": mundo.archivos.foto(subida)}
        return {"document": mundo.archivos.documento(subida)}
    if fuente.startswith(("http://", "https://")):
        raise mala("failed to get HTTP URL content")
    try:
        archivo = mundo.archivos.buscar(fuente)
    except Rechazo:
        raise mala("wrong file identifier/HTTP URL specified") from None
    return _reusado(archivo, clase)


def _reusado(archivo: Archivo, clase: str) -> Objeto:
    if (archivo.clase == "photos") != (clase == "photo"):
        tipos = {"photos": "Photo", "documents": "Document"}
        raise mala(f"can't use file of type {tipos[archivo.clase]} as {clase.capitalize()}")
    if clase == "document":
        return {"document": documento_json(archivo)}
    medida = {
        "file_id": archivo.id, "file_unique_id": archivo.unico, "file_size": len(archivo.datos),
        "width": archivo.ancho, "height": archivo.alto,
    }  # fmt: skip
    return {"photo": [medida]}


def opciones_de(mundo: Mundo, chat: Chat, valores: Objeto) -> Objeto:
    """Campos comunes: mensaje citado y contenido protegido."""
    campos: Objeto = {}
    if valores.get("protect_content"):
        campos["has_protected_content"] = True
    respuesta = valores.get("reply_parameters")
    if respuesta:
        citado = chat.vivo(respuesta["message_id"])
        if citado is not None:
            campos["reply_to_message"] = sin_cita(citado.json)
        elif not respuesta.get("allow_sending_without_reply"):
            raise mala("message to be replied not found")
    return campos


def sin_cita(mensaje: Objeto) -> Objeto:
    """El mensaje citado va sin su propia cita, como en la API."""
    return {clave: valor for clave, valor in mensaje.items() if clave != "reply_to_message"}
