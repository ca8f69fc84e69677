"""Bot API mínimo para medir: contesta lo justo y cuesta poco; nunca es lo más lento del banco."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from types import TracebackType
from typing import Self

CHAT = re.compile(rb'chat_id(?:=|": ?"?)(-?\d+)')
LARGO = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
CONSULTA = 5.0
YO = b'{"id":1,"is_bot":true,"first_name":"B","username":"PlanBot"}'

AlLlegar = Callable[[str, int, float, bytes], None]
"""Método, chat, instante del bucle y cuerpo de cada llamada recibida."""


class ApiMinima:
    """Servidor del Bot API en un puerto libre.

    Args:
        demora: segundos que tarda en contestar (no en recibir) cada llamada.
    """

    def __init__(self, demora: float = 0.0) -> None:
        self.demora = demora
        self.al_llegar: AlLlegar = lambda *_: None
        self.al_contestar: Callable[[str, int], None] = lambda *_: None
        self.mensajes = 0

    async def __aenter__(self) -> Self:
        """Empieza a atender."""
        bucle = asyncio.get_running_loop()
        self._servidor = await bucle.create_server(lambda: _Conexion(self), "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._servidor.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        """Libera el puerto."""
        self._servidor.close()

    def resultado(self, metodo: str, chat: int) -> bytes:
        """El ``result`` de una llamada."""
        if metodo == "getMe":
            return YO
        if metodo == "getUpdates":
            return b"[]"
        if metodo.startswith(("send", "editMessage")):
            self.mensajes += 1
            return (
                b'{"message_id":%d,"date":1790000000,"chat":{"id":%d,"type":"private","first_name":"A"},'
                b'"from":%s,"text":"recibido"}' % (self.mensajes, chat, YO)
            )
        return b"true"


class _Conexion(asyncio.Protocol):
    def __init__(self, api: ApiMinima) -> None:
        self._api = api
        self._lleva = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transporte = transport
        self._bucle = asyncio.get_running_loop()

    def data_received(self, data: bytes) -> None:
        self._lleva += data
        while (fin := self._lleva.find(b"\r\n\r\n")) >= 0:
            hallado = LARGO.search(self._lleva, 0, fin)
            total = fin + 4 + (int(hallado[1]) if hallado else 0)
            if len(self._lleva) < total:
                return
            pedido, self._lleva = self._lleva[:total], self._lleva[total:]
            self._atender(pedido, fin)

    def _atender(self, pedido: bytes, fin: int) -> None:
        ruta = pedido[: pedido.index(b"\r\n")].split(b" ")[1]
        metodo = ruta.rsplit(b"/", 1)[-1].decode()
        hallado = CHAT.search(pedido, fin)
        chat = int(hallado[1]) if hallado else 0
        self._api.al_llegar(metodo, chat, self._bucle.time(), pedido[fin + 4 :])
        demora = CONSULTA if metodo == "getUpdates" else self._api.demora
        if demora and metodo != "getMe":
            self._bucle.call_later(demora, self._contestar, metodo, chat)
        else:
            self._contestar(metodo, chat)

    def _contestar(self, metodo: str, chat: int) -> None:
        cuerpo = b'{"ok":true,"result":%s}' % self._api.resultado(metodo, chat)
        if not self._transporte.is_closing():
            self._transporte.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                % (len(cuerpo), cuerpo)
            )
        self._api.al_contestar(metodo, chat)
