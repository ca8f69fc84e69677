"""La galería se recorre una vez por proceso: todas las pruebas miran la misma."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.pantallas.galeria import Galeria
from bot.pantallas.montaje import montar_ensayo
from bot.pantallas.rondas import recorrer_todo


@pytest.fixture(scope="session")
def galeria(tmp_path_factory: pytest.TempPathFactory) -> Galeria:
    """Todas las pantallas sobre el plan de la demostración, en memoria."""
    return recorrer(tmp_path_factory.mktemp("pantallas"))


def recorrer(carpeta: Path) -> Galeria:
    """Un recorrido nuevo."""
    ensayo = montar_ensayo(carpeta)
    try:
        return recorrer_todo(ensayo)
    finally:
        ensayo.base.cerrar()
