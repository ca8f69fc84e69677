"""La remisión: en qué estado va cada dependencia, qué se le puede hacer y cuándo cambió lo remitido."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dominio.errores.ruta import (
    DependenciaBloqueada,
    DependenciaSinPlan,
    DevolucionSinRazon,
    RemisionFueraDeLugar,
)
from dominio.modelo.identidad import IdDependencia
from dominio.modelo.marca import ClaseDeMarca, Marca
from dominio.modelo.remision import AccionDeRemision, ActoDeRemision, EstadoDeRemision, RemisionDeDependencia
from dominio.reglas.remision import (
    acciones_de_remision,
    estado_de_remision,
    exigir_remision,
    huella_de_lo_remitido,
)
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.reglas.fabrica import registro, renglon

AHORA = datetime(2026, 1, 9, 15, tzinfo=UTC)
REMITIR, RECIBIR, DEVOLVER = AccionDeRemision


def _acto(accion: AccionDeRemision) -> ActoDeRemision:
    return ActoDeRemision(IdDependencia(30), 1, accion, None, "h", 3, None, AHORA)


def _remision(estado: EstadoDeRemision, errores: int = 0, *, cambio: bool = False) -> RemisionDeDependencia:
    actividades = 0 if estado is EstadoDeRemision.SIN_PLAN else 3
    return RemisionDeDependencia(
        IdDependencia(30), "Salud", estado, actividades, errores, cambio_despues=cambio
    )


@pytest.mark.parametrize(
    ("actividades", "errores", "ultimo", "debido"),
    [
        (0, 0, None, EstadoDeRemision.SIN_PLAN),
        (3, 0, None, EstadoDeRemision.EN_DILIGENCIAMIENTO),
        (3, 2, None, EstadoDeRemision.BLOQUEADA),
        (3, 0, REMITIR, EstadoDeRemision.REMITIDA),
        (3, 0, DEVOLVER, EstadoDeRemision.DEVUELTA),
        (3, 1, DEVOLVER, EstadoDeRemision.BLOQUEADA),
        # Lo ya entregado no se bloquea: los errores que aparezcan los ve planeación.
        (3, 1, REMITIR, EstadoDeRemision.REMITIDA),
        (3, 1, RECIBIR, EstadoDeRemision.RECIBIDA),
    ],
)
def test_estado_de_remision(
    actividades: int, errores: int, ultimo: AccionDeRemision | None, debido: EstadoDeRemision
) -> None:
    """Lo dicen sus actividades, sus errores y lo último que se hizo con ella."""
    acto = None if ultimo is None else _acto(ultimo)

    assert estado_de_remision(actividades, errores, acto, None) is debido


def test_no_aplica_solo_sin_plan() -> None:
    """A una dependencia sin actividades se le puede decir que no le aplica; con actividades, no cuenta."""
    marca = Marca("dependencia:30", ClaseDeMarca.NO_APLICA, "No ejecuta", None, AHORA)

    assert estado_de_remision(0, 0, None, marca) is EstadoDeRemision.NO_APLICA
    assert estado_de_remision(3, 0, None, marca) is EstadoDeRemision.EN_DILIGENCIAMIENTO


@pytest.mark.parametrize(
    ("estado", "posibles"),
    [
        (EstadoDeRemision.EN_DILIGENCIAMIENTO, (REMITIR,)),
        (EstadoDeRemision.DEVUELTA, (REMITIR,)),
        (EstadoDeRemision.REMITIDA, (RECIBIR, DEVOLVER)),
        (EstadoDeRemision.RECIBIDA, (DEVOLVER,)),
        (EstadoDeRemision.BLOQUEADA, ()),
        (EstadoDeRemision.SIN_PLAN, ()),
    ],
)
def test_acciones_por_estado(estado: EstadoDeRemision, posibles: tuple[AccionDeRemision, ...]) -> None:
    """Se remite lo que está en camino, se recibe lo remitido y se devuelve lo entregado."""
    assert acciones_de_remision(_remision(estado)) == posibles


def test_lo_que_cambio_se_puede_remitir_otra_vez() -> None:
    """Si después de remitida cambia, se puede volver a remitir; con errores, no, ni recibirla."""
    cambiada = _remision(EstadoDeRemision.REMITIDA, cambio=True)
    con_errores = _remision(EstadoDeRemision.REMITIDA, errores=1, cambio=True)

    assert acciones_de_remision(cambiada) == (REMITIR, RECIBIR, DEVOLVER)
    assert acciones_de_remision(con_errores) == (DEVOLVER,)


def test_exigir_remision_dice_por_que_no() -> None:
    """Sin plan, con errores, a destiempo o sin razón: cada una con su error; bien, ninguno."""
    exigir_remision(REMITIR, _remision(EstadoDeRemision.EN_DILIGENCIAMIENTO))
    exigir_remision(DEVOLVER, _remision(EstadoDeRemision.REMITIDA), "Falta el objetivo")
    with pytest.raises(DependenciaSinPlan):
        exigir_remision(REMITIR, _remision(EstadoDeRemision.SIN_PLAN))
    with pytest.raises(DependenciaBloqueada) as bloqueada:
        exigir_remision(REMITIR, _remision(EstadoDeRemision.BLOQUEADA, errores=2))
    assert bloqueada.value.datos["errores"] == 2
    with pytest.raises(DependenciaBloqueada):
        exigir_remision(RECIBIR, _remision(EstadoDeRemision.REMITIDA, errores=1))
    with pytest.raises(RemisionFueraDeLugar):
        exigir_remision(REMITIR, _remision(EstadoDeRemision.RECIBIDA))
    with pytest.raises(DevolucionSinRazon):
        exigir_remision(DEVOLVER, _remision(EstadoDeRemision.REMITIDA))


def test_huella_mira_lo_programado_y_no_lo_reportado() -> None:
    """Cambia con fechas, peso o dinero; un avance o un cambio de versión no la mueven."""
    base = huella_de_lo_remitido([renglon(1)], [registro(1)])

    assert huella_de_lo_remitido([renglon(1, avance=Porcentaje.de(40), version=9)], [registro(1)]) == base
    assert huella_de_lo_remitido([renglon(1, fin=date(2026, 11, 30))], [registro(1)]) != base
    assert huella_de_lo_remitido([renglon(1, ponderacion=Porcentaje.de(50))], [registro(1)]) != base
    mas_dinero = replace(registro(1), monto=Pesos.de("0.01"))
    assert huella_de_lo_remitido([renglon(1)], [mas_dinero]) != base
    assert huella_de_lo_remitido([renglon(1), renglon(2)], [registro(1)]) != base
