"""Pone la aplicación a escuchar: en el lazo actual o en un hilo propio."""

from __future__ import annotations

import asyncio
import socket
import threading
from types import TracebackType

import uvicorn
from starlette.applications import Starlette

from bot.simulador.conexiones import Conexiones


class Servidor:
    """Servidor HTTP en el lazo de asyncio actual; con puerto 0 el sistema escoge uno libre."""

    def __init__(self, aplicacion: Starlette, *, anfitrion: str = "127.0.0.1", puerto: int = 0) -> None:
        """``OSError`` si el puerto está ocupado."""
        self._enchufe = _escucha(anfitrion, puerto)
        self.puerto = int(self._enchufe.getsockname()[1])
        self.url = f"http://{anfitrion}:{self.puerto}"
        self._conexiones: Conexiones = aplicacion.state.conexiones
        configuracion = uvicorn.Config(
            aplicacion, http=self._conexiones.protocolo(), ws="none", lifespan="off", log_config=None,
            access_log=False, timeout_keep_alive=75,
        )  # fmt: skip
        configuracion.load()
        self._uvicorn = uvicorn.Server(configuracion)
        self._uvicorn.lifespan = configuracion.lifespan_class(configuracion)
        self._aplicacion = aplicacion

    async def iniciar(self) -> None:
        """Empieza a atender."""
        await self._uvicorn.startup(sockets=[self._enchufe])

    async def detener(self) -> None:
        """Deja de atender, termina esperas y transmisiones y cierra las conexiones."""
        await self._aplicacion.state.mundo.cerrar()
        for escucha in self._uvicorn.servers:
            escucha.close()
        tareas = list(self._uvicorn.server_state.tasks)
        self._conexiones.cerrar_todas()
        if tareas:
            _, rezagadas = await asyncio.wait(tareas, timeout=1)
            for tarea in rezagadas:
                tarea.cancel()
            await asyncio.gather(*rezagadas, return_exceptions=True)
        self._enchufe.close()


def _escucha(anfitrion: str, puerto: int) -> socket.socket:
    """Enchufe TCP que escucha; con el protocolo explícito asyncio le quita la demora de Nagle."""
    enchufe = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        enchufe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        enchufe.bind((anfitrion, puerto))
        enchufe.listen(128)
    except OSError:
        enchufe.close()
        raise
    return enchufe


class ServidorEnHilo:
    """El mismo servidor en un hilo con su propio lazo; se usa con ``with`` y se habla por HTTP."""

    def __init__(self, aplicacion: Starlette, *, anfitrion: str = "127.0.0.1", puerto: int = 0) -> None:
        """``OSError`` si el puerto está ocupado."""
        self._servidor = Servidor(aplicacion, anfitrion=anfitrion, puerto=puerto)
        self.url = self._servidor.url
        self.puerto = self._servidor.puerto
        self._lazo = asyncio.new_event_loop()
        self._hilo = threading.Thread(target=self._lazo.run_forever, name="telegram-local", daemon=True)

    def __enter__(self) -> ServidorEnHilo:
        """Arranca el hilo y espera a que el servidor atienda."""
        self._hilo.start()
        asyncio.run_coroutine_threadsafe(self._servidor.iniciar(), self._lazo).result(10)
        return self

    def __exit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        """Detiene el servidor y termina el hilo."""
        asyncio.run_coroutine_threadsafe(self._servidor.detener(), self._lazo).result(10)
        self._lazo.call_soon_threadsafe(self._lazo.stop)
        self._hilo.join(10)
        self._lazo.close()
