"""python-telegram-bot de punta a punta contra el Telegram local, por sondeo y por webhook."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import web
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.simulador import TelegramLocal
from tests.simulador.cliente import png

PERMITIDAS = ["message", "callback_query"]
Contexto = ContextTypes.DEFAULT_TYPE
BOTONES = InlineKeyboardMarkup([[InlineKeyboardButton("Confirmar", callback_data="ok")]])


async def _inicio(u: Update, _: Contexto) -> None:
    assert u.message is not None
    await u.message.reply_html("Hola, <b>Ana</b> &amp; compañía", reply_markup=BOTONES)


async def _toque(u: Update, _: Contexto) -> None:
    assert u.callback_query is not None
    await u.callback_query.answer("Guardado")
    await u.callback_query.edit_message_text("Hecho")


async def _documento(u: Update, _: Contexto) -> None:
    assert u.message is not None
    assert u.message.document is not None
    archivo = await u.message.document.get_file()
    contenido = bytes(await archivo.download_as_bytearray())
    await u.message.reply_document(contenido[::-1], filename="vuelta.txt", caption="Al revés")


def _aplicacion(tg: TelegramLocal) -> Application:
    constructor = ApplicationBuilder().token(tg.token)
    app = constructor.base_url(tg.base_url).base_file_url(tg.base_file_url).build()
    app.add_handler(CommandHandler("start", _inicio))
    app.add_handler(CallbackQueryHandler(_toque))
    app.add_handler(MessageHandler(filters.Document.ALL, _documento))
    return app


@pytest.fixture
async def bot(tg: TelegramLocal) -> AsyncIterator[Bot]:
    """``Bot`` suelto contra el servidor local, con el chat de Eva (7) ya iniciado."""
    await tg.persona(7, "Eva").escribe("hola")
    async with Bot(tg.token, base_url=tg.base_url, base_file_url=tg.base_file_url) as suelto:
        yield suelto


async def _dialogo(tg: TelegramLocal) -> None:
    """Orden, botón y archivo, de ida y vuelta."""
    ana = tg.persona(501, "Ana Ruiz")
    await ana.escribe("/start CODIGO")
    saludo = await ana.espera()
    assert (saludo.texto, saludo.negritas) == ("Hola, Ana & compañía", ["Ana"])
    toque = await ana.toca("Confirmar")
    assert (await ana.espera(lambda m: m.editado)).texto == "Hecho"
    assert (await ana.espera_aviso(toque))["texto"] == "Guardado"
    await ana.adjunta(b"abc", "a.txt")
    vuelta = await ana.espera(lambda m: m.documento)
    assert (ana.descarga(vuelta), vuelta.texto) == (b"cba", "Al revés")
    await tg.espera_cola_vacia()


async def test_ptb_dialogo_por_sondeo(tg: TelegramLocal) -> None:
    """Un diálogo completo por sondeo largo, sin una sola llamada rechazada."""
    app = _aplicacion(tg)
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling(allowed_updates=PERMITIDAS)
        await _dialogo(tg)
        await app.updater.stop()
        await app.stop()
    assert tg.rechazos() == []


async def test_ptb_dialogo_por_webhook(tg: TelegramLocal) -> None:
    """El mismo diálogo por webhook con secreto."""
    app = _aplicacion(tg)
    async with app, _receptor(app) as url:
        await app.start()
        await app.bot.set_webhook(url, secret_token="s3creto", allowed_updates=PERMITIDAS)
        await _dialogo(tg)
        await app.bot.delete_webhook()
        await app.stop()
    assert tg.rechazos() == []


@asynccontextmanager
async def _receptor(app: Application) -> AsyncIterator[str]:
    """Webhook de una prueba: comprueba el secreto y deja la actualización en la cola de la aplicación."""

    async def recibir(peticion: web.Request) -> web.Response:
        if peticion.headers.get("X-Telegram-Bot-Api-Secret-Token") != "s3creto":
            return web.Response(status=403)
        await app.update_queue.put(Update.de_json(await peticion.json(), app.bot))
        return web.Response()

    servidor = web.Application()
    servidor.router.add_post("/w", recibir)
    corredor = web.AppRunner(servidor, shutdown_timeout=0)
    await corredor.setup()
    await web.TCPSite(corredor, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{corredor.addresses[0][1]}/w"
    await corredor.cleanup()


async def test_ptb_metodos_de_todos_los_dias(tg: TelegramLocal, bot: Bot) -> None:
    """Cada llamada que un bot de diálogo usa se entiende en los dos sentidos."""
    eva = tg.persona(7, "Eva")
    teclado = ReplyKeyboardMarkup([["Sí", "No"]], one_time_keyboard=True)
    texto = await bot.send_message(7, "¿Sigue?", reply_markup=teclado, protect_content=True)
    assert texto.has_protected_content
    await eva.toca("No")
    foto = await bot.send_photo(7, png(), caption="<i>Pie</i>", parse_mode="HTML", reply_markup=BOTONES)
    assert foto.photo[-1].width == 320
    foto = await bot.edit_message_caption(7, foto.message_id, caption="Otro")  # type: ignore[assignment]
    assert (foto.caption, foto.reply_markup) == ("Otro", None)
    repetida = await bot.send_photo(7, foto.photo[-1].file_id)
    assert repetida.photo[0].file_unique_id == foto.photo[-1].file_unique_id
    album = await bot.send_media_group(7, [InputMediaPhoto(png(), caption="uno"), InputMediaPhoto(png(9, 9))])
    assert len({m.media_group_id for m in album}) == 1
    assert await bot.send_chat_action(7, "typing")
    copia = await bot.copy_message(7, 7, texto.message_id)
    assert (await bot.forward_message(7, 7, copia.message_id)).text == "¿Sigue?"
    assert await bot.delete_messages(7, [copia.message_id])
    await bot.set_my_commands([BotCommand("mis", "Lo mío")], scope=BotCommandScopeChat(7))
    assert [c.command for c in await bot.get_my_commands(scope=BotCommandScopeChat(7))] == ["mis"]
    assert (await bot.get_chat(7)).first_name == "Eva"
    assert (await bot.get_chat_member(7, 7)).status == "member"
    await bot.set_my_description("Reporta el plan")
    assert (await bot.get_my_description()).description == "Reporta el plan"
    assert await bot.set_chat_menu_button()
    assert (await bot.get_webhook_info()).url == ""
    assert tg.rechazos() == []


async def test_ptb_errores_con_su_clase(tg: TelegramLocal, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cada falta llega a la librería como la excepción que daría el servidor real."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    eva = tg.persona(7, "Eva")
    tg.programar_falta("429", segundos=4)
    with pytest.raises(RetryAfter) as demora:
        await bot.send_message(7, "x")
    assert demora.value.retry_after == timedelta(seconds=4)
    for accion in ("500", "502", "aceptar-y-cortar", "reset"):
        tg.programar_falta(accion)
        with pytest.raises(NetworkError):
            await bot.send_message(7, accion)
    tg.programar_falta("colgar", segundos=60)
    with pytest.raises(TimedOut):
        await bot.send_message(7, "x", read_timeout=0.05)
    assert [m.texto for m in eva.mensajes()] == ["aceptar-y-cortar"]
    with pytest.raises(BadRequest, match=r"(?i)unsupported start tag"):
        await bot.send_message(7, "avance <5% de la meta", parse_mode="HTML")
    grupo = eva.manos.crea_grupo("G").id
    nuevo = eva.manos.migra(grupo).id
    with pytest.raises(ChatMigrated) as migrado:
        await bot.send_message(grupo, "x")
    assert migrado.value.new_chat_id == nuevo
    await eva.bloquea()
    with pytest.raises(Forbidden):
        await bot.send_message(7, "x")
