"""Lo que vale para todo número: lo hostil se rechaza y nada se adivina."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dominio.entender import numeros
from dominio.entender.numeros import (
    CAUSAS,
    CODIGOS,
    Leido,
    Pregunta,
    Valor,
    leer_cantidad,
    leer_pesos,
    leer_porcentaje,
)
from dominio.errores import EntradaInvalida
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.entender.pistas import pista_de

LECTORES: list[Callable[[str], Leido]] = [leer_pesos, leer_porcentaje, leer_cantidad]


HOSTILES = [
    ("", "vacio"),
    (" \n\t\u00a0", "vacio"),
    ("-5", "numero_con_signo"),
    ("+5", "numero_con_signo"),
    ("−5", "numero_con_signo"),
    ("– 5", "numero_con_signo"),
    ("(5)", "numero_con_signo"),
    ("5-", "numero_con_signo"),
    ("1e5", "numero_exponente"),
    ("1E+5", "numero_exponente"),
    ("1,5e3", "numero_exponente"),
    ("٣٤", "digitos_no_admitidos"),
    ("4٣", "digitos_no_admitidos"),
    ("４５", "digitos_no_admitidos"),
    ("5²", "digitos_no_admitidos"),
    ("1/2", "numero_en_fraccion"),
    ("½", "numero_en_fraccion"),
    ("45 1⁄2", "numero_en_fraccion"),
    ("cien", "numero_en_letras"),
    ("NP", "numero_en_letras"),
    ("1.25.00", "agrupacion_invalida"),
    ("1..5", "agrupacion_invalida"),
    ("1,5,5", "agrupacion_invalida"),
    ("0.250.000", "agrupacion_invalida"),
    ("👍", "sin_numero"),
    ("👩\u200d🌾", "sin_numero"),
    ("...", "sin_numero"),
    ("45 👍", "texto_ademas_del_numero"),
    ("4️⃣", "texto_ademas_del_numero"),
    ("45\x00", "caracter_no_permitido"),
    ("\x00", "caracter_no_permitido"),
    ("\u202e54", "caracter_no_permitido"),
    ("4\u200b5", "caracter_no_permitido"),
    ("45\n50", "caracter_no_permitido"),
    ("\ud83d45", "caracter_no_permitido"),
    ("1" * 65, "numero_muy_largo"),
    ("1,0000000000000000000000000000001", "numero_muy_grande"),
    ("1.0000000000000000000000000000001", "numero_muy_grande"),
    ("0x1F", "texto_ademas_del_numero"),
    ("1_000", "texto_ademas_del_numero"),
    ("nan", "numero_en_letras"),
    ("Infinity", "numero_en_letras"),
    ("1;DROP TABLE", "texto_ademas_del_numero"),
]


@pytest.mark.parametrize("leer", LECTORES)
@pytest.mark.parametrize(("texto", "pista"), HOSTILES)
def test_lo_hostil_se_rechaza_en_todo_campo(leer: Callable[[str], Leido], texto: str, pista: str) -> None:
    """Signos, exponentes, otras escrituras, invisibles y textos largos: el mismo error en todos."""
    assert pista_de(leer, texto) == pista


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        st.text(max_size=70),
        st.text(alphabet="0123456789.,' $%-+()e\u00a0", max_size=20),
        st.from_regex(r"\$? ?[0-9]{1,3}([., ][0-9]{1,4}){0,4} ?(%|mil|millones|pesos)?", fullmatch=True),
    ),
    st.sampled_from(LECTORES),
)
def test_todo_texto_termina_en_valor_pregunta_o_error_conocido(
    texto: str, leer: Callable[[str], Leido]
) -> None:
    """Nada de lo que alguien escriba rompe el lector ni produce un código sin explicar."""
    leido: Leido | str
    try:
        leido = leer(texto)
    except EntradaInvalida as error:
        leido = error.pista
    if isinstance(leido, str):
        assert leido in CODIGOS
    elif isinstance(leido, Pregunta):
        assert leido.causa in CAUSAS
        assert any(not opcion.es_corregir for opcion in leido.opciones)
        assert len(leido.opciones) >= 2


def _al_estilo_colombiano(valor: Decimal, decimales: int) -> str:
    texto = f"{valor:,.{decimales}f}"
    return texto.translate(str.maketrans(",.", ".,"))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**16))
def test_pesos_mostrados_se_leen_igual(centavos: int) -> None:
    """Un monto escrito como lo muestra el chat se lee exactamente igual."""
    monto = Pesos(centavos)

    assert leer_pesos("$\u00a0" + _al_estilo_colombiano(monto.a_decimal(), 2)) == Valor(monto)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10_000))
def test_porcentajes_mostrados_se_leen_igual(centesimas: int) -> None:
    """Un porcentaje escrito como lo muestra el chat se lee exactamente igual."""
    valor = Porcentaje(centesimas)

    assert leer_porcentaje(_al_estilo_colombiano(valor.a_decimal(), 2) + " %") == Valor(valor)


def test_codigos_estan_todos_en_la_docstring() -> None:
    """La lista exportada y la documentada son la misma, sin repetidos, y cada código se usa."""
    documentados = re.findall(r"^- ``(\w+)``", numeros.__doc__ or "", re.MULTILINE)

    assert documentados == [*CODIGOS, *CAUSAS]
    assert len(set(documentados)) == len(documentados)
