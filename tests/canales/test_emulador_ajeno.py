"""El canal contra un emulador del Bot API que no escribimos nosotros: ni un rechazo."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from lo_bot_api_emulator import LoBotApiEmulator

from bot.canales.servicio import Receptor, servir
from bot.canales.sondeo import Sondeo
from bot.canales.webhook import RecepcionPorWebhook
from tests.canales.banco import Banco, eco, hasta
from tests.canales.test_webhook import Puesto

TOKEN = "123456:emulador-ajeno"
ANA = {"id": 501, "is_bot": False, "first_name": "Ana"}
CHAT = {"id": 501, "type": "private"}


class Espia(LoBotApiEmulator):  # type: ignore[misc]  # la librería no trae tipos
    """El emulador, que además recuerda cada llamada y su texto, y le pone nombre al bot."""

    def __init__(self) -> None:
        super().__init__(allow_insecure_loopback_webhooks=True)
        self.llamadas: list[tuple[str, dict[str, Any]]] = []

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        """Anota la llamada aceptada."""
        resultado = super().validate(method, fields, uploads)
        if method == "getMe":
            resultado["username"] = "PlanBot"
        self.llamadas.append((method, dict(fields)))
        return resultado

    def rechazadas(self) -> list[dict[str, Any]]:
        """Llamadas que el emulador no aceptó."""
        return [llamada for llamada in self.requests if llamada["status"] != 200]

    def de(self, metodo: str) -> list[dict[str, Any]]:
        """Parámetros de cada llamada a un método."""
        return [campos for nombre, campos in self.llamadas if nombre == metodo]


@pytest.fixture
async def espia() -> AsyncIterator[Espia]:
    """El emulador atendiendo en un puerto libre."""
    emulador = Espia()
    corredor = web.AppRunner(emulador.app(), access_log=None, shutdown_timeout=0.1)
    await corredor.setup()
    sitio = web.TCPSite(corredor, "127.0.0.1", 0)
    await sitio.start()
    emulador.url = f"http://127.0.0.1:{corredor.addresses[0][1]}"
    yield emulador
    await corredor.cleanup()


def _mensaje(numero: int, **campos: object) -> dict[str, object]:
    cuerpo = {"message_id": numero, "date": 1790000000, "chat": CHAT, "from": ANA, **campos}
    return {"update_id": numero, "message": cuerpo}


def _receptor(modo: str, banco: Banco) -> Receptor:
    procesar = eco(banco.almacen, banco)
    if modo == "sondeo":
        return Sondeo(banco.cliente, banco.recepcion(procesar), consulta=2)
    armado = Puesto(banco, procesar)
    return RecepcionPorWebhook(armado.servidor, banco.cliente, f"{armado.url}/telegram", armado.enlace)


@pytest.mark.parametrize("modo", ["sondeo", "webhook"])
async def test_canal_sin_un_rechazo(espia: Espia, url_sqlite: str, tmp_path: Path, modo: str) -> None:
    """Texto, orden, archivo, botón e inline, por sondeo y por webhook, con llamadas que acepta un tercero."""
    documento = {"file_id": "f1", "file_unique_id": "u1", "file_name": "evidencia.pdf"}
    toque = {"id": "77", "from": ANA, "data": "c:1", "message": {"message_id": 9, "date": 1, "chat": CHAT}}
    updates: list[dict[str, object]] = [
        _mensaje(101, text="va en 45,5 % <aquí> & allá"),
        _mensaje(102, text="/estado@PlanBot educación"),
        _mensaje(103, document=documento),
        {"update_id": 104, "callback_query": toque},
        {"update_id": 105, "inline_query": {"id": "8", "from": ANA, "query": "edu", "offset": ""}},
    ]
    async with Banco(url_sqlite, espia.url, TOKEN, tmp_path, anda=False) as banco:
        parada = asyncio.Event()
        corriendo = asyncio.create_task(servir(banco.cartero, _receptor(modo, banco), parada))
        for update in updates:
            await espia.enqueue_update(update, token=TOKEN)
        await hasta(lambda: espia.de("answerInlineQuery") and len(espia.de("sendMessage")) == 3)
        await hasta(lambda: espia.de("editMessageText"))
        rechazadas = espia.rechazadas()
        parada.set()
        await corriendo

    assert rechazadas == []
    assert [campos["text"] for campos in espia.de("sendMessage")] == [
        "eco: va en 45,5 % <aquí> & allá",
        "eco: /estado@PlanBot educación",
        "eco: evidencia.pdf",
    ]
    assert espia.de("answerCallbackQuery")[0]["callback_query_id"] == "77"
    assert espia.de("editMessageText")[0]["text"] == "tocó c:1"
    assert banco.contar("SELECT count(*) FROM entrada") == 5
