"""La escena de las pruebas, en cada base de verdad."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.recordatorios.plan_chico import Escena, escena


@pytest.fixture(params=["sqlite", "postgres"])
def lugar(request: pytest.FixtureRequest) -> Iterator[Escena]:
    """Una entidad en cada base de verdad."""
    with escena(request.getfixturevalue(f"url_{request.param}")) as abierta:
        yield abierta
