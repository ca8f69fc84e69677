"""Cualquier texto se entiende o se descarta: nunca hay un error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dominio.entender.frase import entender
from dominio.entender.indice import IndiceDeFrases
from dominio.modelo.entendido import Entendido, Intencion
from tests.dominio.entender.corpus import HOY, indice_propio, leer

_TROZOS = st.sampled_from(
    [
        *(
            "la",
            "12",
            "4.1",
            "va en",
            "45%",
            "$",
            "mil",
            "millones",
            "1,2",
            "3/4",
            "14 de 24",
            "0/0",
            "9" * 40,
        ),
        *(
            "por qué",
            "cuánto",
            "pagamos",
            "sin novedad",
            "mañana",
            "hasta el",
            "31 de febrero",
            "a las 99",
            "?",
        ),
        *(
            "me reemplaza",
            "vivienda",
            "2024002540041",
            "-5",
            "½",
            "٣٤",
            "la mitad",
            "primero de",
            "del 3 al",
            "y",
        ),
        *(
            "treinta y",
            "un",
            "coma",
            "millon",
            "%",
            "#",
            "\u202e",
            "<b>",
            "\x00",
            "🙂",
            "\n",
            "meta",
            "programa",
        ),
    ]
)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_cualquier_texto_da_un_entendido(texto: str) -> None:
    """Ni emojis, ni controles, ni otro alfabeto hacen fallar la lectura."""
    leido = leer(texto)

    assert isinstance(leido, Entendido)
    assert leido.frase == texto


@given(st.lists(_TROZOS, max_size=12).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_cualquier_mezcla_de_palabras_del_oficio_da_un_entendido(texto: str) -> None:
    """Las palabras del oficio en desorden tampoco; y un porcentaje declarado nunca pasa de 100."""
    leido = leer(texto)

    assert leido.porcentaje is None or leido.porcentaje.a_decimal() <= 100


@pytest.mark.parametrize("texto", ["a" * 4096, "la 12 va en 45 " * 300, "si " * 2000])
def test_un_texto_enorme_no_tarda_ni_falla(texto: str) -> None:
    """Se leen las primeras palabras y nada más."""
    assert isinstance(leer(texto), Entendido)


def test_sin_plan_tambien_se_entiende() -> None:
    """Un índice vacío entiende lo que no nombra nada."""
    vacio = IndiceDeFrases([])

    assert entender("cómo va el plan", vacio, frozenset(), HOY).intencion is Intencion.CONSULTAR_ESTADO
    assert entender("la 12 va en 45", vacio, frozenset(), HOY).objetos == ()


def test_parecidos_solo_se_piden_si_nada_alcanza() -> None:
    """La búsqueda por parecido recibe pocos objetos, y solo cuando ninguna palabra señaló uno."""
    pedidos: list[int] = []

    def parecidos(_texto: str, objetos: object) -> list[object]:
        pedidos.append(len(list(objetos)))  # type: ignore[call-overload]
        return list(objetos)[:1]  # type: ignore[call-overload]

    indice = indice_propio()
    entender("cómo va vivienda", indice, frozenset(), HOY, parecidos=parecidos)  # type: ignore[arg-type]
    assert pedidos == []

    leido = entender("cómo va el alcantariyauo", indice, frozenset(), HOY, parecidos=parecidos)  # type: ignore[arg-type]
    assert len(pedidos) == 1
    assert 0 < pedidos[0] < len(indice.objetos)
    assert len(leido.objetos) == 1
