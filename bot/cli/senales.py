"""Lo que atiende hasta que le piden parar: Ctrl+C o la señal de quien administra los procesos."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable


def hasta_que_paren(atender: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Corre ``atender`` con un evento que SIGINT y SIGTERM activan; vuelve cuando él termina."""

    async def correr() -> None:
        parada = asyncio.Event()
        lazo = asyncio.get_running_loop()
        for senal in (signal.SIGINT, signal.SIGTERM):
            lazo.add_signal_handler(senal, parada.set)
        await atender(parada)

    asyncio.run(correr())
