"""Sondeo largo: numeración, confirmación, filtro, vencimiento y conflictos."""

from __future__ import annotations

import asyncio

from bot.simulador import TelegramLocal
from bot.simulador.colas import OTRO_SONDEO, POR_WEBHOOK
from tests.simulador.cliente import ClienteCrudo


def _ids(cuerpo: dict) -> list[int]:
    return [u["update_id"] for u in cuerpo["result"]]


async def test_sondeo_offset_confirma(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """Sin ``offset`` se repite lo mismo; con él se olvida lo anterior; negativo deja las últimas."""
    eva = tg.persona(7, "Eva")
    for texto in ("uno", "dos", "tres", "cuatro"):
        await eva.escribe(texto)
    primero, *_ = ids = _ids(await api("getUpdates"))
    assert ids == [primero, primero + 1, primero + 2, primero + 3]
    assert _ids(await api("getUpdates")) == ids
    assert _ids(await api("getUpdates", offset=primero + 1)) == ids[1:]
    assert _ids(await api("getUpdates", offset=-2)) == ids[2:]
    assert _ids(await api("getUpdates")) == ids[2:]
    assert _ids(await api("getUpdates", limit=1)) == ids[2:3]


async def test_sondeo_largo_despierta(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """Con ``timeout`` la llamada espera y vuelve en cuanto la persona escribe."""
    espera = asyncio.create_task(api("getUpdates", timeout=30))
    await tg.espera_sondeo()
    await tg.persona(7, "Eva").escribe("ya")
    cuerpo = await asyncio.wait_for(espera, 5)
    assert cuerpo["result"][0]["message"]["text"] == "ya"


async def test_sondeo_segundo_desaloja_al_primero(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """Dos bots a la vez: el que esperaba recibe 409."""
    primero = asyncio.create_task(api("getUpdates", timeout=30))
    await tg.espera_sondeo()
    segundo = asyncio.create_task(api("getUpdates", timeout=30))
    cuerpo = await asyncio.wait_for(primero, 5)
    assert (cuerpo["error_code"], cuerpo["description"]) == (409, OTRO_SONDEO)
    await tg.persona(7, "Eva").escribe("hola")
    assert len((await asyncio.wait_for(segundo, 5))["result"]) == 1


async def test_sondeo_y_webhook_no_conviven(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """``setWebhook`` termina el sondeo en curso, y con webhook no se puede sondear."""
    sondeo = asyncio.create_task(api("getUpdates", timeout=30))
    await tg.espera_sondeo()
    assert (await api("setWebhook", url="https://ejemplo.test/w"))["result"] is True
    assert (await asyncio.wait_for(sondeo, 5))["description"] == POR_WEBHOOK
    cuerpo = await api("getUpdates")
    assert api.codigo == 409
    assert "can't use getUpdates method while webhook is active" in cuerpo["description"]


async def test_sondeo_abandonado_no_estorba(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """Si el bot cierra su conexión, el sondeo se olvida sin dejar un 409 en la bitácora."""
    sondeo = asyncio.create_task(api("getUpdates", timeout=30))
    await tg.espera_sondeo()
    sondeo.cancel()
    await asyncio.wait({sondeo})
    await tg.espera_sondeo(activo=False)
    await api("getUpdates")
    assert tg.rechazos() == []


async def test_filtro_persiste(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """``allowed_updates`` dura hasta que se cambie y no toca lo ya encolado."""
    eva = tg.persona(7, "Eva")
    numero = await eva.escribe("hola")
    await api("getUpdates", allowed_updates=["edited_message"])
    await eva.escribe("no llega")
    await eva.edita(numero, "hola de nuevo")
    tipos = [sorted(u)[0] for u in (await api("getUpdates"))["result"]]
    assert tipos == ["message", "edited_message"]
    await api("getUpdates", allowed_updates=[])
    await eva.escribe("sí llega")
    assert (await api("getUpdates"))["result"][-1]["message"]["text"] == "sí llega"


async def test_vencimientos(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """Una consulta en línea vive 30 s, un toque 150 s y un texto un día."""
    eva = tg.persona(7, "Eva")
    await eva.escribe("hola")
    teclado = {"inline_keyboard": [[{"text": "Sí", "callback_data": "s"}]]}
    await api("sendMessage", chat_id=7, text="¿?", reply_markup=teclado)
    toque = await eva.toca("Sí")
    eva.manos.busca("meta")
    assert await _tipos(api) == ["message", "callback_query", "inline_query"]
    tg.reloj.adelanta(31)
    assert await _tipos(api) == ["message", "callback_query"]
    tg.reloj.adelanta(120)
    assert await _tipos(api) == ["message"]
    cuerpo = await api("answerCallbackQuery", callback_query_id=toque)
    assert "query is too old" in cuerpo["description"]
    tg.reloj.adelanta(86400)
    assert await _tipos(api) == []


async def test_reentrega_repite_el_numero(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """Una actualización confirmada se puede volver a entregar igual, y una cruda se puede inyectar."""
    await tg.persona(7, "Eva").escribe("hola")
    (numero,) = _ids(await api("getUpdates"))
    assert _ids(await api("getUpdates", offset=numero + 1)) == []
    await api.sim("update", reentregar=numero)
    assert _ids(await api("getUpdates")) == [numero]
    await api.sim("update", update_id=numero + 9, message={"rara": True})
    assert (await api("getUpdates"))["result"][-1] == {"update_id": numero + 9, "message": {"rara": True}}


async def _tipos(api: ClienteCrudo) -> list[str]:
    return [next(c for c in u if c != "update_id") for u in (await api("getUpdates"))["result"]]
