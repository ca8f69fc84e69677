"""Si lo escrito puede ser la respuesta de la pregunta de ahora."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.motor.avanzar import Encaje, avanzar, encaja
from bot.motor.campos import Datos
from bot.motor.transicion import Efecto
from tests.motor.test_avanzar import AHORA, DIALOGO, _borrador


@pytest.mark.parametrize(
    ("respuestas", "texto", "encaje"),
    [
        ({}, "rojo", Encaje.RESPUESTA),
        ({}, "r", Encaje.RESPUESTA),
        ({}, "cómo va educación", Encaje.NINGUNO),
        ({}, "atrás", Encaje.ACCION),
        ({}, "Dejarlo para después.", Encaje.ACCION),
        ({"color": "r"}, "cómo va educación", Encaje.LIBRE),
        ({"color": "r"}, "🎉", Encaje.NINGUNO),
        ({"color": "v"}, "45", Encaje.RESPUESTA),
        ({"color": "v"}, "12.5", Encaje.RESPUESTA),  # pregunta cuál de las dos lecturas
        ({"color": "v"}, "la 12 va en 45", Encaje.NINGUNO),
        ({"color": "v", "cuanto": "10.00", "nota": "", "fotos": ""}, "confirmar", Encaje.ACCION),
        ({"color": "v", "cuanto": "10.00", "nota": "", "fotos": ""}, "cómo va salud", Encaje.NINGUNO),
    ],
)
def test_encaja_segun_la_pregunta(respuestas: dict[str, str], texto: str, encaje: Encaje) -> None:
    """Un número no es respuesta de un color; donde va texto casi todo sirve, y por eso se distingue."""
    assert encaja(DIALOGO, _borrador(**respuestas), texto, Datos(AHORA)) is encaje


def test_encaja_en_un_reporte_vencido_solo_lo_que_lo_retoma() -> None:
    """Pasado un día lo escrito ya no es la respuesta, aunque sirva; seguir y dejarlo, sí."""
    tarde = Datos(AHORA + timedelta(hours=25))

    assert encaja(DIALOGO, _borrador(), "rojo", tarde) is Encaje.NINGUNO
    assert encaja(DIALOGO, _borrador(), "seguir", tarde) is Encaje.ACCION
    assert encaja(DIALOGO, _borrador(), "dejarlo para después", tarde) is Encaje.ACCION


def test_dejarlo_para_despues_no_cambia_el_borrador() -> None:
    """El motor solo pide que se aplace: lo respondido queda como iba."""
    borrador = _borrador(color="r")

    avanzado = avanzar(DIALOGO, borrador, "dejarlo para después", Datos(AHORA))

    assert (avanzado.efecto, avanzado.borrador, avanzado.pantallas) == (Efecto.APLAZAR, borrador, ())
