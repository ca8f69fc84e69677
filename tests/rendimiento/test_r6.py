"""R6, con la holgura de los demás bancos. Va aparte: ``-m rendimiento``."""

from __future__ import annotations

import os
from collections.abc import Mapping

import pytest

from tests.rendimiento import r6
from tests.rendimiento.cifras import Cifra

HOLGURA = 0.25
# La meta (3) pide un disco que tarde en confirmar: con uno de 0,15 ms por COMMIT la razón es casi solo
# CPU y queda cerca de 4. Esto vigila que no empeore; el ORM ingenuo pasa de 10.
NO_MAS_DE = 5.0
POCOS_NUCLEOS = len(os.sched_getaffinity(0)) < 4

pytestmark = [pytest.mark.rendimiento, pytest.mark.lento]


@pytest.fixture(scope="module")
def conexiones() -> Mapping[str, Cifra]:
    """Las cifras de PostgreSQL, medidas una vez."""
    return {cifra.nombre: cifra for cifra in r6.cifras_de_conexiones()}


def test_reporte_no_se_encarece() -> None:
    """Guardar un reporte no pasa de cinco veces lo que sus mismas sentencias a secas."""
    (cifra,) = r6.cifras_de_transaccion()
    assert cifra.valor <= NO_MAS_DE, cifra.detalle


def test_entidades_distintas_no_se_esperan(conexiones: Mapping[str, Cifra]) -> None:
    """Ocho entidades que reportan a la vez no esperan candados unas de otras."""
    assert conexiones["R6.esperas"].cumple


@pytest.mark.skipif(
    POCOS_NUCLEOS, reason="una conexión ya ocupa casi un núcleo: con menos de 4 no cabe el doble"
)
def test_ocho_conexiones_rinden_el_doble(conexiones: Mapping[str, Cifra]) -> None:
    """Ocho conexiones de PostgreSQL guardan al menos el doble que una."""
    assert conexiones["R6.conexiones"].cumple_con(HOLGURA)
