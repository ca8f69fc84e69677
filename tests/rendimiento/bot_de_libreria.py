"""La vara: el bot de eco de python-telegram-bot tal como lo enseña su manual, con su cliente httpx."""

from __future__ import annotations

import socket
import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, MessageHandler, filters

from tests.rendimiento.carga import SECRETO


async def eco(update: Update, _: Any) -> None:
    """Contesta un mensaje."""
    assert update.message is not None
    await update.message.reply_text("recibido")


async def toque(update: Update, _: Any) -> None:
    """Contesta un toque y edita el mensaje."""
    assert update.callback_query is not None
    await update.callback_query.answer()
    await update.callback_query.edit_message_text("recibido")


def main() -> None:
    """Arranca contra la API dada e imprime el puerto del webhook cuando ya atiende."""
    api = sys.argv[1]
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        puerto = libre.getsockname()[1]

    async def listo(_: Any) -> None:
        sys.stdout.write(f"{puerto}\n")
        sys.stdout.flush()

    aplicacion = (
        Application.builder()
        .token("123456:vara")
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .post_init(listo)
        .build()
    )
    aplicacion.add_handler(MessageHandler(filters.ALL, eco))
    aplicacion.add_handler(CallbackQueryHandler(toque))
    aplicacion.run_webhook(
        listen="127.0.0.1",
        port=puerto,
        url_path="telegram",
        webhook_url=f"http://127.0.0.1:{puerto}/telegram",
        secret_token=SECRETO,
    )


if __name__ == "__main__":
    main()
