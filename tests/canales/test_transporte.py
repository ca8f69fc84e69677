"""Transporte: una llamada se sabe entregada, no entregada o dudosa, y el token no se escapa."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from telegram import InputFile
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.canales.cliente import ArchivoMuyGrande, ClienteTelegram
from bot.canales.errores import EnvioDudoso, ErrorDeEntorno, FrenoPedido, NoEntregado, ServidorCaido
from tests.canales.servidor_crudo import ServidorCrudo, respuesta

TOKEN = "123456:canario-del-token"


@asynccontextmanager
async def abierto(url: str, lectura: float = 5.0) -> AsyncIterator[ClienteTelegram]:
    """Cliente con las conexiones listas, sin pasar por getMe."""
    cliente = ClienteTelegram(TOKEN, url, lectura=lectura)
    await cliente._request[0].initialize()
    await cliente._request[1].initialize()
    try:
        yield cliente
    finally:
        await cliente.cerrar()


async def fallo(url: str, lectura: float = 5.0) -> TelegramError:
    """Con qué error termina un envío contra ese servidor."""
    async with abierto(url, lectura) as cliente:
        with pytest.raises(TelegramError) as atrapado:
            await cliente.llamar("sendMessage", {"chat_id": 1, "text": "hola"})
    return atrapado.value


async def test_transporte_puerto_cerrado_no_entregado() -> None:
    """Si nadie atiende, la llamada no se entregó."""
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        puerto = libre.getsockname()[1]
    assert isinstance(await fallo(f"http://127.0.0.1:{puerto}"), NoEntregado)


async def test_transporte_nombre_inexistente_no_entregado() -> None:
    """Si el nombre no existe, la llamada no se entregó."""
    assert isinstance(await fallo("http://no-existe.invalid"), NoEntregado)


async def test_transporte_sin_conexiones_libres_no_entregado() -> None:
    """Si no hay conexión libre a tiempo, la llamada no salió."""

    async def callar(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async with ServidorCrudo(callar) as servidor:
        cliente = ClienteTelegram(TOKEN, servidor.url)
        transporte = type(cliente._transporte)(lectura=5.0, conexiones=1)
        await transporte.initialize()
        primera = asyncio.create_task(transporte.do_request(servidor.url, "POST"))
        while not servidor.pedidos:
            await asyncio.sleep(0)
        with pytest.raises(NoEntregado):
            await transporte.do_request(servidor.url, "POST", connect_timeout=0.05)
        primera.cancel()
        await transporte.shutdown()


async def test_transporte_corte_tras_recibir_dudoso() -> None:
    """Si el servidor recibe y corta sin contestar, no se sabe."""

    async def cortar(_: asyncio.StreamReader, escritor: asyncio.StreamWriter) -> None:
        escritor.transport.abort()

    async with ServidorCrudo(cortar) as servidor:
        assert isinstance(await fallo(servidor.url), EnvioDudoso)


async def test_transporte_respuesta_que_no_llega_dudosa() -> None:
    """Si el servidor recibe y calla, no se sabe."""

    async def callar(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async with ServidorCrudo(callar) as servidor:
        assert isinstance(await fallo(servidor.url, lectura=0.05), EnvioDudoso)


async def test_transporte_respuesta_a_medias_dudosa() -> None:
    """Si la respuesta se corta por la mitad, no se sabe."""

    async def mitad(_: asyncio.StreamReader, escritor: asyncio.StreamWriter) -> None:
        escritor.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")
        await escritor.drain()
        escritor.close()

    async with ServidorCrudo(mitad) as servidor:
        assert isinstance(await fallo(servidor.url), EnvioDudoso)


@pytest.mark.parametrize("cuerpo", [b"<html>", b"[1]", b"\xff\xfe", b""])
async def test_transporte_respuesta_ilegible_dudosa(cuerpo: bytes) -> None:
    """Un 200 que no es un objeto JSON no dice qué pasó."""
    async with ServidorCrudo(contesta=respuesta(200, cuerpo)) as servidor:
        assert isinstance(await fallo(servidor.url), EnvioDudoso)


@pytest.mark.parametrize("codigo", [500, 502, 503, 504])
async def test_transporte_5xx_servidor_caido(codigo: int) -> None:
    """Un 5xx es que Telegram no atiende ahora, venga o no en JSON."""
    async with ServidorCrudo(contesta=respuesta(codigo, b"<html>")) as servidor:
        assert isinstance(await fallo(servidor.url), ServidorCaido)


async def test_transporte_429_dice_cuanto_esperar() -> None:
    """El 429 trae los segundos pedidos; sin ellos, uno."""
    cuerpo = b'{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":7}}'
    async with ServidorCrudo(contesta=respuesta(429, cuerpo)) as servidor:
        error = await fallo(servidor.url)
    assert isinstance(error, FrenoPedido)
    assert error.segundos == 7
    async with ServidorCrudo(contesta=respuesta(429, b"nada")) as servidor:
        error = await fallo(servidor.url)
    assert isinstance(error, FrenoPedido)
    assert error.segundos == 1


@pytest.mark.parametrize(
    ("codigo", "cuerpo", "clase"),
    [
        (400, {"description": "Bad Request: chat not found"}, BadRequest),
        (403, {"description": "Forbidden: bot was blocked by the user"}, Forbidden),
        (401, {"description": "Unauthorized"}, InvalidToken),
        (400, {"description": "x", "parameters": {"migrate_to_chat_id": -100}}, ChatMigrated),
    ],
)
async def test_transporte_rechazo_con_su_clase(
    codigo: int, cuerpo: dict[str, object], clase: type[TelegramError]
) -> None:
    """Los rechazos llegan con la clase de la librería."""
    contesta = respuesta(codigo, json.dumps({"ok": False, "error_code": codigo, **cuerpo}).encode())
    async with ServidorCrudo(contesta=contesta) as servidor:
        assert isinstance(await fallo(servidor.url), clase)


async def test_transporte_reutiliza_la_conexion() -> None:
    """Veinte llamadas seguidas van por una sola conexión."""
    async with ServidorCrudo() as servidor, abierto(servidor.url) as cliente:
        for numero in range(20):
            await cliente.llamar("sendMessage", {"chat_id": 1, "text": str(numero)})
        assert servidor.conexiones == 1


async def test_transporte_manda_json_con_tildes() -> None:
    """El cuerpo es JSON en UTF-8 y los objetos van anidados, no como texto."""
    teclado = {"inline_keyboard": [[{"text": "Sí", "callback_data": "1"}]]}
    async with ServidorCrudo() as servidor, abierto(servidor.url) as cliente:
        resultado = await cliente.llamar(
            "sendMessage", {"chat_id": 1, "text": "año 😀", "reply_markup": teclado, "nada": None}
        )
        cabeceras, cuerpo = servidor.pedidos[0].split(b"\r\n\r\n", 1)
    assert resultado == {"message_id": 7}
    assert b"application/json" in cabeceras
    assert json.loads(cuerpo) == {"chat_id": 1, "text": "año 😀", "reply_markup": teclado}


async def test_transporte_sube_archivos_por_partes(tmp_path: Path) -> None:
    """Un archivo va por partes, con su nombre con tildes y los demás campos aparte."""
    ruta = tmp_path / "consolidado año.xlsx"
    ruta.write_bytes(b"contenido-del-libro")
    async with ServidorCrudo() as servidor, abierto(servidor.url) as cliente:
        with ruta.open("rb") as abierta:
            subida = InputFile(abierta, filename=ruta.name, read_file_handle=False)
            await cliente.llamar("sendDocument", {"chat_id": 5, "caption": "Sí", "document": subida})
        pedido = servidor.pedidos[0]
    assert b"multipart/form-data" in pedido
    assert b"contenido-del-libro" in pedido
    assert 'filename="consolidado año.xlsx"'.encode() in pedido
    assert 'name="caption"' in pedido.decode()
    assert pedido.count(b'name="document"') == 1


@pytest.mark.parametrize("como", ["cerrado", "cortado", "ilegible", "404"])
async def test_transporte_token_no_sale_en_errores_ni_bitacora(
    como: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Ni la bitácora en DEBUG ni la traza completa de un error llevan el token."""

    async def cortar(_: asyncio.StreamReader, escritor: asyncio.StreamWriter) -> None:
        escritor.transport.abort()

    caplog.set_level(logging.DEBUG)
    contesta = respuesta(404, b'{"ok":false,"description":"Not Found"}') if como == "404" else b""
    contesta = respuesta(200, b"no") if como == "ilegible" else contesta
    async with ServidorCrudo(cortar if como == "cortado" else None, contesta) as servidor:
        url = servidor.url
        if como != "cerrado":
            error = await fallo(url)
    if como == "cerrado":
        error = await fallo(url)
    dicho = "".join(traceback.format_exception(error)) + caplog.text
    assert "canario" not in dicho


