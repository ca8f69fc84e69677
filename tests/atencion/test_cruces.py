"""Cuándo lo escrito a mitad de un reporte es otra cosa, y cuándo trae el valor que se pide."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.atencion.cruces import interrumpe, valor_para
from bot.dialogos.avance import AVANCE
from bot.dialogos.ejecucion import EJECUCION
from bot.motor.avanzar import Encaje
from dominio.modelo.entendido import Entendido, Intencion
from dominio.modelo.objeto import Objeto
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje

A5 = Objeto("actividad", "A-005", "Comprar equipos", 5)
A7 = Objeto("actividad", "A-007", "Pintar", 7)
ACTUAL = "actividad:5"
CUARENTA = Porcentaje.de(40)


def _dice(frase: str, intencion: Intencion, *objetos: Objeto, **mas: object) -> Entendido:
    return Entendido(frase, intencion, objetos, **mas)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entendido", "interrumpe_libre", "interrumpe_ninguno"),
    [
        (_dice("llovió mucho", Intencion.NADA), False, False),
        (_dice("gracias", Intencion.GRACIAS), False, False),
        (_dice("hola", Intencion.SALUDO), False, False),
        (_dice("¿cómo va educación?", Intencion.CONSULTAR_ESTADO), True, True),
        (_dice("mis actividades", Intencion.MIS_ACTIVIDADES), True, True),
        (_dice("el estado de la vía impidió trabajar", Intencion.CONSULTAR_ESTADO), False, True),
        (_dice("cómo " + "se hizo " * 10, Intencion.CONSULTAR_ESTADO), False, True),
        (_dice("la 7 va en 40", Intencion.REPORTAR_AVANCE, A7, porcentaje=CUARENTA), True, True),
        (_dice("la 5 va en 40", Intencion.REPORTAR_AVANCE, A5, porcentaje=CUARENTA), False, False),
        (_dice("avanzamos con la 7", Intencion.REPORTAR_AVANCE, A7), False, True),
        (
            _dice("se pintaron 40 de 80 aulas", Intencion.REPORTAR_AVANCE, A7, cantidad=Decimal(40)),
            False,
            True,
        ),
        (_dice("A-007 40", Intencion.REPORTAR_AVANCE, A7, porcentaje=CUARENTA), True, True),
        (_dice("-7", Intencion.CONSULTAR_ESTADO, A7), False, False),
        (_dice("resumen", Intencion.CONSULTAR_ESTADO), True, False),
        (_dice("sin novedad en la 7", Intencion.SIN_NOVEDAD, A7), True, True),
        (_dice("sin novedad", Intencion.SIN_NOVEDAD), False, True),
        (_dice("recuérdame mañana", Intencion.POSPONER), True, True),
        (_dice("seguimos mañana con la obra", Intencion.POSPONER), False, True),
    ],
)
def test_interrumpe_solo_lo_inequivoco_donde_cabe_cualquier_texto(
    entendido: Entendido, interrumpe_libre: bool, interrumpe_ninguno: bool
) -> None:
    """Un relato que suena a consulta es la respuesta; una pregunta o una orden corta, no."""
    assert interrumpe(entendido, Encaje.LIBRE, ACTUAL) is interrumpe_libre
    assert interrumpe(entendido, Encaje.NINGUNO, ACTUAL) is interrumpe_ninguno


@pytest.mark.parametrize(
    ("paso", "entendido", "valor"),
    [
        ("porcentaje", _dice("ya va en 40", Intencion.REPORTAR_AVANCE, porcentaje=CUARENTA), "40\xa0%"),
        ("porcentaje", _dice("la 5 va en 40", Intencion.REPORTAR_AVANCE, A5, porcentaje=CUARENTA), "40\xa0%"),
        ("porcentaje", _dice("la 7 va en 40", Intencion.REPORTAR_AVANCE, A7, porcentaje=CUARENTA), ""),
        ("cantidad", _dice("14 de 24", Intencion.REPORTAR_AVANCE, cantidad=Decimal(14)), "14"),
        ("porcentaje", _dice("14 de 24", Intencion.REPORTAR_AVANCE, cantidad=Decimal(14)), ""),
        ("logro", _dice("ya va en 40", Intencion.REPORTAR_AVANCE, porcentaje=CUARENTA), ""),
        ("porcentaje", _dice("por qué 40", Intencion.EXPLICAR, porcentaje=CUARENTA), ""),
    ],
)
def test_valor_de_una_frase_para_la_pregunta_de_ahora(paso: str, entendido: Entendido, valor: str) -> None:
    """«Ya va en 40» contesta la pregunta del porcentaje; si nombra otra actividad, no."""
    assert valor_para(AVANCE.paso(paso), entendido, ACTUAL) == valor


def test_valor_de_un_gasto_para_la_pregunta_de_ahora() -> None:
    """«Pagamos 1,2 millones» contesta cuánto; en el resumen no hay nada que contestar."""
    dicho = _dice("pagamos 1,2 millones", Intencion.REPORTAR_EJECUCION, monto=Pesos.de("1200000"))

    assert valor_para(EJECUCION.paso("valor"), dicho, ACTUAL).endswith("1.200.000,00")
    assert valor_para(None, dicho, ACTUAL) == ""
