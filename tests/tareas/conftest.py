"""La oficina de cada prueba, encendida, en SQLite; y la misma en PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.simulador.prueba import TelegramLocal
from tests.tareas.oficina import Oficina


@pytest.fixture
async def oficina(url_sqlite: str, tmp_path: Path) -> AsyncIterator[Oficina]:
    """El servicio en SQLite."""
    async with TelegramLocal() as telegram, Oficina(url_sqlite, tmp_path, telegram) as abierta:
        yield abierta


@pytest.fixture(params=["sqlite", "postgres"])
async def oficina_en_cada_base(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Oficina]:
    """El servicio en SQLite y en PostgreSQL."""
    url = str(request.getfixturevalue(f"url_{request.param}"))
    async with TelegramLocal() as telegram, Oficina(url, tmp_path, telegram) as abierta:
        yield abierta


@pytest.fixture
async def oficina_apagada(url_sqlite: str, tmp_path: Path) -> AsyncIterator[Oficina]:
    """La instalación sembrada, sin nadie atendiendo."""
    async with TelegramLocal() as telegram:
        apagada = Oficina(url_sqlite, tmp_path, telegram)
        yield apagada
        apagada.almacen.cerrar()
