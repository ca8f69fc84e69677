"""Cómo se afirma que un texto se rechazó y por qué."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dominio.entender.numeros import Leido
from dominio.errores import EntradaInvalida


def pista_de(leer: Callable[[str], Leido], texto: str) -> str:
    """El código con que se rechaza el texto; todo rechazo trae un ejemplo."""
    with pytest.raises(EntradaInvalida) as error:
        leer(texto)
    assert error.value.datos["ejemplo"], "todo error lleva cómo se escribe"
    return error.value.pista
