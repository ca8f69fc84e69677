"""El servicio tal como se instala; al quedar listo dice qué módulos pesados cargó."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from pydantic import SecretStr

from bot.ajustes import Ajustes
from bot.armado.servicio import Andando, servir

PESADOS = ("openpyxl", "matplotlib", "pandas", "dateparser", "alembic", "aiogram", "telegram.ext", "uvicorn")


def _listo(_: Andando) -> None:
    cargados = [nombre for nombre in PESADOS if nombre in sys.modules]
    sys.stdout.write(f"listo {','.join(cargados)}\n")
    sys.stdout.flush()


def main() -> None:
    """``python -m tests.rendimiento.bot_entero API BASE DATOS``."""
    api, base, datos = sys.argv[1:]
    token = SecretStr("123456:" + "x" * 30)
    ajustes = Ajustes(token=token, telegram_api=api, base=SecretStr(base), datos=Path(datos))
    asyncio.run(servir(ajustes, asyncio.Event(), al_estar_listo=_listo))


if __name__ == "__main__":
    main()
