"""Rutas que usa el bot: ``/bot<token>/<método>`` y ``/file/bot<token>/<ruta>``."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulador.conexiones import Conexiones
from bot.simulador.despacho import Respuesta, atender
from bot.simulador.errores import Rechazo
from bot.simulador.lectura import leer_peticion
from bot.simulador.mundo import Mundo
from bot.simulador.validacion import Subida

PAGINA_502 = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"


class RutasDelBot:
    """Extremo HTTP del Bot API."""

    def __init__(self, mundo: Mundo, conexiones: Conexiones) -> None:
        """``conexiones`` permite cortar la conexión de una petición en curso."""
        self._mundo = mundo
        self._conexiones = conexiones

    def rutas(self) -> list[Route]:
        """Rutas que se montan en la aplicación."""
        todos = ["GET", "POST"]
        return [
            Route("/file/bot{token}/{ruta:path}", self.archivo, methods=["GET"]),
            Route("/bot{token}/{metodo}", self.llamada, methods=todos),
        ]

    async def llamada(self, peticion: Request) -> Response:
        """Una llamada al Bot API."""
        if peticion.path_params["token"] != self._mundo.token:
            rechazo = Rechazo(401, "Unauthorized")
            return JSONResponse(rechazo.cuerpo(), 401)
        archivos: dict[str, Subida] = {}
        try:
            crudos, archivos = await leer_peticion(peticion)
        except ClientDisconnect:
            return await self._conexiones.cortar(peticion)
        except Rechazo as error:
            return JSONResponse(error.cuerpo(), error.codigo)
        atencion = asyncio.ensure_future(
            atender(self._mundo, peticion.path_params["metodo"], crudos, archivos)
        )
        if peticion.path_params["metodo"].lower() == "getupdates":
            await self._mientras_escuche(peticion, atencion)
            if atencion.cancelled():
                return await self._conexiones.cortar(peticion)
        return await self._responder(peticion, await atencion)

    async def _mientras_escuche(self, peticion: Request, atencion: asyncio.Future[Respuesta]) -> None:
        """Abandona el sondeo largo de quien ya cerró su conexión: no le quita el turno a nadie."""
        fuga = asyncio.ensure_future(_desconexion(peticion))
        esperadas: set[asyncio.Future[Any]] = {atencion, fuga}
        await asyncio.wait(esperadas, return_when=asyncio.FIRST_COMPLETED)
        if not atencion.done():
            atencion.cancel()
            await asyncio.wait({atencion})
        fuga.cancel()

    async def _responder(self, peticion: Request, respuesta: Respuesta) -> Response:
        if respuesta.corte == "colgar":
            await self._colgar(peticion, respuesta.segundos)
        if respuesta.corte in ("reset", "colgar"):
            return await self._conexiones.cortar(peticion)
        texto = json.dumps(respuesta.cuerpo, ensure_ascii=False)
        if respuesta.corte == "html":
            return Response(PAGINA_502, respuesta.codigo, media_type="text/html")
        if respuesta.corte == "json-roto":
            texto = texto[: len(texto) // 2]
        return Response(texto, respuesta.codigo, media_type="application/json")

    async def _colgar(self, peticion: Request, segundos: float) -> None:
        """No responde: espera a que el bot se canse o a que pasen los segundos, y corta."""
        with suppress(TimeoutError):
            async with asyncio.timeout(segundos):
                await _desconexion(peticion)

    async def archivo(self, peticion: Request) -> Response:
        """Descarga de lo que dijo ``getFile``."""
        if peticion.path_params["token"] != self._mundo.token:
            return JSONResponse(Rechazo(401, "Unauthorized").cuerpo(), 401)
        archivo = self._mundo.archivos.por_ruta(peticion.path_params["ruta"])
        if archivo is None:
            return JSONResponse(Rechazo(404, "Not Found").cuerpo(), 404)
        return Response(archivo.datos, media_type="application/octet-stream")


async def _desconexion(peticion: Request) -> None:
    """Termina cuando el cliente cierra su conexión; el cuerpo ya tiene que estar leído."""
    while (await peticion.receive())["type"] != "http.disconnect":
        continue
