"""Avance físico: lo que dicen los formatos reales, con sus redondeos."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dominio.errores import PorcentajeFueraDeRango, SinProgramacion
from dominio.modelo.plan import TipoAcumulacion
from dominio.reglas.avance import (
    Agregado,
    avance_capacidad_descontada,
    avance_meta,
    avance_ponderado,
    avance_por_cantidad,
    media_simple,
)
from dominio.valores.porcentaje import CERO, CIEN, Porcentaje

P = Porcentaje.de
porcentajes = st.builds(Porcentaje, st.integers(0, 40_000))
T = TipoAcumulacion


@pytest.mark.parametrize(
    ("ejecutada", "programada", "puntos"),
    [
        (Decimal(10), Decimal(11), "90.91"),
        (Decimal(14), 24, "58.33"),
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (Decimal("0.125"), Decimal(1000), "0.01"),
        (0, 5, "0"),
        (Decimal("233.2"), Decimal("1.5"), "15546.67"),
    ],
)
def test_avance_por_cantidad_es_la_razon_sin_tope(
    ejecutada: int | Decimal, programada: int | Decimal, puntos: str
) -> None:
    """Ejecutada sobre programada, redondeada a dos decimales, también cuando pasa de 100."""
    assert avance_por_cantidad(ejecutada, programada) == P(puntos)


@pytest.mark.parametrize("programada", [None, 0, Decimal("0.00"), -3])
def test_avance_por_cantidad_sin_programacion_no_es_cero(programada: int | Decimal | None) -> None:
    """Sin cantidad programada no hay 0 %: no hay contra qué medir."""
    with pytest.raises(SinProgramacion):
        avance_por_cantidad(5, programada)
    with pytest.raises(PorcentajeFueraDeRango):
        avance_por_cantidad(-5, 10)


def test_ponderado_no_normaliza_los_pesos() -> None:
    """Pesos 30 y 50 con 100 % y 50 %: el producto va en 55 %, no en 68,75 %."""
    resultado = avance_ponderado([(P(30), P(100)), (P(50), P(50))])

    assert resultado.avance == P(55)
    assert resultado.suma_pesos == P(80)
    assert not resultado.pesos_cierran
    assert (resultado.sobre, resultado.ponderado) == (2, True)


@pytest.mark.parametrize(
    ("pesos", "cierran"),
    [
        (("50", "50"), True),
        (("50", "49.5"), True),
        (("50", "50.5"), True),
        (("50", "49.49"), False),
        (("50", "50.51"), False),
        (("97.8",), False),
    ],
)
def test_pesos_cierran_con_media_de_tolerancia(pesos: Sequence[str], cierran: bool) -> None:
    """Suman 100 ± 0,5 puntos; los ejes reales que sumaban 97,8 no cierran."""
    assert avance_ponderado([(P(peso), P(10)) for peso in pesos]).pesos_cierran is cierran


def test_ponderado_redondea_solo_al_final() -> None:
    """Tres tercios de 33,33 con avances finos no acumulan el redondeo de cada parte."""
    partes = [(P("33.33"), P("33.33")), (P("33.33"), P("33.33")), (P("33.34"), P("33.35"))]

    assert avance_ponderado(partes).avance == P("33.34")
    # Tres aportes de 0,005: juntos son 0,015; redondeados uno por uno serían 0,03.
    assert avance_ponderado([(P("0.5"), P("1"))] * 3).avance == P("0.02")


def test_ponderado_topa_cada_parte_y_muestra_el_exceso() -> None:
    """Una actividad en 150 % aporta como 100 y su exceso se ve aparte."""
    resultado = avance_ponderado([(P(40), P(150)), (P(60), P(50))])

    assert resultado.avance == P(70)
    assert resultado.exceso == P(20)


def test_ponderado_sin_ningun_peso_es_la_media_simple() -> None:
    """Sin pesos, el promedio de las actividades; lo dice."""
    resultado = avance_ponderado([(None, P(100)), (None, P(50)), (None, None)])

    assert resultado.avance == P(75)
    assert (resultado.sobre, resultado.fuera, resultado.ponderado) == (2, 1, False)
    assert resultado.suma_pesos is None
    assert resultado.pesos_cierran


def test_ponderado_con_pesos_mezclados_lo_dice() -> None:
    """Las partes sin peso no aportan y quedan contadas; las que no reportan tampoco son 0 % callado."""
    resultado = avance_ponderado([(P(60), P(50)), (None, P(100)), (P(40), None)])

    assert resultado.avance == P(30)
    assert (resultado.sobre, resultado.sin_peso, resultado.fuera) == (1, 1, 1)
    assert resultado.suma_pesos == CIEN


def test_ponderado_sin_partes_no_inventa_cero() -> None:
    """Sin partes, o sin ningún reporte, no hay avance: no es 0 %."""
    assert avance_ponderado([]).avance is None
    assert avance_ponderado([(P(100), None)]).avance is None
    assert avance_ponderado([(None, None)]).avance is None


def test_media_simple_excluye_lo_no_programado_y_lo_omitido() -> None:
    """Los None quedan fuera del denominador y contados; 0 % reportado sí entra."""
    assert media_simple([P(100), None, P(0), None]) == Agregado(P(50), 2, 2, CERO)
    assert media_simple([None]) == Agregado(None, 0, 1, CERO)
    assert media_simple([]).valor is None


def test_media_simple_topa_y_muestra_exceso() -> None:
    """Metas de 365 % y 0 %: la media es 50 y el exceso 132,50 aparte."""
    agregado = media_simple([P(365), P(0)])

    assert (agregado.valor, agregado.exceso) == (P(50), P("132.5"))


def test_media_simple_del_consolidado_oficial_que_estaba_mal() -> None:
    """Cuatro proyectos que suman 279,60 dan 69,90; el libro oficial publicó esa suma sobre cinco (55,92)."""
    proyectos = [P("79.60"), P("60.00"), P("70.00"), P("70.00")]

    media = media_simple(proyectos)

    assert media.valor == P("69.90")
    assert Porcentaje(round(sum(p.centesimas for p in proyectos) / 5)) == P("55.92")


@settings(max_examples=80, deadline=None)
@given(st.lists(porcentajes, min_size=1, max_size=30))
def test_media_queda_entre_los_extremos(avances: list[Porcentaje]) -> None:
    """La media está entre el menor y el mayor (topados), a media centésima o menos de la exacta."""
    valor = media_simple(avances).valor
    topados = [a.topado() for a in avances]

    assert valor is not None
    assert min(topados) <= valor <= max(topados)
    exacta = Fraction(sum(a.centesimas for a in topados), len(topados))
    assert abs(exacta - valor.centesimas) <= Fraction(1, 2)


@settings(max_examples=80, deadline=None)
@given(st.lists(porcentajes, min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_ponderado_no_depende_del_orden(avances: list[Porcentaje], azar: object) -> None:
    """Barajar las partes no cambia nada; con todo en 100 y pesos que cierran da 100."""
    partes = [(Porcentaje(10_000 // len(avances)), avance) for avance in avances]
    barajadas = partes[:]
    azar.shuffle(barajadas)  # type: ignore[attr-defined]

    assert avance_ponderado(barajadas) == avance_ponderado(partes)
    lleno = avance_ponderado([(peso, CIEN) for peso, _ in partes])
    assert lleno.avance == lleno.suma_pesos


@pytest.mark.parametrize(
    ("tipo", "linea_base", "meta", "resultado", "cerrados", "puntos"),
    [
        (T.ACUMULADO, None, "80", "24", ["16", "20"], "75"),
        (T.ACUMULADO, "10", "24", "14", [], "58.33"),
        (T.FLUJO, "1000", "1200", "1150", ["1100", "1150"], "95.83"),
        (T.MANTENIMIENTO, "89", "95", "95", ["95"], "100"),
        (T.CAPACIDAD, "14", "28", "17", [], "60.71"),
        (T.REDUCCION, "100", "60", "80", [], "50"),
        (T.REDUCCION, "100", "60", "50", [], "125"),
        (T.REDUCCION, "100", "60", "110", [], "0"),
        (T.REDUCCION, "20", "0", "5", [], "75"),
        (T.FLUJO, None, "10", "0", [], "0"),
        (T.FLUJO, None, "10", "36.5", [], "365"),
    ],
)
def test_avance_meta_segun_acumulacion(
    tipo: TipoAcumulacion, linea_base: str | None, meta: str, resultado: str, cerrados: list[str], puntos: str
) -> None:
    """Cada tipo de acumulación mide distinto y ninguno topa."""
    base = None if linea_base is None else Decimal(linea_base)

    avance = avance_meta(tipo, base, Decimal(meta), Decimal(resultado), [Decimal(c) for c in cerrados])

    assert avance == P(puntos)


@pytest.mark.parametrize("tipo", list(TipoAcumulacion))
def test_avance_meta_no_programada_no_es_cero(tipo: TipoAcumulacion) -> None:
    """NP no se mide, ni tampoco una meta en cero (salvo reducir hasta cero)."""
    with pytest.raises(SinProgramacion):
        avance_meta(tipo, Decimal(5), None, Decimal(3))
    if tipo is not T.REDUCCION:
        with pytest.raises(SinProgramacion):
            avance_meta(tipo, Decimal(5), Decimal(0), Decimal(3))


def test_avance_meta_de_reduccion_sin_nada_que_reducir() -> None:
    """Sin línea base, o con la línea base en la meta, no hay qué reducir."""
    for base in (None, Decimal(60), Decimal(50)):
        with pytest.raises(SinProgramacion):
            avance_meta(T.REDUCCION, base, Decimal(60), Decimal(40))


def test_capacidad_descontada_es_otra_formula() -> None:
    """El mismo caso da 60,71 sin descontar y 21,43 descontando la línea base."""
    assert avance_meta(T.CAPACIDAD, Decimal(14), Decimal(28), Decimal(17)) == P("60.71")
    assert avance_capacidad_descontada(Decimal(14), Decimal(28), Decimal(17)) == P("21.43")
    assert avance_capacidad_descontada(Decimal(14), Decimal(28), Decimal(10)) == CERO
    with pytest.raises(SinProgramacion):
        avance_capacidad_descontada(Decimal(28), Decimal(28), Decimal(30))
