"""El asistente de verdad en su proceso (``asistente servir``) contra el Telegram local de la prueba."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from bot.simulador.prueba import TelegramLocal

RAIZ = Path(__file__).parents[2]
PACIENCIA = 60.0


class Servicio:
    """Un proceso que se puede matar y volver a lanzar."""

    def __init__(self, telegram: TelegramLocal, url: str, datos: Path) -> None:
        self._telegram = telegram
        self._datos = datos
        self._ambiente = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(RAIZ),
            "ASISTENTE_TOKEN": telegram.token,
            "ASISTENTE_TELEGRAM_API": telegram.url,
            "ASISTENTE_BASE": url,
            "ASISTENTE_DATOS": str(datos),
            "ASISTENTE_NIVEL_LOG": "WARNING",
        }
        self._proceso: asyncio.subprocess.Process | None = None

    async def lanzar(self) -> None:
        """Arranca y espera a que esté sondeando."""
        await self._telegram.espera_sondeo(activo=False, segundos=PACIENCIA)
        with (self._datos / "servicio.log").open("ab") as bitacora:
            self._proceso = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "servir",
                cwd=self._datos, env=self._ambiente, stdout=bitacora, stderr=bitacora,
            )  # fmt: skip
        await self._telegram.espera_sondeo(segundos=PACIENCIA)

    async def matar(self) -> None:
        """SIGKILL, sin aviso."""
        await self._terminar(signal.SIGKILL)

    async def detener(self) -> int:
        """SIGTERM; devuelve el código de salida."""
        return await self._terminar(signal.SIGTERM)

    async def _terminar(self, senal: signal.Signals) -> int:
        assert self._proceso is not None
        if self._proceso.returncode is None:
            self._proceso.send_signal(senal)
        return await asyncio.wait_for(self._proceso.wait(), PACIENCIA)

    def bitacora(self) -> str:
        """Lo que escribió el proceso, para explicar una falla."""
        return (self._datos / "servicio.log").read_text(encoding="utf-8")[-4000:]
