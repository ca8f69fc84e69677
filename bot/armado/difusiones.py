"""El tic que cuenta cómo van las difusiones mientras el proceso atiende."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from bot.armado.herramientas import Herramientas
from bot.dialogos.difusion import redactar_avance
from recordatorios.difusion import CADA_SEGUNDOS, AvanceDeDifusiones
from recordatorios.resultado import ResultadoBarrido
from recordatorios.tictac import TicTac


@asynccontextmanager
async def contando_difusiones(
    herramientas: Herramientas, despertar: Callable[[], None]
) -> AsyncIterator[None]:
    """Mientras dure, edita el avance de las que salen e informa de las que terminan.

    Si no hay ninguna saliendo, cada tic cuesta una consulta.
    """
    avance = AvanceDeDifusiones(herramientas.almacen, redactar_avance)
    lazo = asyncio.get_running_loop()

    def mirar(ahora: datetime) -> ResultadoBarrido:
        if avance.correr(ahora):
            lazo.call_soon_threadsafe(despertar)
        return ResultadoBarrido()

    tictac = TicTac(mirar, herramientas.reloj, CADA_SEGUNDOS)
    tictac.iniciar()
    try:
        yield
    finally:
        await asyncio.to_thread(tictac.detener)
