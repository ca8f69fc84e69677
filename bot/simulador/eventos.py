"""Avisos de lo que pasa en el mundo: los leen la página (SSE) y las esperas de las pruebas."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from bot.simulador.tipos import Objeto

T = TypeVar("T")


class Avisos:
    """Reparte cada evento a todos los suscritos y despierta a quien espera una condición."""

    def __init__(self) -> None:
        """Sin suscritos y con la cuenta en cero."""
        self.ultimo = 0
        self.cerrado = False
        self._buzones: list[asyncio.Queue[Objeto | None]] = []
        self._cambio = asyncio.Event()

    def emitir(self, tipo: str, **datos: object) -> int:
        """Publica un evento y devuelve su número, que crece de uno en uno."""
        self.ultimo += 1
        evento: Objeto = {"numero": self.ultimo, "tipo": tipo, **datos}
        for buzon in self._buzones:
            buzon.put_nowait(evento)
        self._despertar()
        return self.ultimo

    def _despertar(self) -> None:
        cambio, self._cambio = self._cambio, asyncio.Event()
        cambio.set()

    @contextmanager
    def suscribir(self) -> Iterator[asyncio.Queue[Objeto | None]]:
        """Buzón con los eventos desde ahora; un ``None`` anuncia el cierre."""
        buzon: asyncio.Queue[Objeto | None] = asyncio.Queue()
        if self.cerrado:
            buzon.put_nowait(None)
        self._buzones.append(buzon)
        try:
            yield buzon
        finally:
            self._buzones.remove(buzon)

    async def esperar(self, mirar: Callable[[], T | None], segundos: float) -> T:
        """Devuelve lo primero que ``mirar`` encuentre; ``TimeoutError`` si no llega a tiempo."""
        async with asyncio.timeout(segundos):
            while True:
                cambio = self._cambio
                hallado = mirar()
                if hallado is not None:
                    return hallado
                await cambio.wait()

    def cerrar(self) -> None:
        """Despide a los suscritos; los que lleguen después se despiden de una vez."""
        self.cerrado = True
        for buzon in self._buzones:
            buzon.put_nowait(None)
        self._despertar()
