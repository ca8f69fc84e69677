"""Respuestas a toques de botón y a búsquedas en línea."""

from __future__ import annotations

from bot.simulador.errores import mala
from bot.simulador.metodos.contenido import texto_de
from bot.simulador.mundo import Mundo
from bot.simulador.teclados import revisar_teclado
from bot.simulador.texto import unidades
from bot.simulador.tipos import Objeto
from bot.simulador.validacion import Pedido

AVISO_MAXIMO = 200
RESULTADOS_MAXIMOS = 50


def responder_toque(mundo: Mundo, pedido: Pedido) -> bool:
    """``answerCallbackQuery``: una sola vez y antes de que venza; aviso de hasta 200 caracteres."""
    consulta = mundo.consulta_abierta(pedido.valores["callback_query_id"])
    texto = pedido.valores.get("text", "")
    if unidades(texto) > AVISO_MAXIMO:
        raise mala("MESSAGE_TOO_LONG")
    consulta.respuesta = {"texto": texto, "alerta": bool(pedido.valores.get("show_alert"))}
    mundo.avisos.emitir(
        "aviso", persona=consulta.persona, chat=consulta.chat, mensaje={"message_id": consulta.mensaje},
        consulta=consulta.id, **consulta.respuesta,
    )  # fmt: skip
    return True


def responder_busqueda(mundo: Mundo, pedido: Pedido) -> bool:
    """``answerInlineQuery``: hasta 50 resultados con identificador único de 1 a 64 bytes."""
    consulta = mundo.consulta_abierta(pedido.valores["inline_query_id"])
    resultados = pedido.valores["results"]
    if len(resultados) > RESULTADOS_MAXIMOS:
        raise mala("RESULTS_TOO_MUCH")
    vistos: set[str] = set()
    for resultado in resultados:
        _revisar(resultado)
        if resultado["id"] in vistos:
            raise mala("RESULT_ID_DUPLICATE")
        vistos.add(resultado["id"])
    consulta.respuesta = {"resultados": resultados, "boton": pedido.valores.get("button")}
    mundo.avisos.emitir("inline", persona=consulta.persona, consulta=consulta.id, resultados=resultados)
    return True


def _revisar(resultado: Objeto) -> None:
    identificador = resultado.get("id")
    if not isinstance(identificador, str) or not 1 <= len(identificador.encode()) <= 64:
        raise mala("RESULT_ID_INVALID")
    if not isinstance(resultado.get("type"), str):
        raise mala("can't parse inline query result: type must be specified")
    if resultado["type"] == "article" and not resultado.get("title"):
        raise mala("can't parse inline query result: title must be non-empty")
    contenido = resultado.get("input_message_content")
    if resultado["type"] == "article" and not isinstance(contenido, dict):
        raise mala("can't parse inline query result: input_message_content is required")
    if isinstance(contenido, dict) and "message_text" in contenido:
        texto_de({**contenido, "text": contenido["message_text"]})
    revisar_teclado(resultado.get("reply_markup"))


EFECTOS = {"answerCallbackQuery": responder_toque, "answerInlineQuery": responder_busqueda}
