"""``asistente demo`` en su propio proceso, con su carpeta temporal a la vista de la prueba."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

RAIZ = Path(__file__).parents[2]
ARRANQUE = 90.0


class Demo:
    """El programa andando; se usa con ``async with``, que al salir lo termina si sigue vivo.

    Attributes:
        url: dirección de la página, terminada en «/».
        libro: el libro de muestra que anunció.
        temporal: donde el programa crea su carpeta; la prueba mira que la borre.
    """

    def __init__(self, temporal: Path, *argumentos: str) -> None:
        self.temporal = temporal
        self.url = ""
        self.libro = Path()
        self._argumentos = argumentos or ("--puerto", "0")
        self._proceso: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        self.temporal.mkdir(exist_ok=True)
        with (self.temporal.parent / "errores.txt").open("ab") as errores:
            self._proceso = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "demo", "--sin-navegador", *self._argumentos,
                cwd=self.temporal.parent,
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(RAIZ), "TMPDIR": str(self.temporal)},
                stdout=asyncio.subprocess.PIPE, stderr=errores,
            )  # fmt: skip
        return self

    async def __aexit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        if self._vivo.returncode is None:
            self._vivo.kill()
        await self._vivo.wait()

    @property
    def _vivo(self) -> asyncio.subprocess.Process:
        assert self._proceso is not None
        return self._proceso

    async def anuncio(self) -> list[str]:
        """Las dos primeras líneas: la dirección y el libro de muestra."""
        lineas = [await self._linea(), await self._linea()]
        self.url = lineas[0].removeprefix("Chat: ")
        self.libro = Path(lineas[1].partition(": ")[2])
        return lineas

    async def terminar(self, plazo: float) -> int:
        """SIGTERM; el código de salida. ``TimeoutError`` si no termina en ``plazo`` segundos."""
        self._vivo.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self._vivo.wait(), plazo)

    async def codigo(self) -> int:
        """Espera a que salga por su cuenta."""
        return await asyncio.wait_for(self._vivo.wait(), ARRANQUE)

    def errores(self) -> str:
        """Lo que escribió en la salida de errores."""
        return (self.temporal.parent / "errores.txt").read_text(encoding="utf-8")

    async def _linea(self) -> str:
        assert self._vivo.stdout is not None
        leida = await asyncio.wait_for(self._vivo.stdout.readline(), ARRANQUE)
        assert leida, f"la demostración no anunció nada: {self.errores()}"
        return leida.decode().rstrip("\n")
