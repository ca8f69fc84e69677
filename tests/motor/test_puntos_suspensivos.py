"""Lo recortado al final de una frase no lleva, además, el punto de la frase."""

from __future__ import annotations

from bot.textos.marcado import armar, recortar


def test_lo_recortado_no_lleva_otro_punto() -> None:
    """«… rural….» se escribe «… rural…»; lo que cabe entero conserva su punto."""
    assert armar("Listo: %(que)s.", que=recortar("Mejorar la vía rural", 10)) == "Listo: Mejorar l…"
    assert armar("Listo: %(que)s.", que=recortar("Mejorar", 10)) == "Listo: Mejorar."
