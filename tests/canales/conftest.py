"""Telegram local y canal completo para cada prueba."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.simulador import TelegramLocal
from tests.canales.banco import Banco


@pytest.fixture
async def tg() -> AsyncIterator[TelegramLocal]:
    """Servidor del Bot API nuevo, en un puerto libre."""
    async with TelegramLocal() as local:
        yield local


@pytest.fixture
async def banco(tg: TelegramLocal, url_sqlite: str, tmp_path: Path) -> AsyncIterator[Banco]:
    """El canal, con el cartero andando."""
    async with Banco(url_sqlite, tg.url, tg.token, tmp_path) as armado:
        yield armado
