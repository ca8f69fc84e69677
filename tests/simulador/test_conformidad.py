"""Conformidad: los modelos estrictos de otra librería (aiogram) leen cada respuesta y actualización."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaDocument,
    InputTextMessageContent,
    Message,
    ReplyParameters,
    Update,
)
from aiogram.types.base import TelegramObject
from pydantic import BaseModel

from bot.simulador import PersonaDePrueba, TelegramLocal
from tests.simulador.cliente import png

BOTONES = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Sí", callback_data="s"),
            InlineKeyboardButton(text="Web", url="https://a.co"),
        ]
    ]
)


@pytest.fixture
async def bot(tg: TelegramLocal) -> AsyncIterator[Bot]:
    """Bot de aiogram contra el servidor local."""
    sesion = AiohttpSession(api=TelegramAPIServer.from_base(tg.url))
    async with Bot(tg.token, session=sesion) as suelto:
        yield suelto


@pytest.fixture
async def eva(tg: TelegramLocal) -> PersonaDePrueba:
    """Persona que ya le escribió al bot."""
    persona = tg.persona(7, "Eva Luna", "evaluna")
    await persona.escribe("/start hola")
    return persona


def _sin_sobras(objeto: object, ruta: str = "") -> list[str]:
    """Campos que el modelo no conoce, a cualquier profundidad."""
    if isinstance(objeto, BaseModel):
        sobras = [f"{ruta}.{clave}" for clave in (objeto.model_extra or {})]
        hijos = ((f"{ruta}.{nombre}", getattr(objeto, nombre)) for nombre in type(objeto).model_fields)
        return sobras + [s for nombre, hijo in hijos for s in _sin_sobras(hijo, nombre)]
    if isinstance(objeto, list | tuple):
        return [s for i, hijo in enumerate(objeto) for s in _sin_sobras(hijo, f"{ruta}[{i}]")]
    return []


async def _novedades(bot: Bot) -> list[Update]:
    novedades = await bot.get_updates()
    assert _sin_sobras(novedades) == []
    for novedad in novedades:
        assert novedad.event_type
        await bot.get_updates(offset=novedad.update_id + 1)
    return novedades


async def test_aiogram_lee_lo_que_manda_la_persona(tg: TelegramLocal, bot: Bot, eva: PersonaDePrueba) -> None:
    """Texto, foto, documento, álbum, ubicación, contacto y edición caben en los modelos estrictos."""
    await eva.adjunta(png(), "f.png", como="foto", pie="Obra #12")
    await eva.adjunta(b"datos", "informe.pdf")
    await eva.adjunta_varios([(png(), "a.png"), (png(), "b.png")], como="foto", pie="Dos")
    eva.manos.ubica(3.45, -76.53)
    eva.manos.da_contacto("+573001112233")
    await eva.edita(1, "/start de nuevo")
    novedades = await _novedades(bot)
    tipos = [n.message.content_type for n in novedades if n.message]
    assert tipos == ["text", "photo", "document", "photo", "photo", "location", "contact"]
    assert novedades[2].message.document.mime_type == "application/pdf"  # type: ignore[union-attr]
    assert novedades[3].message.media_group_id == novedades[4].message.media_group_id  # type: ignore[union-attr]
    assert novedades[-1].edited_message.edit_date  # type: ignore[union-attr]


async def test_aiogram_lee_toques_busquedas_y_membresias(
    tg: TelegramLocal, bot: Bot, eva: PersonaDePrueba
) -> None:
    """``callback_query``, ``inline_query``, ``chosen_inline_result`` y ``my_chat_member`` también."""
    await bot.send_message(7, "¿Sí?", reply_markup=BOTONES)
    await eva.toca("Sí")
    busqueda = eva.manos.busca("agua")
    articulo = InlineQueryResultArticle(
        id="1",
        title="Agua",
        input_message_content=InputTextMessageContent(message_text="<b>A</b>", parse_mode="HTML"),
    )
    assert await bot.answer_inline_query(busqueda, [articulo])
    eva.manos.elige(busqueda, "1")
    await eva.bloquea()
    await eva.desbloquea()
    eva.manos.migra(eva.manos.crea_grupo("Obras").id)
    tipos = [n.event_type for n in await _novedades(bot)]
    assert tipos == [
        "message", "callback_query", "inline_query", "chosen_inline_result", "message",
        "my_chat_member", "my_chat_member", "my_chat_member", "message", "message", "message",
    ]  # fmt: skip


async def test_aiogram_lee_cada_respuesta(tg: TelegramLocal, bot: Bot, eva: PersonaDePrueba) -> None:
    """Todo lo que los métodos devuelven cabe en los modelos, sin campos de más."""
    respuestas: list[TelegramObject | list[Any]] = [
        await bot.get_me(),
        await bot.send_message(7, "a <b>b</b> <code>c</code> https://a.co", parse_mode="HTML"),
        await bot.send_document(7, BufferedInputFile(b"x", "x.xlsx"), caption="Pie", reply_markup=BOTONES),
        await bot.send_photo(7, BufferedInputFile(png(), "x.png")),
        await bot.send_media_group(
            7, [InputMediaDocument(media=BufferedInputFile(b"1", n)) for n in ("1.txt", "2.txt")]
        ),
        await bot.send_location(7, 3.4, -76.5),
        await bot.get_chat(7),
        await bot.get_chat_member(7, 7),
        await bot.get_webhook_info(),
    ]
    assert _sin_sobras(respuestas) == []
    mensaje = respuestas[1]
    editado = await bot.edit_message_text("c", chat_id=7, message_id=mensaje.message_id, reply_markup=BOTONES)  # type: ignore[union-attr]
    assert isinstance(editado, Message)
    assert _sin_sobras(editado) == []
    respuesta = await bot.send_message(
        7, "cita", reply_parameters=ReplyParameters(message_id=editado.message_id)
    )
    assert respuesta.reply_to_message is not None
    archivo = await bot.get_file(respuestas[2].document.file_id)  # type: ignore[union-attr]
    bajado = await bot.download_file(archivo.file_path or "")
    assert bajado is not None
    assert bajado.read() == b"x"
    assert await bot.set_my_commands([BotCommand(command="ayuda", description="Ayuda")])
    assert _sin_sobras(await bot.get_my_commands()) == []
    assert tg.rechazos() == []


async def test_aiogram_reconoce_los_errores(tg: TelegramLocal, bot: Bot, eva: PersonaDePrueba) -> None:
    """Los rechazos se convierten en las excepciones propias de cada código."""
    with pytest.raises(TelegramBadRequest, match="can't parse entities"):
        await bot.send_message(7, "<b>", parse_mode="HTML")
    tg.programar_falta("429", segundos=7)
    with pytest.raises(TelegramRetryAfter) as demora:
        await bot.send_message(7, "x")
    assert demora.value.retry_after == 7
    await eva.bloquea()
    with pytest.raises(TelegramForbiddenError):
        await bot.send_message(7, "x")
