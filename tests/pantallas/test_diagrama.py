"""El diagrama sale de la declaración del diálogo."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as Arbol

import pytest

from bot.dialogos.avance import AVANCE
from bot.motor.dialogo import Dialogo
from bot.ordenes.asistente import DIALOGOS
from bot.pantallas.diagrama import condicion_de, dibujar, nombre_de

_SVG = "{http://www.w3.org/2000/svg}"


def _cajas(dialogo: Dialogo) -> list[str]:
    raiz = Arbol.fromstring(dibujar(dialogo).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))  # noqa: S314 - lo acabamos de escribir
    return [str(caja.get("class")) for caja in raiz.iter(f"{_SVG}rect")]


@pytest.mark.parametrize("nombre", sorted(DIALOGOS))
def test_diagrama_tiene_una_caja_por_pregunta(nombre: str) -> None:
    """Cada pregunta, el resumen y el cierre; las opcionales se distinguen."""
    dialogo = DIALOGOS[nombre]
    esperadas = ["opcional" if paso.opcional else "paso" for paso in dialogo.pasos]

    assert _cajas(dialogo) == [*esperadas, "resumen", "fin"]


@pytest.mark.parametrize("nombre", sorted(DIALOGOS))
def test_diagrama_dice_las_condiciones(nombre: str) -> None:
    """Lo que solo se pregunta a veces dice cuándo, sin nombres de código."""
    for paso in DIALOGOS[nombre].pasos:
        assert "_" not in condicion_de(paso) + nombre_de(paso)
        assert "lambda" not in condicion_de(paso)


def test_diagrama_cambia_con_el_dialogo() -> None:
    """Una pregunta menos es una caja menos: nada está dibujado a mano."""
    assert len(_cajas(replace(AVANCE, pasos=AVANCE.pasos[:3]))) == 5
