"""Cadena del gasto y las cuatro razones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dominio.errores import CadenaDeGastoRota
from dominio.reglas.financiero import MomentoGasto, Razones, Saldos, aplicar, exigir_cadena, razones, sumar
from dominio.valores.dinero import CERO, Pesos
from dominio.valores.porcentaje import CIEN, Porcentaje

P = Porcentaje.de
M = MomentoGasto


def _saldos(
    definitiva: int, cdp: int = 0, compromisos: int = 0, obligaciones: int = 0, pagos: int = 0
) -> Saldos:
    return Saldos(*(Pesos.de(valor) for valor in (definitiva, cdp, compromisos, obligaciones, pagos)))


BUENOS = _saldos(1000, 800, 600, 400, 300)


def test_razones_son_cuatro_con_su_denominador() -> None:
    """CDP, compromisos y obligaciones sobre la definitiva; pagos sobre obligaciones."""
    assert razones(BUENOS) == Razones(P(80), P(60), P(40), P(75))


def test_razones_sin_denominador_no_aplican() -> None:
    """Sin apropiación o sin obligaciones es «no aplica», nunca 0 ni 100."""
    assert razones(_saldos(0)) == Razones(None, None, None, None)
    assert razones(_saldos(1000, 500)) == Razones(P(50), P(0), P(0), None)


def test_razones_con_datos_descuadrados_no_fallan() -> None:
    """Obligaciones sobre una apropiación de un centavo (dato real mal cargado) no tumban el tablero."""
    rotos = Saldos(definitiva=Pesos(1), obligaciones=Pesos.de(598_000_000), pagos=Pesos(1))

    assert razones(rotos).obligaciones_definitiva == Porcentaje.MAXIMO


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 10**12), min_size=5, max_size=5), max_size=8))
def test_sumar_es_momento_por_momento(filas: list[list[int]]) -> None:
    """La suma de saldos es la suma de cada momento; sin saldos, cero."""
    total = sumar(Saldos(*map(Pesos, fila)) for fila in filas)

    columnas = [sum(fila[i] for fila in filas) for i in range(5)]
    assert total == Saldos(*map(Pesos, columnas))


@pytest.mark.parametrize(
    ("saldos", "momento", "limite"),
    [
        (_saldos(1000, 1001), M.CDP, "definitiva"),
        (_saldos(1000, 500, 501), M.COMPROMISO, "cdp"),
        (_saldos(1000, 500, 500, 501), M.OBLIGACION, "compromisos"),
        (_saldos(1000, 500, 500, 500, 501), M.PAGO, "obligaciones"),
        (_saldos(0, 0, 0, 0, 1), M.PAGO, "obligaciones"),
    ],
)
def test_cadena_rota_explica_donde(saldos: Saldos, momento: MomentoGasto, limite: str) -> None:
    """Dice qué momento se pasó, de cuál límite y con qué valores."""
    with pytest.raises(CadenaDeGastoRota) as error:
        exigir_cadena(saldos)

    datos = error.value.datos
    assert (datos["momento"], datos["limite"]) == (momento, limite)
    assert datos["valor"] > datos["tope"]  # type: ignore[operator]


def test_cadena_igual_al_limite_es_buena() -> None:
    """Cada momento puede igualar al anterior."""
    iguales = _saldos(1000, 1000, 1000, 1000, 1000)

    assert exigir_cadena(iguales) is iguales
    assert exigir_cadena(BUENOS) is BUENOS
    assert razones(iguales) == Razones(CIEN, CIEN, CIEN, CIEN)


def test_aplicar_acumulado_o_incremento() -> None:
    """El total acumulado reemplaza; el incremento suma; lo demás no cambia."""
    assert aplicar(BUENOS, M.PAGO, acumulado=Pesos.de(400)).pagos == Pesos.de(400)
    assert aplicar(BUENOS, M.PAGO, incremento=Pesos.de(50)).pagos == Pesos.de(350)
    assert aplicar(BUENOS, M.CDP, incremento=CERO) == BUENOS
    for momento, campo in zip(M, ("cdp", "compromisos", "obligaciones", "pagos"), strict=True):
        cambiado = aplicar(BUENOS, momento, incremento=Pesos(1))
        distintos = [
            c
            for c in ("definitiva", "cdp", "compromisos", "obligaciones", "pagos")
            if getattr(cambiado, c) != getattr(BUENOS, c)
        ]
        assert distintos == [campo]


def test_aplicar_respeta_los_dos_vecinos() -> None:
    """No pasa de su límite, ni baja por debajo del momento que depende de él."""
    with pytest.raises(CadenaDeGastoRota) as arriba:
        aplicar(BUENOS, M.OBLIGACION, acumulado=Pesos.de(601))
    with pytest.raises(CadenaDeGastoRota) as abajo:
        aplicar(BUENOS, M.OBLIGACION, acumulado=Pesos.de(299))

    assert (arriba.value.campo, arriba.value.datos["limite"]) == ("obligaciones", "compromisos")
    assert (abajo.value.campo, abajo.value.datos["limite"]) == ("pagos", "obligaciones")


def test_aplicar_no_se_enreda_en_un_descuadre_ajeno() -> None:
    """Si la base ya traía pagos mayores que obligaciones (caso real), igual se puede reportar un CDP."""
    descuadrados = _saldos(1000, 500, 400, 100, 200)

    assert aplicar(descuadrados, M.CDP, acumulado=Pesos.de(900)).cdp == Pesos.de(900)
    with pytest.raises(CadenaDeGastoRota):
        aplicar(descuadrados, M.PAGO, incremento=Pesos(1))


def test_aplicar_pide_exactamente_un_valor() -> None:
    """Ni ninguno ni los dos."""
    with pytest.raises(TypeError):
        aplicar(BUENOS, M.PAGO)
    with pytest.raises(TypeError):
        aplicar(BUENOS, M.PAGO, acumulado=CERO, incremento=CERO)
