"""Actividades sin código: se reconocen en las guardadas y nadie pierde sus reportes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.ordenes.parecidos import mas_parecido
from dominio.modelo.importacion import ActividadConocida
from dominio.modelo.libro import FilaPlan
from dominio.reglas.emparejar import emparejar
from tests.dominio.reglas.fabrica import fila

PAVIMENTAR = "Pavimentar las vías del corregimiento El Carmen"


def _sin_codigo(codigo: str, nombre: str, **cambios: Any) -> FilaPlan:
    return replace(fila(1, **cambios), actividad_codigo=codigo, actividad=nombre, sin_codigo=True)


def _guardada(codigo: str, nombre: str, **cambios: Any) -> ActividadConocida:
    base = fila(1)
    conocida = ActividadConocida(
        codigo,
        nombre,
        base.dependencia,
        base.meta_codigo,
        base.programa_codigo,
        base.bpin,
        sin_codigo=True,
        retirada=False,
    )
    return replace(conocida, **cambios)


def _codigos(plan: list[FilaPlan], *guardadas: ActividadConocida, **mas: Any) -> list[str]:
    return [f.actividad_codigo for f in emparejar(plan, guardadas, **mas).plan]


def test_insertar_una_fila_no_corre_los_codigos() -> None:
    """La fila nueva del medio recibe un código libre; las demás conservan el suyo aunque se corran."""
    plan = [_sin_codigo("P-1", "Uno"), _sin_codigo("P-2", "Nueva"), _sin_codigo("P-3", "Dos")]

    assert _codigos(plan, _guardada("P-1", "Uno"), _guardada("P-2", "Dos")) == ["P-1", "P-3", "P-2"]


def test_codigo_de_una_retirada_no_se_le_da_a_otra() -> None:
    """Un código ya usado guarda la historia de su actividad."""
    retirada = _guardada("P-1", "La que se cerró", retirada=True)

    assert _codigos([_sin_codigo("P-1", "Otra cosa")], retirada) == ["P-2"]


def test_retirada_que_vuelve_recupera_su_codigo() -> None:
    """Vuelve con el código con que se reportó."""
    retirada = _guardada("P-7", "Dotar puestos", retirada=True)

    assert _codigos([_sin_codigo("P-1", "DOTAR  PUESTOS")], retirada) == ["P-7"]


def test_dos_de_igual_nombre_se_reconocen_en_su_orden() -> None:
    """La primera con la primera y la segunda con la segunda."""
    plan = [_sin_codigo("P-1", "Hacer seguimiento"), _sin_codigo("P-2", "Hacer seguimiento")]
    guardadas = (_guardada("P-4", "Hacer seguimiento"), _guardada("P-5", "Hacer seguimiento"))

    assert _codigos(plan, *guardadas) == ["P-4", "P-5"]


@pytest.mark.parametrize(
    ("cambios", "esperado"),
    [
        ({"meta_codigo": "9999-01"}, "P-4"),  # cambió la meta y no el programa
        ({"meta_codigo": "9999-01", "programa_codigo": "9999"}, "P-4"),  # solo queda la dependencia
        ({"dependencia": "Secretaría de Obras"}, "P-4"),  # cambió el nombre de la dependencia
        ({"dependencia": "Secretaría de Obras", "meta_codigo": "9999-01"}, "P-5"),
    ],
)
def test_cambiar_de_meta_o_de_dependencia_no_la_hace_otra(cambios: dict[str, Any], esperado: str) -> None:
    """Mientras el nombre sea único donde se busca, es la misma; si cambió todo lo demás, es otra."""
    assert _codigos([_sin_codigo("P-4", PAVIMENTAR, **cambios)], _guardada("P-4", PAVIMENTAR)) == [esperado]


def test_nombre_repetido_sin_la_misma_meta_no_se_adivina() -> None:
    """Con dos iguales guardadas en otras metas no se sabe cuál es."""
    guardadas = (
        _guardada("P-1", "Hacer seguimiento", meta_codigo="M-1", programa_codigo=None),
        _guardada("P-2", "Hacer seguimiento", meta_codigo="M-2", programa_codigo=None),
    )

    assert _codigos([_sin_codigo("P-9", "Hacer seguimiento", meta_codigo="M-3")], *guardadas) == ["P-9"]


def test_nombre_parecido_se_reconoce_y_se_dice() -> None:
    """Una errata corregida no crea otra actividad, y queda en la lista de las que cambian de nombre."""
    plan = [_sin_codigo("P-1", "Pavimentar las vias del corregimiento de El Carmen")]
    hecho = emparejar(plan, [_guardada("P-8", PAVIMENTAR)], mas_parecido)

    assert [f.actividad_codigo for f in hecho.plan] == ["P-8"]
    assert [(una.codigo, una.guardada) for una in hecho.parecidas] == [("P-8", PAVIMENTAR)]


@pytest.mark.parametrize(
    ("nombre", "separar"),
    [
        ("Pavimentar las vías del corregimiento El Carmen 2", frozenset()),
        ("Vacunar a la niñez", frozenset()),
        ("Pavimentar las vías del corregimiento de El Carmen", frozenset({"P-1"})),
    ],
    ids=["otra cifra", "otro nombre", "lo dijo la persona"],
)
def test_lo_que_no_es_la_misma_queda_aparte(nombre: str, separar: frozenset[str]) -> None:
    """Otra cifra es otra actividad aunque el nombre se parezca; y la persona puede separarlas."""
    hecho = emparejar([_sin_codigo("P-1", nombre)], [_guardada("P-1", PAVIMENTAR)], mas_parecido, separar)

    assert [f.actividad_codigo for f in hecho.plan] == ["P-2"]
    assert hecho.parecidas == ()


def test_los_renglones_de_una_actividad_van_juntos() -> None:
    """Dos fuentes de la misma actividad reciben el mismo código; lo que trae código no se toca."""
    plan = [_sin_codigo("P-1", "Uno"), replace(_sin_codigo("P-1", "Uno"), fuente="SGP"), fila(5)]

    assert _codigos(plan, _guardada("P-6", "Uno")) == ["P-6", "P-6", "A-005"]
    assert emparejar(plan, [_guardada("P-6", "Uno")]).codigos == {"P-1": "P-6"}


def test_una_guardada_con_codigo_propio_sigue_con_el() -> None:
    """Si el plan guardado sí traía códigos, la actividad deja de estar sin código."""
    (hecha,) = emparejar([_sin_codigo("P-1", "Uno")], [_guardada("A-77", "Uno", sin_codigo=False)]).plan

    assert (hecha.actividad_codigo, hecha.sin_codigo) == ("A-77", False)
