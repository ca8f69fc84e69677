"""Reparto por webhook: una tarea por cola, en serie dentro de ella, con reintentos."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp

from bot.simulador.colas import POR_WEBHOOK, Actualizacion
from bot.simulador.errores import mala
from bot.simulador.tipos import Objeto

if TYPE_CHECKING:
    from bot.simulador.mundo import Mundo

CABECERA_SECRETO = "X-Telegram-Bot-Api-Secret-Token"
ESPERA_RESPUESTA = 60.0
SIN_RESPUESTA_POR_METODO = ("deletewebhook", "setwebhook", "close", "logout")
LETRAS_DE_SECRETO = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


@dataclass
class Destino:
    """A dónde se entregan las actualizaciones y con qué secreto."""

    url: str
    secreto: str = ""
    conexiones: int = 40
    ip: str = "127.0.0.1"
    certificado: bool = False


class Repartidor:
    """Entrega cada actualización hasta que el bot responda 2xx o ella venza."""

    def __init__(self, mundo: Mundo, escala: float) -> None:
        """``escala`` multiplica las esperas entre reintentos."""
        self._mundo = mundo
        self._escala = escala
        self._sesion: aiohttp.ClientSession | None = None
        self._tareas: dict[int, asyncio.Task[None]] = {}
        self._cupo = asyncio.Semaphore(40)
        self.destino: Destino | None = None
        self.ultimo_error: tuple[int, str] | None = None

    def fijar(self, destino: Destino) -> None:
        """Registra el webhook y empieza a entregar lo pendiente; termina el sondeo en curso."""
        _revisar(destino)
        self._detener()
        self.destino = destino
        self.ultimo_error = None
        self._cupo = asyncio.Semaphore(destino.conexiones)
        self._mundo.cola.desalojar(POR_WEBHOOK)
        self.despertar()

    def quitar(self) -> None:
        """Olvida el webhook; lo pendiente queda en la cola."""
        self._detener()
        self.destino = None
        self.ultimo_error = None

    def despertar(self) -> None:
        """Pone a trabajar una tarea en cada cola que tenga algo y no la tenga."""
        if self.destino is None:
            return
        for cola in self._mundo.cola.colas():
            if cola not in self._tareas:
                self._tareas[cola] = asyncio.ensure_future(self._trabajar(cola))

    def info(self) -> Objeto:
        """Forma de ``WebhookInfo``."""
        destino = self.destino
        datos: Objeto = {
            "url": destino.url if destino else "",
            "has_custom_certificate": bool(destino and destino.certificado),
            "pending_update_count": len(self._mundo.cola.pendientes()),
        }
        if destino:
            datos |= {"max_connections": destino.conexiones, "ip_address": destino.ip}
        if self.ultimo_error:
            datos["last_error_date"], datos["last_error_message"] = self.ultimo_error
        return datos

    async def cerrar(self) -> None:
        """Detiene las tareas y cierra las conexiones."""
        tareas = list(self._tareas.values())
        self._detener()
        await asyncio.gather(*tareas, return_exceptions=True)
        if self._sesion is not None:
            await self._sesion.close()
            self._sesion = None

    def _detener(self) -> None:
        actual = asyncio.current_task() if self._tareas else None
        for tarea in self._tareas.values():
            if tarea is not actual:
                tarea.cancel()
        self._tareas.clear()

    async def _trabajar(self, cola: int) -> None:
        """Entrega en serie; entre ver la cola vacía y soltarla no hay pausa, así no se pierde un aviso."""
        yo = asyncio.current_task()
        try:
            while (actualizacion := self._mundo.cola.primera_de(cola)) is not None:
                await self._insistir(actualizacion)
        finally:
            if self._tareas.get(cola) is yo:
                del self._tareas[cola]

    async def _insistir(self, actualizacion: Actualizacion) -> None:
        tope = random.uniform(60, 120)  # noqa: S311 - reparte reintentos, no protege nada
        intento = 0
        while True:
            pausa = await self._entregar(actualizacion)
            if pausa is None:
                self._mundo.cola.quitar(actualizacion.id)
                return
            if intento or pausa:
                await asyncio.sleep(self._escala * (pausa or min(2**intento, tope)))
            intento += 1
            if self._mundo.cola.primera_de(actualizacion.cola) is not actualizacion:
                return

    async def _entregar(self, actualizacion: Actualizacion) -> float | None:
        """``None`` si el bot la aceptó; si no, los segundos que pide esperar (0: los de costumbre)."""
        destino = self.destino
        if destino is None:
            raise asyncio.CancelledError
        cabeceras = {CABECERA_SECRETO: destino.secreto} if destino.secreto else {}
        try:
            async with (
                self._cupo,
                self._cliente().post(destino.url, json=actualizacion.json(), headers=cabeceras) as respuesta,
            ):
                cuerpo = await respuesta.read()
        except TimeoutError:
            return self._fallo("Read timeout expired")
        except aiohttp.ClientConnectorError:
            return self._fallo("Connection refused")
        except aiohttp.ClientError as error:
            return self._fallo(f"Connection closed: {type(error).__name__}")
        if 200 <= respuesta.status < 300:
            await self._metodo_en_respuesta(cuerpo)
            return None
        pedida = respuesta.headers.get("Retry-After", "")
        self._fallo(f"Wrong response from the webhook: {respuesta.status} {respuesta.reason}")
        return min(float(pedida), 3600.0) if pedida.isdecimal() else 0.0

    def _fallo(self, mensaje: str) -> float:
        self.ultimo_error = (int(self._mundo.reloj.ahora()), mensaje)
        self._mundo.avisos.emitir("webhook_fallo", mensaje=mensaje)
        return 0.0

    def _cliente(self) -> aiohttp.ClientSession:
        if self._sesion is None:
            self._sesion = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ESPERA_RESPUESTA))
        return self._sesion

    async def _metodo_en_respuesta(self, cuerpo: bytes) -> None:
        """Una respuesta 2xx puede traer un ``method``: se ejecuta sin devolver el resultado."""
        try:
            pedido = json.loads(cuerpo or b"null")
        except ValueError:
            return
        if not isinstance(pedido, dict) or not isinstance(pedido.get("method"), str):
            return
        metodo = pedido.pop("method")
        if metodo.lower() in SIN_RESPUESTA_POR_METODO or metodo.lower().startswith("get"):
            return
        from bot.simulador.despacho import atender  # el despacho usa el mundo, y el mundo reparte

        await atender(self._mundo, metodo, pedido, {})


def _revisar(destino: Destino) -> None:
    """HTTPS en todas partes; HTTP solo en lazo local, como en el modo local del servidor real."""
    partes = urlsplit(destino.url)
    if partes.scheme != "https" and not (partes.scheme == "http" and _es_local(partes.hostname or "")):
        raise mala("bad webhook: An HTTPS URL must be provided for webhook")
    if len(destino.secreto) > 256:
        raise mala("secret token is too long")
    if not set(destino.secreto) <= LETRAS_DE_SECRETO:
        raise mala("secret token contains unallowed characters")


def _es_local(anfitrion: str) -> bool:
    try:
        return ipaddress.ip_address(anfitrion).is_loopback
    except ValueError:
        return anfitrion == "localhost"
