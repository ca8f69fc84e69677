"""Los corpus de frases: cuánto se acierta y que ninguna frase ajena se tome por un reporte."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dominio.entender.corpus import AQUI, COMPARTIDO, Notas, calificar, plan_de_ejemplo
from tests.dominio.entender.plan_de_obras import plan_de_obras
from tests.dominio.entender.plan_propio import plan_propio

INTENCIONES = 0.97
VALORES = 0.95


def _exigir(notas: Notas) -> None:
    assert notas.escrituras_falsas == []
    assert notas.por_intencion >= INTENCIONES, notas.intenciones
    assert notas.por_valores >= VALORES, notas.valores


def test_corpus_propio_se_entiende() -> None:
    """Cientos de frases sobre un plan con códigos «13.1»: 97 % de intenciones y 95 % de valores."""
    notas = calificar(AQUI / "frases_propias.csv", plan_propio())

    assert notas.total >= 200
    _exigir(notas)


def test_corpus_con_nombres_que_parecen_ordenes_se_entiende() -> None:
    """Un plan cuyos nombres llevan palabras del oficio se entiende igual de bien."""
    _exigir(calificar(AQUI / "frases_de_obras.csv", plan_de_obras()))


@pytest.mark.parametrize(
    "ruta",
    [COMPARTIDO / "frases.csv", AQUI / "frases_del_ejemplo.csv"],
    ids=["compartido", "variaciones"],
)
def test_corpus_compartido_se_entiende(ruta: Path) -> None:
    """Las frases del plan de ejemplo, y variaciones de ellas."""
    renglones = plan_de_ejemplo()
    if not ruta.exists():
        pytest.skip(f"No está {ruta}")

    _exigir(calificar(ruta, renglones))
