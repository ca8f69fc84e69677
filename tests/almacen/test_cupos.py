"""El ritmo de envío: 30 por segundo en cualquier ventana y uno por segundo y chat."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from almacen.tablas.deposito_cupos import SEPARACION, primer_hueco
from almacen.tablas.unidad import AlmacenSQL
from tests.almacen.hechos import AHORA

SEGUNDO = timedelta(seconds=1)


def _peor_ventana(instantes: list[datetime]) -> int:
    """Cuántos caen en la ventana de un segundo, con ambos bordes, que más tiene."""
    return max(sum(desde <= otro <= desde + SEGUNDO for otro in instantes) for desde in instantes)


def test_primer_mensaje_sale_ya(almacen: AlmacenSQL) -> None:
    """Sin nadie delante, una respuesta no espera."""
    with almacen.unidad() as unidad:
        assert unidad.cupos.reservar([1], AHORA) == [AHORA]
        assert unidad.cupos.reservar([], AHORA) == []


def test_ninguna_ventana_de_un_segundo_pasa_de_treinta(almacen: AlmacenSQL) -> None:
    """240 mensajes a chats distintos, en tandas: nunca más de 30 y al menos 28 por segundo."""
    salidas: list[datetime] = []
    for tanda in range(8):
        with almacen.unidad() as unidad:
            chats = range(tanda * 30, tanda * 30 + 30)
            salidas += unidad.cupos.reservar(list(chats), AHORA + tanda * SEGUNDO / 3)
            unidad.confirmar()

    assert _peor_ventana(salidas) <= 30
    assert len(salidas) / (max(salidas) - min(salidas)).total_seconds() >= 28


def test_un_chat_recibe_uno_por_segundo_y_no_atrasa_a_los_demas(almacen: AlmacenSQL) -> None:
    """Los del mismo chat se espacian; otro chat aprovecha los huecos que dejan."""
    with almacen.unidad() as unidad:
        primero, segundo, tercero, otro = unidad.cupos.reservar([1, 1, 1, 2], AHORA)
        (siguiente,) = unidad.cupos.reservar([1], AHORA)

    assert (primero, segundo, tercero) == (AHORA, AHORA + SEGUNDO, AHORA + 2 * SEGUNDO)
    assert siguiente == AHORA + 3 * SEGUNDO
    assert otro == AHORA + timedelta(microseconds=SEPARACION)


def test_freno_vale_para_todos_y_no_se_acorta(almacen: AlmacenSQL) -> None:
    """Tras un 429 nadie reserva antes; otro freno más corto no lo levanta."""
    with almacen.unidad() as unidad:
        unidad.cupos.frenar(AHORA + 7 * SEGUNDO)
        unidad.cupos.frenar(AHORA + 2 * SEGUNDO)
        unidad.confirmar()
    with almacen.unidad() as unidad:
        assert unidad.cupos.reservar([1], AHORA) == [AHORA + 7 * SEGUNDO]
        assert unidad.cupos.reservar([2], AHORA + 9 * SEGUNDO) == [AHORA + 9 * SEGUNDO]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 3_000_000), max_size=120))
def test_hueco_siempre_dista_de_todos(pedidos: list[int]) -> None:
    """Se pida en el orden que se pida, dos repartidos nunca quedan más cerca que la separación."""
    repartidos: list[int] = []
    for desde in pedidos:
        elegido = primer_hueco(repartidos, desde)
        assert elegido >= desde
        repartidos = sorted([*repartidos, elegido])
    assert all(despues - antes >= SEPARACION for antes, despues in pairwise(repartidos))