async def test_cliente_abrir_con_token_malo_dice_que_hacer() -> None:
    """Un token que Telegram no conoce es un error de entorno que nombra el ajuste."""
    contesta = respuesta(401, b'{"ok":false,"error_code":401,"description":"Unauthorized"}')
    async with ServidorCrudo(contesta=contesta) as servidor:
        cliente = ClienteTelegram(TOKEN, servidor.url)
        with pytest.raises(ErrorDeEntorno, match="ASISTENTE_TOKEN"):
            await cliente.abrir()
        await cliente.cerrar()


async def test_cliente_descarga_hasta_el_tope(tmp_path: Path) -> None:
    """La descarga se corta en el tope aunque Telegram haya dicho un tamaño menor, y no deja restos."""
    dicho = {"ok": True, "result": {"file_path": "documents/a.xlsx", "file_size": 10}}
    respuestas = [respuesta(200, json.dumps(dicho).encode()), respuesta(200, b"x" * 5000)] * 2

    async def turnar(_: asyncio.StreamReader, escritor: asyncio.StreamWriter) -> None:
        escritor.write(respuestas.pop(0).replace(b"Content-Type", b"Connection: close\r\nContent-Type"))
        await escritor.drain()

    async with ServidorCrudo(turnar) as servidor, abierto(servidor.url) as cliente:
        destino = tmp_path / "a.xlsx"
        with pytest.raises(ArchivoMuyGrande):
            await cliente.descargar("F1", destino, 4999)
        assert list(tmp_path.iterdir()) == []
        assert await cliente.descargar("F1", destino, 5000) == 5000
        assert destino.read_bytes() == b"x" * 5000
        assert [hijo.name for hijo in tmp_path.iterdir()] == ["a.xlsx"]


async def test_cliente_descarga_de_un_servidor_local(tmp_path: Path) -> None:
    """Un servidor propio del Bot API da la ruta en su disco: se copia, con el mismo tope."""
    origen = tmp_path / "servidor.pdf"
    origen.write_bytes(b"y" * 100)
    dicho = {"ok": True, "result": {"file_path": str(origen)}}
    async with (
        ServidorCrudo(contesta=respuesta(200, json.dumps(dicho).encode())) as servidor,
        abierto(servidor.url) as cliente,
    ):
        assert await cliente.descargar("F1", tmp_path / "copia.pdf", 100) == 100
        with pytest.raises(ArchivoMuyGrande):
            await cliente.descargar("F1", tmp_path / "otra.pdf", 99)
    assert not (tmp_path / "otra.pdf").exists()
