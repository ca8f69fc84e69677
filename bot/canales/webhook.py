"""Recibir por webhook: el servidor HTTP. Contesta 200 cuando el efecto ya está guardado.

El servidor es el de aiohttp, que ya está cargado para enviar: atender una llamada le cuesta la
tercera parte que a uvicorn sin extensiones y el proceso carga un servidor en vez de dos.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web
from telegram.error import TelegramError

from bot.canales.cliente import UPDATES_PERMITIDOS, ClienteTelegram
from bot.canales.entorno import Entorno
from bot.canales.errores import ErrorDeEntorno
from bot.canales.metricas import TIPO_DE_CONTENIDO
from bot.canales.recepcion import Desenlace, Recepcion
from dominio.errores import ErrorDominio

BITACORA = logging.getLogger("asistente.canales")
CABECERA = "X-Telegram-Bot-Api-Secret-Token"
CUERPO_MAXIMO = 256 * 1024
CONEXIONES = 40
PLAZO = 4.0
# A quien se rechaza sin leerlo se le da este rato para terminar de mandar.
SIN_LEER = 1.0
SEGUNDOS_DE_REVISION = 1.0
UPDATE_DE_PRUEBA = -1

Revision = Callable[[], bool]
"""Revisión síncrona de ``/readyz``: ``True`` si está bien."""


@dataclass(frozen=True, slots=True)
class OpcionesDeWebhook:
    """Cómo atiende el servidor.

    Attributes:
        secretos: los que se aceptan; dos mientras se cambia uno por otro.
        revisiones: lo que ``/readyz`` comprueba además de la base y la cola (por nombre).
        cola_maxima: filas de salida pendientes a partir de las cuales no está listo.
    """

    secretos: Sequence[str]
    revisiones: Mapping[str, Revision] = field(default_factory=dict)
    cola_maxima: int = 10_000


class ServidorWebhook:
    """``POST /telegram``, ``GET /healthz``, ``GET /readyz`` y ``GET /metrics``.

    Raises:
        ErrorDeEntorno: no hay secreto: sin él cualquiera puede hacerse pasar por Telegram.
    """

    def __init__(self, recepcion: Recepcion, entorno: Entorno, opciones: OpcionesDeWebhook) -> None:
        if not opciones.secretos or not all(opciones.secretos):
            raise ErrorDeEntorno("Falta ASISTENTE_WEBHOOK_SECRETO: sin él no se puede recibir por webhook.")
        self._recepcion = recepcion
        self._entorno = entorno
        self._opciones = opciones
        self._secretos = [secreto.encode() for secreto in opciones.secretos]
        self._parando = False
        self._corredor: web.AppRunner | None = None

    @property
    def secreto(self) -> str:
        """El que se registra ante Telegram: el primero."""
        return self._opciones.secretos[0]

    def aplicacion(self) -> web.Application:
        """Las rutas."""
        aplicacion = web.Application(client_max_size=CUERPO_MAXIMO)
        aplicacion.router.add_post("/telegram", self._telegram)
        aplicacion.router.add_get("/healthz", self._vivo)
        aplicacion.router.add_get("/readyz", self._listo)
        aplicacion.router.add_get("/metrics", self._metricas)
        return aplicacion

    async def atender(self, enlace: socket.socket) -> None:
        """Empieza a atender en un puerto ya ligado (``ligar``)."""
        self._corredor = web.AppRunner(
            self.aplicacion(), access_log=None, shutdown_timeout=PLAZO, lingering_time=SIN_LEER
        )
        await self._corredor.setup()
        await web.SockSite(self._corredor, enlace).start()

    async def parar(self) -> None:
        """Rechaza lo nuevo con 503, termina lo que está en curso y cierra el puerto."""
        self._parando = True
        if self._corredor is not None:
            await self._corredor.cleanup()

    async def _telegram(self, pedido: web.Request) -> web.Response:
        dicho = pedido.headers.get(CABECERA, "").encode("utf-8", "replace")
        # Se comparan todos siempre: el tiempo no dice cuál se parecía.
        iguales = [hmac.compare_digest(dicho, secreto) for secreto in self._secretos]
        if not any(iguales):
            return web.Response(status=403)
        if self._parando:
            return web.Response(status=503, headers={"Retry-After": "1"})
        if pedido.content_length is not None and pedido.content_length > CUERPO_MAXIMO:
            return web.Response(status=413)
        try:
            # Al pasar del tope, aiohttp contesta 413 por su cuenta.
            crudo = json.loads(await pedido.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        desenlace = await self._recepcion.recibir(crudo)
        if desenlace is Desenlace.SIN_BASE:
            return web.Response(status=503, headers={"Retry-After": "2"})
        return web.Response(status=400 if desenlace is Desenlace.ILEGIBLE else 200)

    async def _vivo(self, _: web.Request) -> web.Response:
        return web.json_response({"vivo": True})

    async def _listo(self, _: web.Request) -> web.Response:
        estado: dict[str, object] = {"base": await self._revisar(self._escribe)}
        for nombre, revision in self._opciones.revisiones.items():
            estado[nombre] = await self._revisar(revision)
        estado["cola"] = await self._revisar(self._cola_al_dia)
        listo = all(estado.values()) and not self._parando
        return web.json_response({"listo": listo, **estado}, status=200 if listo else 503)

    async def _metricas(self, _: web.Request) -> web.Response:
        with suppress(ErrorDominio, TimeoutError):
            await asyncio.wait_for(self._entorno.taller.hacer(self._contar_cola), SEGUNDOS_DE_REVISION)
        texto = self._entorno.metricas.texto()
        return web.Response(body=texto, headers={"Content-Type": TIPO_DE_CONTENIDO})

    async def _revisar(self, revision: Revision) -> bool:
        try:
            return await asyncio.wait_for(self._entorno.taller.hacer(revision), SEGUNDOS_DE_REVISION)
        except Exception:  # noqa: BLE001 - cualquier fallo de la revisión es la respuesta: no está listo
            return False

    def _escribe(self) -> bool:
        """Escritura de prueba: toma el candado, inserta y deshace."""
        with self._entorno.almacen.unidad() as unidad:
            unidad.entrantes.anotar(UPDATE_DE_PRUEBA, None, self._ahora())
        return True

    def _cola_al_dia(self) -> bool:
        return self._contar_cola() <= self._opciones.cola_maxima

    def _contar_cola(self) -> int:
        with self._entorno.almacen.lectura() as unidad:
            pendientes = unidad.salidas.pendientes()
        self._entorno.metricas.por_enviar.set(pendientes)
        return pendientes

    def _ahora(self) -> datetime:
        return self._entorno.reloj.ahora()


def ligar(puerto: int, anfitrion: str = "0.0.0.0") -> socket.socket:  # noqa: S104 - el webhook es público
    """Puerto ligado y escuchando; con 0, uno libre.

    Se liga antes de registrar el webhook: con el puerto tomado, el proceso moriría dejando a
    Telegram apuntando a nadie.

    Raises:
        ErrorDeEntorno: el puerto está en uso o no se puede abrir.
    """
    enlace = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        enlace.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        enlace.bind((anfitrion, puerto))
        enlace.listen(128)
        enlace.setblocking(False)
    except OSError as error:
        enlace.close()
        raise ErrorDeEntorno(
            f"No se pudo abrir el puerto {puerto} ({error.strerror}): libérelo o cambie ASISTENTE_PUERTO."
        ) from error
    return enlace


class RecepcionPorWebhook:
    """El servidor con su puerto y su registro ante Telegram, en ese orden.

    Args:
        url: dirección pública completa, con ``/telegram``.
        enlace: puerto ya ligado (``ligar``).
    """

    def __init__(
        self, servidor: ServidorWebhook, cliente: ClienteTelegram, url: str, enlace: socket.socket
    ) -> None:
        self._servidor = servidor
        self._cliente = cliente
        self._url = url
        self._enlace = enlace

    async def correr(self) -> None:
        """Atiende, registra la dirección y sigue hasta que la cancelen.

        Raises:
            ErrorDeEntorno: Telegram no acepta la dirección.
        """
        await self._servidor.atender(self._enlace)
        await registrar_webhook(self._cliente, self._url, self._servidor.secreto)
        await asyncio.Event().wait()

    async def parar(self) -> None:
        """Termina lo que está en curso. El registro se queda: lo que llegue espera en Telegram."""
        await self._servidor.parar()


async def registrar_webhook(cliente: ClienteTelegram, url: str, secreto: str) -> None:
    """Le dice a Telegram a dónde entregar; no descarta lo pendiente.

    Raises:
        ErrorDeEntorno: Telegram no acepta la dirección.
    """
    parametros = {
        "url": url,
        "secret_token": secreto,
        "allowed_updates": list(UPDATES_PERMITIDOS),
        "max_connections": CONEXIONES,
        "drop_pending_updates": False,
    }
    try:
        await cliente.llamar("setWebhook", parametros)
    except TelegramError as error:
        raise ErrorDeEntorno(
            f"Telegram no aceptó la dirección del webhook ({error}): revise ASISTENTE_WEBHOOK_URL."
        ) from error
