"""Webhook: secreto, serie por cola, reintentos y método en la respuesta."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.simulador import TelegramLocal
from bot.simulador.webhook import CABECERA_SECRETO
from tests.simulador.cliente import ClienteCrudo

TECLADO = {"inline_keyboard": [[{"text": "Sí", "callback_data": "s"}]]}


class Receptor:
    """Bot de mentira: anota lo que recibe y responde lo que se le diga."""

    def __init__(self) -> None:
        self.url = ""
        self.recibidas: list[tuple[dict[str, Any], str | None]] = []
        self.respuestas: list[tuple[int, Any]] = []
        self.puerta = asyncio.Event()
        self.puerta.set()
        self.cambio = asyncio.Condition()

    async def atender(self, peticion: web.Request) -> web.Response:
        """Anota la entrega y responde."""
        self.recibidas.append((await peticion.json(), peticion.headers.get(CABECERA_SECRETO)))
        async with self.cambio:
            self.cambio.notify_all()
        await self.puerta.wait()
        codigo, cuerpo = self.respuestas.pop(0) if self.respuestas else (200, None)
        return web.json_response(cuerpo, status=codigo)

    async def hasta(self, cuantas: int) -> list[dict[str, Any]]:
        """Espera a haber recibido tantas."""
        async with asyncio.timeout(5), self.cambio:
            await self.cambio.wait_for(lambda: len(self.recibidas) >= cuantas)
        return [cuerpo for cuerpo, _ in self.recibidas]


@pytest.fixture
async def receptor() -> AsyncIterator[Receptor]:
    """Servidor aiohttp en un puerto libre."""
    yo = Receptor()
    aplicacion = web.Application()
    aplicacion.router.add_post("/w", yo.atender)
    corredor = web.AppRunner(aplicacion, shutdown_timeout=0)
    await corredor.setup()
    sitio = web.TCPSite(corredor, "127.0.0.1", 0)
    await sitio.start()
    yo.url = f"http://127.0.0.1:{corredor.addresses[0][1]}/w"
    yield yo
    yo.puerta.set()
    await corredor.cleanup()


async def test_webhook_lleva_el_secreto(tg: TelegramLocal, api: ClienteCrudo, receptor: Receptor) -> None:
    """Cada entrega trae el secreto pactado, también lo que ya esperaba en la cola."""
    await tg.persona(7, "Eva").escribe("antes")
    await api("setWebhook", url=receptor.url, secret_token="s-1_A")
    await tg.persona(7, "Eva").escribe("después")
    await receptor.hasta(2)
    assert [s for _, s in receptor.recibidas] == ["s-1_A"] * 2
    await tg.espera_cola_vacia()
    info = (await api("getWebhookInfo"))["result"]
    assert (info["url"], info["pending_update_count"]) == (receptor.url, 0)


async def test_webhook_insiste_hasta_2xx(tg: TelegramLocal, api: ClienteCrudo, receptor: Receptor) -> None:
    """Lo que no recibe 2xx se repite con el mismo número antes de pasar a lo siguiente."""
    receptor.respuestas = [(500, None), (403, None), (200, None)]
    await api("setWebhook", url=receptor.url)
    eva = tg.persona(7, "Eva")
    await eva.escribe("uno")
    await eva.escribe("dos")
    textos = [u["message"]["text"] for u in await receptor.hasta(4)]
    assert textos == ["uno", "uno", "uno", "dos"]
    await tg.espera_cola_vacia()
    error = (await api("getWebhookInfo"))["result"]["last_error_message"]
    assert error == "Wrong response from the webhook: 403 Forbidden"


async def test_webhook_caido_no_pierde_nada(tg: TelegramLocal, api: ClienteCrudo, receptor: Receptor) -> None:
    """Con el bot caído lo pendiente se guarda, y se entrega cuando vuelve."""
    await api("setWebhook", url="http://127.0.0.1:1/w")
    await tg.persona(7, "Eva").escribe("hola")
    await tg.mundo.avisos.esperar(lambda: tg.mundo.webhook.ultimo_error, 5)
    info = (await api("getWebhookInfo"))["result"]
    assert (info["pending_update_count"], info["last_error_message"]) == (1, "Connection refused")
    await api("setWebhook", url=receptor.url)
    assert (await receptor.hasta(1))[0]["message"]["text"] == "hola"


async def test_webhook_texto_y_toque_van_en_paralelo(
    tg: TelegramLocal, api: ClienteCrudo, receptor: Receptor
) -> None:
    """Dos textos de una persona van en serie; su toque de botón va por otra cola, a la vez."""
    eva = tg.persona(7, "Eva")
    await eva.escribe("hola")
    await api("sendMessage", chat_id=7, text="¿?", reply_markup=TECLADO)
    await api("setWebhook", url=receptor.url)
    await receptor.hasta(1)
    await tg.espera_cola_vacia()
    receptor.puerta.clear()
    await eva.escribe("primero")
    await eva.escribe("segundo")
    await eva.toca("Sí")
    juntas = (await receptor.hasta(3))[1:]
    assert {next(c for c in u if c != "update_id") for u in juntas} == {"message", "callback_query"}
    assert len(receptor.recibidas) == 3
    receptor.puerta.set()
    assert (await receptor.hasta(4))[3]["message"]["text"] == "segundo"


async def test_webhook_metodo_en_la_respuesta(
    tg: TelegramLocal, api: ClienteCrudo, receptor: Receptor
) -> None:
    """Un ``method`` en el cuerpo 2xx se ejecuta como una llamada."""
    receptor.respuestas = [(200, {"method": "sendMessage", "chat_id": 7, "text": "de vuelta"})]
    await api("setWebhook", url=receptor.url)
    eva = tg.persona(7, "Eva")
    await eva.escribe("hola")
    assert (await eva.espera()).texto == "de vuelta"


@pytest.mark.parametrize(
    ("parametros", "descripcion"),
    [
        ({"url": "http://ejemplo.test/w"}, "An HTTPS URL must be provided for webhook"),
        ({"url": "https://ejemplo.test", "secret_token": "con espacio"}, "unallowed characters"),
        ({"url": "https://ejemplo.test", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_webhook_se_revisa(api: ClienteCrudo, parametros: dict[str, Any], descripcion: str) -> None:
    """Fuera del lazo local solo HTTPS, y el secreto con sus letras y su largo."""
    assert descripcion in (await api("setWebhook", **parametros))["description"]
