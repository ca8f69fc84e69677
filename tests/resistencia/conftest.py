"""Lo completo se corre cuando se pide (``pytest -m lento``); la suite normal corre la versión corta."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Salta lo de tamaño completo si nadie pidió lo lento."""
    pedido = str(config.getoption("markexpr"))
    if "lento" in pedido and "not lento" not in pedido:
        return
    for prueba in items:
        if "resistencia" in str(prueba.path) and prueba.get_closest_marker("lento"):
            prueba.add_marker(pytest.mark.skip(reason="tamaño completo: uv run pytest -m lento"))
