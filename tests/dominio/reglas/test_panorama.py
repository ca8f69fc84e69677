"""De las actividades al estado de la meta, la dependencia y la entidad."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dominio.modelo.consolidado import Estado
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.plan import Renglon
from dominio.reglas.panorama import (
    Rotulo,
    bandas_de,
    esperado_de,
    estados_de,
    medir_metas,
    metas_no_programadas,
    resumir,
)
from dominio.reglas.semaforo import BANDAS_POR_OMISION, SIN_INICIAR, VENCIDA
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.reglas.fabrica import renglon, saldos

A_MITAD = date(2026, 7, 2)  # día 183 de 365: 50,14 %


def _estado(ambito: str, renglones: Sequence[Renglon], dia: date = A_MITAD) -> Estado:
    actividades = estados_de(renglones, dia, BANDAS_POR_OMISION)
    return resumir(Rotulo(ambito, "x", "X"), actividades, BANDAS_POR_OMISION)


def test_meta_es_suma_ponderada_sin_normalizar() -> None:
    """30 × 100 + 50 × 72,5 + 20 × 60, sobre 100: 78,25."""
    estado = _estado(
        "meta",
        [
            renglon(1, ponderacion=30, avance=100),
            renglon(2, ponderacion=50, avance="72.5"),
            renglon(3, ponderacion=20, avance=60),
        ],
    )

    assert estado.avance == Porcentaje.de("78.25")
    assert estado.metas == 1


def test_meta_con_pesos_que_no_llegan_a_100_no_se_normaliza() -> None:
    """Con pesos que suman 80, terminar todo da 80 y lo esperado también se mide sobre 80."""
    fin = date(2026, 6, 30)
    estado = _estado("meta", [renglon(1, ponderacion=80, avance=100, fin=fin)])

    assert estado.avance == estado.esperado == Porcentaje.de(80)
    assert estado.banda == BANDAS_POR_OMISION[0]


def test_meta_no_pasa_de_100_aunque_los_pesos_si() -> None:
    """Pesos que suman 150 son un hallazgo, no un avance de 150 %."""
    estado = _estado("meta", [renglon(n, ponderacion=75, avance=100) for n in (1, 2)])

    assert estado.avance == Porcentaje.CIEN


def test_meta_sin_pesos_es_media_simple_con_tope() -> None:
    """150 cuenta como 100: (100 + 50) / 2."""
    estado = _estado("meta", [renglon(1, avance=150), renglon(2, avance=50)])

    assert estado.avance == Porcentaje.de(75)


def test_entidad_es_media_de_metas_no_de_actividades() -> None:
    """Una meta con una actividad pesa lo mismo que otra con tres."""
    estado = _estado(
        "entidad",
        [renglon(1, meta=1, avance=100), *(renglon(n, meta=2, avance=20) for n in (2, 3, 4))],
    )

    assert (estado.avance, estado.metas, estado.actividades) == (Porcentaje.de(60), 2, 4)


def test_meta_no_programada_queda_fuera_del_denominador_y_aparte() -> None:
    """NP y cero no suman ni restan; se listan aparte."""
    plan = [
        renglon(1, meta=1, avance=80),
        renglon(2, meta=2, avance=10, meta_vigencia=None),
        renglon(3, meta=3, avance=10, meta_vigencia=0),
    ]
    estado = _estado("entidad", plan)

    assert (estado.avance, estado.metas) == (Porcentaje.de(80), 1)
    assert metas_no_programadas(plan) == ("2402-02", "2402-03")
    assert [m.avance for m in medir_metas(estados_de(plan, A_MITAD, BANDAS_POR_OMISION))][1:] == [None, None]


def test_ambito_con_todo_sin_programar_no_tiene_avance() -> None:
    """Nada que medir no es 0 %."""
    estado = _estado("dependencia", [renglon(1, meta_vigencia=None, avance=50)])

    assert (estado.avance, estado.esperado, estado.banda, estado.metas) == (None, None, None, 0)


def test_actividad_sin_reporte_cuenta_cero_y_se_dice() -> None:
    """La que nunca se ha reportado baja el avance de su meta y aparece en el conteo."""
    estado = _estado("meta", [renglon(1, avance=100), renglon(2)])

    assert (estado.avance, estado.sin_reporte) == (Porcentaje.de(50), 1)


def test_actividad_sola_muestra_su_avance_sin_tope() -> None:
    """El sobrecumplimiento de una actividad se ve completo y no es media de ninguna meta."""
    estado = _estado("actividad", [renglon(1, avance=120)])

    assert (estado.avance, estado.metas) == (Porcentaje.de(120), 0)


def test_bandas_cuentan_cada_actividad_una_vez() -> None:
    """Las del calendario solo salen si las hay; las de la entidad, siempre y en orden."""
    estado = _estado(
        "entidad",
        [
            renglon(1, avance=60),
            renglon(2, avance=40),
            renglon(3, avance=10),
            renglon(4, avance=99, fin=date(2026, 6, 30)),
            renglon(5, inicio=date(2026, 9, 1)),
        ],
    )

    assert estado.bandas == (
        *((banda, 1) for banda in BANDAS_POR_OMISION),
        (VENCIDA, 1),
        (SIN_INICIAR, 1),
    )
    assert estado.vencidas == 1


def test_conjunto_no_se_vence() -> None:
    """Una dependencia con todo vencido está atrasada; vencidas son sus actividades."""
    estado = _estado("dependencia", [renglon(1, avance=10, fin=date(2026, 3, 31))])

    assert estado.banda == BANDAS_POR_OMISION[-1]


def test_fechas_invertidas_se_esperan_completas_en_la_terminacion() -> None:
    """Una incoherencia guardada como vino no impide consultar."""
    invertida = renglon(1, inicio=date(2026, 10, 1), fin=date(2026, 3, 1))

    assert esperado_de(invertida, date(2026, 2, 28)) == Porcentaje.CERO
    assert esperado_de(invertida, date(2026, 3, 1)) == Porcentaje.CIEN


def test_saldos_se_suman_con_sus_cuatro_razones() -> None:
    """Las razones salen de las sumas, y sin apropiación no aplican."""
    estado = _estado(
        "entidad",
        [renglon(1, saldos=saldos(100, 80, 60, 40, 10)), renglon(2, saldos=saldos(100, 0, 0, 0, 0))],
    )

    assert estado.saldos == saldos(200, 80, 60, 40, 10)
    assert estado.razones.obligaciones_definitiva == Porcentaje.de(20)
    assert estado.razones.pagos_obligaciones == Porcentaje.de(25)
    assert _estado("entidad", [renglon(1)]).razones.cdp_definitiva is None


def test_bandas_de_la_entidad_mandan_sobre_las_de_omision() -> None:
    """El semáforo es dato de la entidad y sale de mayor a menor."""
    propias = tuple(reversed(BANDAS_POR_OMISION[:2]))

    assert bandas_de(Entidad(IdEntidad(1), "76999", "E", bandas=propias)) == BANDAS_POR_OMISION[:2]
    assert bandas_de(Entidad(IdEntidad(1), "76999", "E")) == BANDAS_POR_OMISION
