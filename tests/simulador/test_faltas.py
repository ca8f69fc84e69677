"""Faltas programadas: qué ve el bot y qué llegó de verdad a la persona."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from bot.simulador import LimitesReales, Mundo, TelegramLocal
from tests.simulador.cliente import ClienteCrudo


async def test_falta_429_dice_cuanto_esperar(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """El 429 trae ``retry_after``, dura las veces pedidas y no cuenta como rechazo."""
    eva = tg.persona(7, "Eva")
    await eva.escribe("hola")
    tg.programar_falta("429", metodo="sendMessage", veces=2, segundos=3)
    for _ in range(2):
        cuerpo = await api("sendMessage", chat_id=7, text="x")
        assert (api.codigo, cuerpo["parameters"]) == (429, {"retry_after": 3})
    assert (await api("sendMessage", chat_id=7, text="x"))["ok"]
    assert [ll.ejecutada for ll in tg.llamadas("sendMessage")] == [False, False, True]
    assert tg.rechazos() == []
    assert len(eva.mensajes()) == 1


@pytest.mark.parametrize(
    ("accion", "llega"), [("aceptar-y-cortar", True), ("reset", False), ("colgar", False)]
)
async def test_falta_de_conexion(tg: TelegramLocal, api: ClienteCrudo, accion: str, llega: bool) -> None:
    """La conexión muere sin respuesta; solo «aceptar-y-cortar» publica el mensaje."""
    eva = tg.persona(7, "Eva")
    await eva.escribe("hola")
    tg.programar_falta(accion, segundos=0.01)
    with pytest.raises((aiohttp.ClientError, ConnectionError)):
        await api("sendMessage", chat_id=7, text="x")
    assert bool(eva.mensajes()) is llega
    assert [(ll.falta, ll.ejecutada) for ll in tg.llamadas("sendMessage")] == [(accion, llega)]
    assert (await api("sendMessage", chat_id=7, text="y"))["ok"]


async def test_falta_colgar_suelta_a_quien_se_va(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """Si el bot se cansa antes, el servidor no se queda esperando."""
    tg.programar_falta("colgar", metodo="getMe", segundos=600)
    colgada = asyncio.create_task(api("getMe"))
    await tg.espera_llamada("getMe")
    colgada.cancel()
    await asyncio.wait({colgada})
    assert (await api("getMe"))["ok"]


@pytest.mark.parametrize(("accion", "codigo"), [("json-roto", 200), ("502", 502)])
async def test_falta_cuerpo_ilegible(tg: TelegramLocal, api: ClienteCrudo, accion: str, codigo: int) -> None:
    """Un JSON a medias y una página del intermediario no se pueden leer como respuesta."""
    tg.programar_falta(accion, metodo="getMe")
    with pytest.raises((ValueError, aiohttp.ContentTypeError)):
        await api("getMe")
    assert api.codigo == codigo


async def test_falta_500_y_orden(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """Las faltas se gastan en orden, «ok» deja pasar, y sin método no tocan el sondeo."""
    tg.programar_falta("ok")
    tg.programar_falta("500")
    assert (await api("getUpdates"))["ok"]
    assert (await api("getMe"))["ok"]
    assert (await api("getMe"))["error_code"] == 500
    assert (await api("getMe"))["ok"]


def test_falta_inexistente(tg_sin_red: Mundo) -> None:
    """Una acción mal escrita se dice al programarla."""
    from bot.simulador import Falta

    with pytest.raises(ValueError, match="No existe la falta «explotar»"):
        tg_sin_red.faltas.programar(Falta("explotar"))


@pytest.fixture
def tg_sin_red() -> Mundo:
    """Un mundo sin servidor."""
    return Mundo()


async def test_limites_reales_cuando_se_piden() -> None:
    """Encendidos, la ráfaga a un chat termina en 429 y otro chat sigue libre."""
    instante = [0.0]
    mundo = Mundo(limites=LimitesReales(reloj=lambda: instante[0]))
    async with TelegramLocal(mundo=mundo) as tg, ClienteCrudo(tg.url, tg.token) as api:
        await tg.persona(7, "Eva").escribe("hola")
        await tg.persona(8, "Leo").escribe("hola")
        codigos = []
        for _ in range(4):
            await api("sendMessage", chat_id=7, text="x")
            codigos.append(api.codigo)
        assert codigos == [200, 200, 200, 429]
        assert (await api("sendMessage", chat_id=8, text="x"))["ok"]
        instante[0] += 3.1
        assert (await api("sendMessage", chat_id=7, text="x"))["ok"]
