"""El servicio entero: recibe, envía y se apaga en orden y a tiempo."""

from __future__ import annotations

import asyncio
import gc
import logging
from contextlib import suppress
from typing import Protocol

from telegram.error import TelegramError

from bot.canales.cartero import Cartero
from bot.canales.cliente import ClienteTelegram

BITACORA = logging.getLogger("asistente.canales")
ESPERA_MAXIMA = 30.0


class Receptor(Protocol):
    """Una manera de recibir: ``Sondeo`` o ``RecepcionPorWebhook``."""

    async def correr(self) -> None:
        """Recibe hasta que lo paren o lance ``ErrorDeEntorno``."""
        ...

    async def parar(self) -> None:
        """Termina lo que está en curso."""
        ...


async def abrir_con_paciencia(cliente: ClienteTelegram, parada: asyncio.Event) -> str | None:
    """Abre el cliente y devuelve el ``username``; sin red espera de 1 a 30 s y reintenta.

    ``None`` si se pidió parar antes de lograrlo.

    Raises:
        ErrorDeEntorno: el token no sirve.
    """
    espera = 1.0
    while not parada.is_set():
        try:
            return await cliente.abrir()
        except TelegramError as error:
            BITACORA.warning("telegram_sin_red", extra={"motivo": str(error)})
        with suppress(TimeoutError):
            await asyncio.wait_for(parada.wait(), espera)
        espera = min(ESPERA_MAXIMA, espera * 1.5)
    return None


async def servir(cartero: Cartero, receptor: Receptor, parada: asyncio.Event) -> None:
    """Recibe y envía hasta que se pida parar; termina en menos de diez segundos.

    Primero deja de recibir, después termina de enviar lo que está saliendo y por último anota en
    la base en qué quedó cada envío.

    Raises:
        ErrorDeEntorno: no se puede recibir.
    """
    # Lo cargado hasta aquí vive lo que viva el proceso: que el recolector no lo recorra cada vez.
    gc.collect()
    gc.freeze()
    envia = asyncio.create_task(cartero.correr())
    recibe = asyncio.create_task(receptor.correr())
    pedida = asyncio.create_task(parada.wait())
    try:
        await asyncio.wait([envia, recibe, pedida], return_when=asyncio.FIRST_COMPLETED)
    finally:
        await receptor.parar()
        await cartero.cerrar()
        await envia
        for tarea in (recibe, pedida):
            if not tarea.done():
                tarea.cancel()
        await asyncio.wait([recibe, pedida])
    if not recibe.cancelled():
        recibe.result()
