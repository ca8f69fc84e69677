"""Recibir preguntando: nuestro propio bucle de ``getUpdates``.

El ``offset`` que se manda es la confirmación: Telegram olvida todo lo anterior. Por eso avanza
solo sobre lo que ya quedó guardado. Lo que llega otra vez mientras se procesa se reconoce por su
número; nunca por «mayor que el último», porque Telegram reinicia la numeración.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress

from telegram.error import Conflict, EndPointNotFound, InvalidToken, TelegramError

from bot.canales.cliente import UPDATES_PERMITIDOS, ClienteTelegram, token_rechazado
from bot.canales.errores import ErrorDeEntorno, FrenoPedido
from bot.canales.recepcion import Desenlace, Recepcion

BITACORA = logging.getLogger("asistente.canales")
CONSULTA_LARGA = 30
MARGEN = 10.0
LOTE = 100
# Con algo sin terminar se vuelve a preguntar a este paso: los demás chats no esperan.
RONDA = 0.5
ESPERA_MAXIMA = 30.0


class Sondeo:
    """Pregunta, procesa y confirma.

    Args:
        consulta: segundos que Telegram retiene la pregunta si no hay nada nuevo.
    """

    def __init__(
        self, cliente: ClienteTelegram, recepcion: Recepcion, *, consulta: int = CONSULTA_LARGA
    ) -> None:
        self._cliente = cliente
        self._recepcion = recepcion
        self._consulta = consulta
        self._vistos: dict[int, asyncio.Task[Desenlace]] = {}
        self._perdidos: set[int] = set()
        self._parando = asyncio.Event()

    async def correr(self) -> None:
        """Recibe hasta que lo paren. Sin red no muere: espera de 1 a 30 segundos y vuelve.

        Raises:
            ErrorDeEntorno: otro proceso ya recibe con este token, hay un webhook o el token no sirve.
        """
        fallas = 0
        while not self._parando.is_set():
            try:
                sin_base = await self._ronda()
            except (Conflict, InvalidToken, EndPointNotFound) as error:
                raise _sin_remedio(error) from error
            except TelegramError as error:
                fallas += 1
                BITACORA.warning("sondeo_sin_red", extra={"motivo": str(error)})
                pedido = error.segundos if isinstance(error, FrenoPedido) else 0.0
                await self._dormir(max(pedido, _espera(fallas)))
                continue
            fallas = fallas + 1 if sin_base else 0
            if sin_base:
                await self._dormir(_espera(fallas))

    async def parar(self, plazo: float = 3.0) -> None:
        """Deja de preguntar, espera lo que está en curso y confirma lo que quedó guardado."""
        self._parando.set()
        if self._vistos:
            await asyncio.wait(self._vistos.values(), timeout=plazo)
        offset = self._confirmable()
        if offset is not None:
            # Si no llega, Telegram lo entrega otra vez y se reconoce como repetido.
            with suppress(TelegramError, TimeoutError):
                await asyncio.wait_for(self._pedir(offset, 0, 1), 1.0)

    async def _ronda(self) -> bool:
        """Una pregunta y su proceso; ``True`` si hay updates que la base no recibió."""
        pendientes = [tarea for tarea in self._vistos.values() if not tarea.done()]
        crudos = await self._preguntar(0 if pendientes else self._consulta)
        # Antes de empezar lo nuevo: lo perdido de una persona va primero.
        self._anotar_perdidos()
        nuevas = self._empezar(crudos)
        if nuevas or pendientes:
            await asyncio.wait([*nuevas, *pendientes], timeout=RONDA)
        return self._anotar_perdidos()

    async def _preguntar(self, segundos: int) -> list[Mapping[str, object]]:
        """``getUpdates`` desde lo primero sin guardar; se abandona si hay que parar."""
        offset = self._confirmable()
        pregunta = asyncio.ensure_future(self._pedir(offset, segundos, LOTE))
        parada = asyncio.ensure_future(self._parando.wait())
        try:
            await asyncio.wait([pregunta, parada], return_when=asyncio.FIRST_COMPLETED)
            if not pregunta.done():
                return []
            crudos = pregunta.result()
        finally:
            for tarea in (pregunta, parada):
                tarea.cancel()
            with suppress(asyncio.CancelledError, TelegramError):
                await pregunta
        self._olvidar(offset, crudos)
        return crudos

    async def _pedir(self, offset: int | None, segundos: int, limite: int) -> list[Mapping[str, object]]:
        parametros: dict[str, object] = {
            "timeout": segundos,
            "limit": limite,
            "allowed_updates": list(UPDATES_PERMITIDOS),
        }
        if offset is not None:
            parametros["offset"] = offset
        crudos = await self._cliente.llamar("getUpdates", parametros, lectura=segundos + MARGEN)
        return [crudo for crudo in crudos if isinstance(crudo, dict)]

    def _empezar(self, crudos: list[Mapping[str, object]]) -> list[asyncio.Task[Desenlace]]:
        nuevas = []
        for crudo in crudos:
            numero = crudo.get("update_id")
            if isinstance(numero, int) and (numero not in self._vistos or numero in self._perdidos):
                tarea = asyncio.create_task(self._recepcion.recibir(crudo))
                self._vistos[numero] = tarea
                self._perdidos.discard(numero)
                nuevas.append(tarea)
        return nuevas

    def _confirmable(self) -> int | None:
        """El primer update sin guardar o, si todos lo están, el que sigue al último."""
        if not self._vistos:
            return None
        abiertos = {numero for numero, tarea in self._vistos.items() if not tarea.done()}
        return min(abiertos | self._perdidos, default=max(self._vistos) + 1)

    def _olvidar(self, offset: int | None, crudos: list[Mapping[str, object]]) -> None:
        """Lo confirmado no vuelve, y lo que se pidió otra vez y no vino ya lo descartó Telegram."""
        llegados = {crudo.get("update_id") for crudo in crudos}
        if len(crudos) < LOTE:
            self._perdidos.intersection_update(llegados)
        if offset is not None:
            for numero in [numero for numero in self._vistos if numero < offset]:
                del self._vistos[numero]

    def _anotar_perdidos(self) -> bool:
        """Lo que la base no recibió queda sin confirmar: Telegram lo entregará otra vez."""
        self._perdidos.update(
            numero
            for numero, tarea in self._vistos.items()
            if tarea.done() and (tarea.exception() is not None or tarea.result() is Desenlace.SIN_BASE)
        )
        return bool(self._perdidos)

    async def _dormir(self, segundos: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._parando.wait(), segundos)


def _espera(fallas: int) -> float:
    return min(ESPERA_MAXIMA, 1.5 ** (fallas - 1))


def _sin_remedio(error: TelegramError) -> ErrorDeEntorno:
    """El error de entorno que corresponde a un rechazo que no se arregla esperando."""
    if not isinstance(error, Conflict):
        return token_rechazado()
    if "webhook" in str(error).lower():
        return ErrorDeEntorno(
            "Telegram tiene registrado un webhook para este bot: quítelo con deleteWebhook, o ponga "
            "ASISTENTE_WEBHOOK_URL para recibir por webhook."
        )
    return ErrorDeEntorno(
        "Otro proceso ya está recibiendo los mensajes de este bot: deje uno solo, o use webhook para "
        "tener varias réplicas."
    )
