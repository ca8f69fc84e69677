"""Lo que cuesta cada tarea no crece sin que nadie lo note."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from types import ModuleType

import pytest

from tests.apoyo.fuentes import RAIZ


@pytest.fixture(scope="module")
def oficio() -> ModuleType:
    """El programa que cuenta."""
    ficha = importlib.util.spec_from_file_location("recorridos", RAIZ / ".ci" / "recorridos.py")
    assert ficha is not None
    assert ficha.loader is not None
    modulo = importlib.util.module_from_spec(ficha)
    # Una dataclass busca su módulo por nombre.
    sys.modules[ficha.name] = modulo
    ficha.loader.exec_module(modulo)
    return modulo


def test_recorridos_dicen_lo_que_cuentan_los_guiones(oficio: ModuleType) -> None:
    """docs/recorridos.md sale de los guiones y está al día."""
    escrito = (RAIZ / oficio.DOCUMENTO).read_text(encoding="utf-8")

    assert escrito == oficio.documento(oficio.recorridos()), "corra «make recorridos»"


def test_recorridos_no_pasan_de_su_tope(oficio: ModuleType) -> None:
    """Cada tarea tiene su guion y cuesta a lo sumo lo prometido."""
    assert oficio.pasados(oficio.recorridos()) == []


def test_recorrido_mas_largo_que_su_tope_se_dice(oficio: ModuleType) -> None:
    """Un acto de más en una tarea con tope, o una tarea sin guion, se reconocen."""
    contados = oficio.recorridos()
    estado = next(r for r in contados if r.tarea == "Ver el estado")
    largos = [replace(estado, actos=(*estado.actos, "toca **Más**")), *(r for r in contados if r != estado)]

    assert oficio.pasados(largos) == [f"Ver el estado: 2 actos y el tope es 1 ({estado.guion})"]
    assert "Ver el estado: ningún guion la cuenta" in oficio.pasados([r for r in contados if r != estado])


@pytest.mark.parametrize(
    ("pasos", "cuantos"),
    [
        ([{"escribe": "/mis"}, {"toca": "Reportar", "ve": "x"}], 2),
        ([{"escribe": "antes"}, {"empieza": True, "escribe": "/mis"}, {"ve": "x"}], 1),
        ([{"toca_dos_veces": "Confirmar"}, {"adjunta": ["a.jpg", "b.jpg"]}], 4),
        ([{"persona": "ana"}, {"pasa": "2 días", "queda": {}}], 0),
    ],
)
def test_actos_se_cuentan_por_construccion(
    oficio: ModuleType, pasos: list[dict[str, object]], cuantos: int
) -> None:
    """Cuenta cada mensaje, toque y archivo desde que empieza; lo que se comprueba no es un acto."""
    assert len(oficio.contar({"tarea": "x", "pasos": pasos}, "g").actos) == cuantos
