"""Telegram local en un puerto libre y un cliente HTTP que le habla sin librería de bots."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.simulador import TelegramLocal
from tests.simulador.cliente import ClienteCrudo


@pytest.fixture
async def tg() -> AsyncIterator[TelegramLocal]:
    """Servidor nuevo para la prueba."""
    async with TelegramLocal() as local:
        yield local


@pytest.fixture
async def api(tg: TelegramLocal) -> AsyncIterator[ClienteCrudo]:
    """Llamadas JSON directas al Bot API de ese servidor."""
    async with ClienteCrudo(tg.url, tg.token) as cliente:
        yield cliente
