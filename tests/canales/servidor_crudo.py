"""Un servidor HTTP que contesta exactamente lo que la prueba le diga, byte a byte."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

Conducta = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def respuesta(codigo: int, cuerpo: bytes) -> bytes:
    """Respuesta HTTP completa que deja abierta la conexión."""
    return b"HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
        codigo,
        len(cuerpo),
        cuerpo,
    )


class ServidorCrudo:
    """Atiende en un puerto libre; guarda cada pedido (cabeceras y cuerpo) y cuenta conexiones."""

    def __init__(self, conducta: Conducta | None = None, contesta: bytes = b"") -> None:
        self.conducta = conducta
        self.contesta = contesta or respuesta(200, b'{"ok":true,"result":{"message_id":7}}')
        self.pedidos: list[bytes] = []
        self.conexiones = 0
        self._escritores: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        """Empieza a atender."""
        self._servidor = await asyncio.start_server(self._atender, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._servidor.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        """Corta las conexiones y libera el puerto."""
        self._servidor.close()
        for escritor in list(self._escritores):
            escritor.transport.abort()
        await self._servidor.wait_closed()

    async def _atender(self, lector: asyncio.StreamReader, escritor: asyncio.StreamWriter) -> None:
        self.conexiones += 1
        self._escritores.add(escritor)
        try:
            while True:
                self.pedidos.append(await _leer_pedido(lector))
                if self.conducta is not None:
                    await self.conducta(lector, escritor)
                    return
                escritor.write(self.contesta)
                await escritor.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            self._escritores.discard(escritor)
            escritor.close()


async def _leer_pedido(lector: asyncio.StreamReader) -> bytes:
    cabeceras = await lector.readuntil(b"\r\n\r\n")
    largo = next(
        (
            int(linea.split(b":")[1])
            for linea in cabeceras.split(b"\r\n")
            if linea.lower().startswith(b"content-length:")
        ),
        None,
    )
    if largo is not None:
        return cabeceras + await lector.readexactly(largo)
    cuerpo = b""
    if b"chunked" in cabeceras.lower():
        while not cuerpo.endswith(b"\r\n0\r\n\r\n"):
            cuerpo += await lector.readuntil(b"\r\n")
    return cabeceras + cuerpo
