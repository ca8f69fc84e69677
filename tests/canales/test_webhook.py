"""Webhook: secreto antes que nada, 200 solo con el efecto guardado, y puerto antes de registrarse."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import aiohttp
import pytest

from bot.atencion.entrada import Entrada, Procesador
from bot.canales.errores import ErrorDeEntorno
from bot.canales.servicio import servir
from bot.canales.webhook import (
    CUERPO_MAXIMO,
    OpcionesDeWebhook,
    RecepcionPorWebhook,
    ServidorWebhook,
    ligar,
)
from bot.simulador import TelegramLocal
from dominio.modelo.envio import EnvioTomado
from tests.canales.banco import Banco, eco, hasta
from tests.canales.test_recepcion import ANA, update

SECRETO = "secreto_de_prueba"
CABECERA = {"X-Telegram-Bot-Api-Secret-Token": SECRETO}


class Puesto:
    """El servidor atendiendo y un cliente HTTP que le habla."""

    def __init__(self, banco: Banco, procesar: Procesador, **revisiones: bool) -> None:
        self.servidor = ServidorWebhook(
            banco.recepcion(procesar),
            banco.entorno,
            OpcionesDeWebhook(
                (SECRETO, "anterior"),
                {nombre: partial(bool, valor) for nombre, valor in revisiones.items()},
            ),
        )
        self.enlace = ligar(0, "127.0.0.1")
        self.url = f"http://127.0.0.1:{self.enlace.getsockname()[1]}"

    async def manda(self, cuerpo: object, cabeceras: dict[str, str] | None = None) -> int:
        """Código con que se contesta un update."""
        datos = cuerpo if isinstance(cuerpo, bytes) else json.dumps(cuerpo).encode()
        async with (
            aiohttp.ClientSession() as sesion,
            sesion.post(f"{self.url}/telegram", data=datos, headers=cabeceras or CABECERA) as respuesta,
        ):
            return respuesta.status

    async def mira(self, ruta: str) -> tuple[int, str]:
        """Código y texto de una dirección."""
        async with aiohttp.ClientSession() as sesion, sesion.get(f"{self.url}{ruta}") as respuesta:
            return respuesta.status, await respuesta.text()


@asynccontextmanager
async def puesto(
    banco: Banco, procesar: Procesador | None = None, **revisiones: bool
) -> AsyncIterator[Puesto]:
    """Servidor atendiendo; por omisión, el eco."""
    armado = Puesto(banco, procesar or eco(banco.almacen, banco), **revisiones)
    await armado.servidor.atender(armado.enlace)
    try:
        yield armado
    finally:
        await armado.servidor.parar()


async def test_webhook_contesta_con_el_efecto_guardado(tg: TelegramLocal, banco: Banco) -> None:
    """Cuando llega el 200, la entrada y la respuesta ya están en la base; y se envía."""
    await tg.persona(ANA, "Ana").escribe("/start")
    async with puesto(banco) as servidor:
        assert await servidor.manda(update(7, "hola")) == 200
        assert banco.contar("SELECT count(*) FROM entrada") == 1
        assert len(banco.filas()) == 1
        assert (await tg.persona(ANA, "Ana").espera()).texto == "eco: hola"


async def test_webhook_no_contesta_antes_del_efecto(banco: Banco) -> None:
    """Mientras la transacción no termina, Telegram no recibe respuesta."""
    sigue = threading.Event()

    def procesar(_: Entrada) -> Sequence[EnvioTomado]:
        sigue.wait(5)
        return ()

    async with puesto(banco, procesar) as servidor:
        pedido = asyncio.create_task(servidor.manda(update(7, "x")))
        await hasta(lambda: banco.entorno.metricas.en_curso._value.get() == 1)
        listos, _ = await asyncio.wait([pedido], timeout=0.1)
        sigue.set()

        assert listos == set()
        assert await pedido == 200


@pytest.mark.parametrize(
    ("cabeceras", "codigo"),
    [
        ({}, 403),
        ({"X-Telegram-Bot-Api-Secret-Token": "otro"}, 403),
        ({"X-Telegram-Bot-Api-Secret-Token": SECRETO[:-1]}, 403),
        ({"X-Telegram-Bot-Api-Secret-Token": "ñ"}, 403),
        ({"X-Telegram-Bot-Api-Secret-Token": "anterior"}, 200),
        (CABECERA, 200),
    ],
)
async def test_webhook_secreto(
    tg: TelegramLocal, banco: Banco, cabeceras: dict[str, str], codigo: int
) -> None:
    """Sin el secreto, o con otro, no pasa nada; se aceptan los dos mientras se cambia."""
    await tg.persona(ANA, "Ana").escribe("/start")
    async with puesto(banco) as servidor:
        assert await servidor.manda(update(7, "x"), cabeceras or {"X": "y"}) == codigo
    assert banco.contar("SELECT count(*) FROM entrada") == (codigo == 200)


async def test_webhook_secreto_se_revisa_antes_de_leer(banco: Banco) -> None:
    """A quien no trae el secreto se le contesta sin esperar su cuerpo."""
    async with puesto(banco) as servidor:
        lector, escritor = await asyncio.open_connection(*servidor.enlace.getsockname())
        escritor.write(b"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n")
        async with asyncio.timeout(5):
            linea = await lector.readline()
        escritor.close()

    assert b"403" in linea


async def test_webhook_cuerpo_grande(banco: Banco) -> None:
    """Más de 256 kB se rechaza, diga o no su tamaño."""
    grande = b'{"update_id":1,"x":"' + b"x" * CUERPO_MAXIMO + b'"}'

    async def a_trozos() -> AsyncIterator[bytes]:
        for desde in range(0, len(grande), 50_000):
            yield grande[desde : desde + 50_000]

    async with puesto(banco) as servidor:
        assert await servidor.manda(grande) == 413
        async with (
            aiohttp.ClientSession() as sesion,
            sesion.post(f"{servidor.url}/telegram", data=a_trozos(), headers=CABECERA) as respuesta,
        ):
            assert respuesta.status == 413


@pytest.mark.parametrize("cuerpo", [b"", b"{", b"\xff", b"[" * 100_000, [], {"sin": "numero"}, "texto"])
async def test_webhook_cuerpo_ilegible(banco: Banco, cuerpo: object) -> None:
    """Lo que no es un update es un 400, sin caída."""
    async with puesto(banco) as servidor:
        assert await servidor.manda(cuerpo) == 400


async def test_webhook_base_caida_503_y_luego_una_vez(tg: TelegramLocal, banco: Banco) -> None:
    """Con la base caída se contesta 503 y, cuando Telegram insiste, el efecto es uno."""
    await tg.persona(ANA, "Ana").escribe("/start")
    async with puesto(banco) as servidor:
        banco.almacen.caido = True
        assert await servidor.manda(update(7, "hola")) == 503
        banco.almacen.caido = False
        assert [await servidor.manda(update(7, "hola")) for _ in range(2)] == [200, 200]
        await hasta(lambda: not banco.cartero.ocupado)

    assert [ll.parametros["text"] for ll in tg.llamadas("sendMessage")] == ["eco: hola"]


async def test_webhook_update_malo_se_confirma(banco: Banco) -> None:
    """El update que siempre falla termina en 200 para no bloquear el chat."""

    def procesar(_: Entrada) -> Sequence[EnvioTomado]:
        raise RuntimeError

    async with puesto(banco, procesar) as servidor:
        assert await servidor.manda(update(7, "malo")) == 200
    assert banco.contar("SELECT count(*) FROM entrada_fallida WHERE apartado_en IS NOT NULL") == 1


async def test_webhook_al_parar_termina_lo_que_tiene(banco: Banco) -> None:
    """Al apagarse, lo que está en curso recibe su 200."""
    sigue = threading.Event()

    def procesar(_: Entrada) -> Sequence[EnvioTomado]:
        sigue.wait(5)
        return ()

    async with puesto(banco, procesar) as servidor:
        pedido = asyncio.create_task(servidor.manda(update(7, "x")))
        await hasta(lambda: banco.entorno.metricas.en_curso._value.get() == 1)
        parada = asyncio.create_task(servidor.servidor.parar())
        await asyncio.sleep(0)
        sigue.set()
        await parada

        assert await pedido == 200


async def test_webhook_vivo_listo_y_metricas(tg: TelegramLocal, banco: Banco) -> None:
    """/healthz no toca la base; /readyz la prueba con una escritura que no queda; /metrics cuenta."""
    await tg.persona(ANA, "Ana").escribe("/start")
    async with puesto(banco, esquema=True) as servidor:
        await servidor.manda(update(7, "hola"))
        await hasta(lambda: not banco.cartero.ocupado)
        codigo, texto = await servidor.mira("/readyz")
        assert (codigo, json.loads(texto)) == (
            200,
            {"listo": True, "base": True, "esquema": True, "cola": True},
        )
        metricas = (await servidor.mira("/metrics"))[1]
        banco.almacen.caido = True
        assert (await servidor.mira("/healthz"))[0] == 200
        codigo, texto = await servidor.mira("/readyz")
        assert (codigo, json.loads(texto)["base"]) == (503, False)
        assert (await servidor.mira("/metrics"))[0] == 200
        banco.almacen.caido = False

    assert 'asistente_updates_total{resultado="hecho",tipo="texto"} 1.0' in metricas
    assert 'asistente_envios_total{resultado="enviado"} 1.0' in metricas
    assert "hola" not in metricas
    assert banco.contar("SELECT count(*) FROM entrada WHERE update_id < 0") == 0


async def test_webhook_esquema_viejo_no_esta_listo(banco: Banco) -> None:
    """Si una revisión dice que no, /readyz es 503 y nombra cuál."""
    async with puesto(banco, esquema=False) as servidor:
        codigo, texto = await servidor.mira("/readyz")

    assert (codigo, json.loads(texto)["esquema"]) == (503, False)


def test_webhook_sin_secreto_no_arranca(banco: Banco) -> None:
    """Sin secreto cualquiera se haría pasar por Telegram: no se atiende."""
    with pytest.raises(ErrorDeEntorno, match="ASISTENTE_WEBHOOK_SECRETO"):
        ServidorWebhook(banco.recepcion(lambda _: ()), banco.entorno, OpcionesDeWebhook(("",)))


def test_webhook_puerto_tomado_lo_dice() -> None:
    """Con el puerto en uso el error nombra el puerto y el ajuste."""
    with socket.socket() as ocupante:
        ocupante.bind(("127.0.0.1", 0))
        ocupante.listen()
        puerto = ocupante.getsockname()[1]
        with pytest.raises(ErrorDeEntorno, match=f"{puerto}.*ASISTENTE_PUERTO"):
            ligar(puerto, "127.0.0.1")


async def test_webhook_servicio_completo(tg: TelegramLocal, url_sqlite: str, tmp_path: Path) -> None:
    """Registrado ante Telegram con su secreto, el servicio conversa y se apaga sin perder el registro."""
    async with Banco(url_sqlite, tg.url, tg.token, tmp_path, anda=False) as banco:
        armado = Puesto(banco, eco(banco.almacen, banco))
        receptor = RecepcionPorWebhook(
            armado.servidor, banco.cliente, f"{armado.url}/telegram", armado.enlace
        )
        parada = asyncio.Event()
        corriendo = asyncio.create_task(servir(banco.cartero, receptor, parada))
        ana = tg.persona(ANA, "Ana")
        await ana.escribe("hola")
        assert (await ana.espera()).texto == "eco: hola"
        toque = await ana.toca("Confirmar")
        assert (await ana.espera_aviso(toque))["texto"] == "Recibido"
        assert (await ana.espera()).texto == "tocó c:1"
        async with asyncio.timeout(10):
            parada.set()
            await corriendo

    assert tg.rechazos() == []
    [registro] = tg.llamadas("setWebhook")
    assert registro.parametros["secret_token"] == SECRETO
    assert "callback_query" in registro.parametros["allowed_updates"]
    assert tg.llamadas("deleteWebhook") == []
