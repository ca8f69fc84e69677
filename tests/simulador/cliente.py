"""Cliente mínimo del Bot API y de la API de la persona, para ver las respuestas tal como llegan."""

from __future__ import annotations

from types import TracebackType
from typing import Any

import aiohttp


class ClienteCrudo:
    """``await api("sendMessage", chat_id=1, text="x")`` devuelve el cuerpo; ``codigo`` guarda el último."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token, self.codigo = url, token, 0
        self.sesion = aiohttp.ClientSession()

    async def __aenter__(self) -> ClienteCrudo:
        return self

    async def __aexit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        await self.sesion.close()

    async def __call__(self, metodo: str, /, **parametros: Any) -> dict[str, Any]:
        """Llamada JSON al Bot API."""
        return await self._cuerpo("POST", f"/bot{self.token}/{metodo}", json=parametros)

    async def sim(self, accion: str, /, **datos: Any) -> dict[str, Any]:
        """POST a la API de la persona."""
        return await self._cuerpo("POST", f"/sim/{self.token}/{accion}", json=datos)

    async def ver(self, accion: str, /, **consulta: Any) -> dict[str, Any]:
        """GET a la API de la persona."""
        return await self._cuerpo("GET", f"/sim/{self.token}/{accion}", params=consulta)

    async def _cuerpo(self, verbo: str, ruta: str, **opciones: Any) -> dict[str, Any]:
        async with self.sesion.request(verbo, self.url + ruta, **opciones) as respuesta:
            self.codigo = respuesta.status
            cuerpo: dict[str, Any] = await respuesta.json()
            return cuerpo


def png(ancho: int = 320, alto: int = 200) -> bytes:
    """Encabezado PNG con esas medidas: suficiente para el servidor, que no decodifica."""
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + ancho.to_bytes(4) + alto.to_bytes(4) + b"\x08\x02" * 4
