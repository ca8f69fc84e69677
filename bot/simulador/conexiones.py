"""Conexiones abiertas del servidor, para poder cortarlas a mitad de una respuesta."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

CIERRE_BRUSCO = struct.pack("ii", 1, 0)


class Conexiones:
    """Registro de conexiones por dirección del cliente."""

    def __init__(self) -> None:
        """Sin conexiones."""
        self.abiertas: dict[tuple[str, int], asyncio.Transport] = {}

    def protocolo(self) -> type[asyncio.Protocol]:
        """Protocolo HTTP de uvicorn que anota aquí sus conexiones."""
        abiertas = self.abiertas

        class Protocolo(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                if self.client is not None:
                    abiertas[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                if self.client is not None:
                    abiertas.pop(self.client, None)
                super().connection_lost(exc)

        return Protocolo

    async def cortar(self, peticion: Request) -> Response:
        """Corta la conexión de la petición (RST) y da la respuesta que ya no se enviará."""
        cliente = peticion.scope.get("client")
        transporte = self.abiertas.get(tuple(cliente)) if cliente else None
        if transporte is not None:
            enchufe: Any = transporte.get_extra_info("socket")
            enchufe.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, CIERRE_BRUSCO)
            transporte.abort()
            while (await peticion.receive())["type"] != "http.disconnect":
                continue
        return _Silencio()

    def cerrar_todas(self) -> None:
        """Cierra de golpe lo que siga abierto: el servidor se apaga."""
        for transporte in list(self.abiertas.values()):
            transporte.abort()


class _Silencio(Response):
    """Respuesta que no manda nada: ya no hay a quién."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """No escribe."""
