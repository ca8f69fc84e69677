"""Hilos contados donde corre lo síncrono: la base y el dominio no conocen asyncio."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_Pedido = tuple[Callable[[], Any], "asyncio.Future[Any]"]
_Hecho = tuple["asyncio.Future[Any]", Any, BaseException | None]


class Taller:
    """Corre funciones síncronas sin detener el bucle.

    Es un puñado de hilos con una cola. Los resultados vuelven al bucle por tandas: con varias
    personas a la vez, un solo despertar entrega todo lo que esté listo.

    Args:
        hilos: cuántas a la vez. Con SQLite, uno: hay un solo escritor y varios hilos solo se
            estorban esperando su candado. Con PostgreSQL, tantos como conexiones.
    """

    def __init__(self, hilos: int) -> None:
        self._pedidos: SimpleQueue[_Pedido | None] = SimpleQueue()
        self._hechos: deque[_Hecho] = deque()
        self._avisado = False
        self._hilos = [Thread(target=self._trabajar, name=f"taller-{n}", daemon=True) for n in range(hilos)]
        for hilo in self._hilos:
            hilo.start()

    async def hacer(self, funcion: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Resultado de la función, corrida en un hilo del taller."""
        futuro: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._pedidos.put((partial(funcion, *args, **kwargs), futuro))
        return await futuro

    def cerrar(self) -> None:
        """Termina lo pedido y despide los hilos."""
        for _ in self._hilos:
            self._pedidos.put(None)
        for hilo in self._hilos:
            hilo.join()

    def _trabajar(self) -> None:
        while (pedido := self._pedidos.get()) is not None:
            funcion, futuro = pedido
            if futuro.cancelled():
                continue
            try:
                hecho: _Hecho = (futuro, funcion(), None)
            except BaseException as error:  # noqa: BLE001 - lo recibe quien pidió
                hecho = (futuro, None, error)
            self._hechos.append(hecho)
            if not self._avisado:
                self._avisado = True
                # Con el bucle ya cerrado no queda nadie esperando.
                with suppress(RuntimeError):
                    futuro.get_loop().call_soon_threadsafe(self._entregar)

    def _entregar(self) -> None:
        # Primero se baja la bandera: lo que termine desde aquí vuelve a avisar.
        self._avisado = False
        while self._hechos:
            futuro, resultado, error = self._hechos.popleft()
            if futuro.done():
                continue
            if error is not None:
                futuro.set_exception(error)
            else:
                futuro.set_result(resultado)
