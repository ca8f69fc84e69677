"""Hilos contados donde corre lo síncrono: la base y el dominio no conocen asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Taller:
    """Corre funciones síncronas sin detener el bucle.

    Args:
        hilos: cuántas a la vez. Con SQLite, uno: hay un solo escritor y varios hilos solo se
            estorban esperando su candado. Con PostgreSQL, tantos como conexiones.
    """

    def __init__(self, hilos: int) -> None:
        self._hilos = ThreadPoolExecutor(max_workers=hilos, thread_name_prefix="taller")

    async def hacer(self, funcion: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Resultado de la función, corrida en un hilo del taller."""
        if kwargs:
            return await asyncio.get_running_loop().run_in_executor(
                self._hilos, lambda: funcion(*args, **kwargs)
            )
        return await asyncio.get_running_loop().run_in_executor(self._hilos, funcion, *args)

    def cerrar(self) -> None:
        """Espera lo que esté corriendo y suelta los hilos."""
        self._hilos.shutdown(wait=True)
