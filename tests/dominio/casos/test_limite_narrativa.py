"""El límite de lo narrado es un ajuste de la entidad: avisa, y nunca impide reportar."""

from __future__ import annotations

import pytest

from dominio.casos.entidades import ajustar_limite_narrativa
from dominio.casos.reportar import DatosAvance, Narrado, ValorAvance, registrar_avance, revisar_avance
from dominio.errores import EntradaInvalida, PermisoDenegado
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import Mundo

LARGO = Narrado(logro="Se fundió la placa. " * 20)


def _reglas(mundo: Mundo) -> list[str]:
    with mundo.como("hector") as ctx:
        revision = revisar_avance(ctx, mundo.actividad("A-001").id, ValorAvance(Porcentaje.de(70)))
    return [hallazgo.regla for hallazgo in revision.advertencias(LARGO)]


def test_el_limite_avisa_y_deja_reportar(mundo: Mundo) -> None:
    """Sin límite no dice nada; con él avisa; quitado, otra vez nada. Cada cambio queda en la traza."""
    assert "R36" not in _reglas(mundo)
    with mundo.como("planeacion") as ctx:
        mundo.entidad = ajustar_limite_narrativa(ctx, 225)
    assert mundo.entidad.limite_narrativa == 225
    assert "R36" in _reglas(mundo)
    with mundo.como("hector") as ctx:
        actividad = mundo.actividad("A-001").id
        valor = ValorAvance(Porcentaje.de(70))
        assert registrar_avance(ctx, DatosAvance("k1", actividad, valor, logro=LARGO.logro)).folio

    with mundo.como("planeacion") as ctx:
        mundo.entidad = ajustar_limite_narrativa(ctx, None)
        ajustar_limite_narrativa(ctx, None)
    assert "R36" not in _reglas(mundo)
    assert [a.despues for a in mundo.traza("ajustar_entidad")] == [
        {"limite_narrativa": None},
        {"limite_narrativa": 225},
    ]


@pytest.mark.parametrize("limite", [0, 49, 2_001])
def test_limite_imposible(mundo: Mundo, limite: int) -> None:
    """De 50 a 2.000 caracteres."""
    with mundo.como("planeacion") as ctx, pytest.raises(EntradaInvalida):
        ajustar_limite_narrativa(ctx, limite)


def test_el_limite_no_lo_ajusta_quien_reporta(mundo: Mundo) -> None:
    """Es un dato de la entidad."""
    with mundo.como("hector") as ctx, pytest.raises(PermisoDenegado):
        ajustar_limite_narrativa(ctx, 225)
