"""Sondeo: confirma solo lo guardado, no muere sin red y dice claro lo que no tiene remedio."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from telegram.error import Conflict

from bot.atencion.entrada import Entrada, Procesador
from bot.canales import sondeo as modulo
from bot.canales.cliente import ClienteTelegram
from bot.canales.errores import ErrorDeEntorno
from bot.canales.recepcion import OpcionesDeRecepcion
from bot.canales.servicio import servir
from bot.canales.sondeo import Sondeo
from bot.simulador import TelegramLocal
from dominio.modelo.envio import EnvioTomado
from tests.canales.banco import Banco, eco, hasta

ANA, BETO = 501, 502


@asynccontextmanager
async def sondeando(
    banco: Banco, procesar: Procesador, opciones: OpcionesDeRecepcion | None = None
) -> AsyncIterator[asyncio.Task[None]]:
    """Sondeo andando; la tarea que lo corre."""
    sondeo = Sondeo(banco.cliente, banco.recepcion(procesar, opciones), consulta=2)
    tarea = asyncio.create_task(sondeo.correr())
    try:
        yield tarea
    finally:
        await sondeo.parar(0.2)
        await asyncio.wait([tarea])


async def test_sondeo_conversa_y_confirma(tg: TelegramLocal, banco: Banco) -> None:
    """Lo que la persona escribe se contesta y queda confirmado ante Telegram."""
    ana = tg.persona(ANA, "Ana")
    async with sondeando(banco, eco(banco.almacen, banco)):
        await ana.escribe("hola")
        assert (await ana.espera()).texto == "eco: hola"
        toque = await ana.toca("Confirmar")
        assert (await ana.espera_aviso(toque))["texto"] == "Recibido"
        await tg.espera_cola_vacia()

    assert tg.rechazos() == []
    assert tg.llamadas("getUpdates")[0].parametros["allowed_updates"] == [
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
        "my_chat_member",
    ]


async def test_sondeo_no_confirma_lo_que_no_ha_guardado(tg: TelegramLocal, banco: Banco) -> None:
    """Mientras un update no termina, Telegram lo conserva; los de otros chats siguen."""
    sigue = threading.Event()
    bueno = eco(banco.almacen, banco)

    def procesar(entrada: Entrada) -> Sequence[EnvioTomado]:
        if entrada.usuario_id == ANA:
            sigue.wait(10)
        return bueno(entrada)

    beto = tg.persona(BETO, "Beto")
    async with sondeando(banco, procesar):
        await tg.persona(ANA, "Ana").escribe("lento")
        for numero in range(3):
            await beto.escribe(str(numero))
            assert (await beto.espera()).texto == f"eco: {numero}"
        pendientes = len(tg.mundo.cola.pendientes())
        sigue.set()
        await tg.espera_cola_vacia()

    assert pendientes == 4
    assert banco.contar("SELECT count(*) FROM entrada") == 4
    assert len(await tg.espera_llamada("sendMessage", 4)) == 4


async def test_sondeo_un_malo_no_bloquea_a_otros(tg: TelegramLocal, banco: Banco) -> None:
    """El update que siempre falla se aparta y se confirma; los demás no lo esperan."""
    bueno = eco(banco.almacen, banco)

    def procesar(entrada: Entrada) -> Sequence[EnvioTomado]:
        if entrada.texto == "malo":
            raise RuntimeError
        return bueno(entrada)

    ana, beto = tg.persona(ANA, "Ana"), tg.persona(BETO, "Beto")
    async with sondeando(banco, procesar, OpcionesDeRecepcion(esperas=(0.3,))):
        await ana.escribe("malo")
        await ana.escribe("bueno")
        await beto.escribe("hola")
        await beto.espera()
        assert banco.contar("SELECT count(*) FROM entrada_fallida WHERE apartado_en IS NOT NULL") == 0
        assert (await ana.espera()).texto == "eco: bueno"
        await tg.espera_cola_vacia()

    assert banco.contar("SELECT intentos FROM entrada_fallida") == 5


async def test_sondeo_base_caida_no_pierde(
    tg: TelegramLocal, banco: Banco, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Con la base caída nada se confirma; al volver, cada mensaje se contesta una vez y en orden."""
    monkeypatch.setattr(modulo, "ESPERA_MAXIMA", 0.05)
    ana = tg.persona(ANA, "Ana")
    banco.almacen.caido = True
    async with sondeando(banco, eco(banco.almacen, banco)):
        for numero in range(3):
            await ana.escribe(str(numero))
        await hasta(lambda: banco.entorno.metricas.base_ocupada._value.get() >= 6)
        assert len(tg.mundo.cola.pendientes()) == 3
        banco.almacen.caido = False
        await ana.espera(lambda visto: visto.texto == "eco: 2", 8)
        await tg.espera_cola_vacia()

    assert [ll.parametros["text"] for ll in tg.llamadas("sendMessage")] == ["eco: 0", "eco: 1", "eco: 2"]


