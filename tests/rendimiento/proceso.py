"""Procesos que se miden: fijados a un núcleo, con su CPU y su memoria leídas del sistema."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

RAIZ = Path(__file__).resolve().parents[2]
PACIENCIA = 30.0


def nucleos() -> tuple[int, int]:
    """Núcleo de quien mide y núcleo de lo medido; el mismo si solo hay uno."""
    hay = sorted(os.sched_getaffinity(0))
    return hay[0], hay[-1]


class Proceso:
    """Un módulo de Python corriendo aparte, que imprime una línea al estar listo.

    Args:
        modulo: se corre con ``python -m``.
        entorno: variables que se agregan.
    """

    def __init__(self, modulo: str, argumentos: Sequence[str] = (), **entorno: str) -> None:
        self._orden = [sys.executable, "-m", modulo, *argumentos]
        self._entorno: Mapping[str, str] = {**os.environ, "PTB_TIMEDELTA": "1", **entorno}

    async def __aenter__(self) -> Self:
        _, nucleo = nucleos()
        self.hijo = subprocess.Popen(
            self._orden, cwd=RAIZ, env=dict(self._entorno), stdout=subprocess.PIPE, text=True
        )
        os.sched_setaffinity(self.hijo.pid, {nucleo})
        try:
            async with asyncio.timeout(PACIENCIA):
                self.dijo = await asyncio.to_thread(self._primera_linea)
                await self._hasta_que_atienda()
        except TimeoutError:
            self.matar()
            raise
        return self

    async def __aexit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        self.matar()

    def _primera_linea(self) -> str:
        assert self.hijo.stdout is not None
        return self.hijo.stdout.readline().strip()

    async def _hasta_que_atienda(self) -> None:
        """Si lo que dijo es un puerto, espera a que reciba conexiones."""
        while self.dijo.isdecimal():
            with contextlib.suppress(ConnectionError):
                _, escritor = await asyncio.open_connection("127.0.0.1", int(self.dijo))
                escritor.close()
                return
            await asyncio.sleep(0.02)

    def matar(self) -> None:
        """Lo mata sin aviso y espera que muera; se puede repetir."""
        with contextlib.suppress(ProcessLookupError):
            self.hijo.send_signal(signal.SIGKILL)
        self.hijo.wait()
        if self.hijo.stdout is not None:
            self.hijo.stdout.close()

    def cpu(self) -> float:
        """Segundos de CPU de todos sus hilos hasta ahora."""
        carpeta = Path(f"/proc/{self.hijo.pid}/task")
        hilos = [hilo / "schedstat" for hilo in carpeta.iterdir()]
        return sum(int(hilo.read_text().split()[0]) for hilo in hilos) / 1e9

    def megas(self) -> float:
        """Memoria residente, en MB."""
        for linea in Path(f"/proc/{self.hijo.pid}/status").read_text().splitlines():
            if linea.startswith("VmRSS"):
                return int(linea.split()[1]) / 1024
        return 0.0