@pytest.mark.parametrize("falta", ["reset", "502", "json-roto", "429"])
async def test_sondeo_sin_red_vuelve_solo(
    tg: TelegramLocal, banco: Banco, monkeypatch: pytest.MonkeyPatch, falta: str
) -> None:
    """Una consulta fallida no lo mata: espera y vuelve."""
    monkeypatch.setattr(modulo, "ESPERA_MAXIMA", 0.05)
    tg.programar_falta(falta, metodo="getUpdates", veces=2 if falta != "429" else 1, segundos=1)
    ana = tg.persona(ANA, "Ana")
    async with sondeando(banco, eco(banco.almacen, banco)):
        await ana.escribe("hola")

        assert (await ana.espera(segundos=8)).texto == "eco: hola"


async def test_sondeo_dos_a_la_vez_lo_dice(tg: TelegramLocal, banco: Banco) -> None:
    """Si otro proceso recibe con el mismo token, el que pierde sale con una frase clara."""
    otro = ClienteTelegram(tg.token, tg.url)
    await otro.abrir()
    async with sondeando(banco, lambda _: ()) as tarea:
        async with asyncio.timeout(8):
            while not tarea.done():
                # El que llega después gana; si perdimos, se vuelve a pedir.
                with suppress(Conflict):
                    await otro.llamar("getUpdates", {"timeout": 1})
        with pytest.raises(ErrorDeEntorno, match="Otro proceso"):
            await tarea
    await otro.cerrar()


async def test_sondeo_con_webhook_registrado_lo_dice(tg: TelegramLocal, banco: Banco) -> None:
    """Con un webhook activo no se quita solo: se explica."""
    await banco.cliente.llamar("setWebhook", {"url": "http://127.0.0.1:9/telegram", "secret_token": "x"})
    async with sondeando(banco, lambda _: ()) as tarea:
        with pytest.raises(ErrorDeEntorno, match="ASISTENTE_WEBHOOK_URL"):
            await tarea

    assert tg.llamadas("deleteWebhook") == []


async def test_sondeo_token_malo_lo_dice(tg: TelegramLocal, banco: Banco) -> None:
    """Un token retirado detiene el servicio y nombra el ajuste."""
    cliente = ClienteTelegram("999:otro-token-cualquiera", tg.url)
    await cliente._request[0].initialize()
    with pytest.raises(ErrorDeEntorno, match="ASISTENTE_TOKEN"):
        await Sondeo(cliente, banco.recepcion(lambda _: ()), consulta=1).correr()
    await cliente.cerrar()


async def test_sondeo_parar_es_pronto_y_confirma(tg: TelegramLocal, url_sqlite: str, tmp_path: Path) -> None:
    """Al pedir parar sale en menos de diez segundos, sin dejar sin confirmar lo ya guardado."""
    async with Banco(url_sqlite, tg.url, tg.token, tmp_path, anda=False) as banco:
        sondeo = Sondeo(banco.cliente, banco.recepcion(eco(banco.almacen, banco)), consulta=30)
        parada = asyncio.Event()
        corriendo = asyncio.create_task(servir(banco.cartero, sondeo, parada))
        ana = tg.persona(ANA, "Ana")
        await ana.escribe("hola")
        await ana.espera()
        async with asyncio.timeout(5):
            parada.set()
            await corriendo

    assert tg.mundo.cola.pendientes() == []
    assert [fila.estado.value for fila in banco.filas()] == ["enviado"]
