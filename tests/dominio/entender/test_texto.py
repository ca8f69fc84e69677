"""Textos: lo que se busca se normaliza y lo que se guarda se limpia."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dominio.entender.texto import BIDI, limpiar, normalizar
from dominio.errores import EntradaInvalida

cualquier_texto = st.text(alphabet=st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("texto", "normal"),
    [
        ("  Educación   y\nÑAME ", "educacion y name"),
        ("Sec. de\u00a0Planeación", "sec. de planeacion"),
        ("N\u0303ame pingüino", "name pinguino"),
        ("a\u200bb\u202ec\x00d", "abcd"),
        ("ＡＢＣ ﬁn", "abc fin"),
        ("línea\tbase", "linea base"),
        ("", ""),
    ],
)
def test_normalizar_deja_solo_lo_que_se_compara(texto: str, normal: str) -> None:
    """Minúsculas, sin tildes, ñ como n, un espacio y nada invisible."""
    assert normalizar(texto) == normal


@settings(max_examples=100, deadline=None)
@given(cualquier_texto)
def test_normalizar_dos_veces_da_lo_mismo(texto: str) -> None:
    """Es estable, y no depende de si las tildes venían compuestas o separadas."""
    normal = normalizar(texto)

    assert normalizar(normal) == normal
    assert normalizar(unicodedata.normalize("NFD", texto)) == normal


@pytest.mark.parametrize(
    ("texto", "limpio"),
    [
        ("  hola \r\n mundo\x00\x07 ", "hola \n mundo"),
        ("Pe\u0301rez", "Pérez"),
        ("avance\u202e%54", "avance%54"),
        ("\u2066a\u2069\u200f", "a"),
        ("\ud83d suelto", "suelto"),
        ("👩\u200d🌾 siembra", "👩\u200d🌾 siembra"),
        ("uno\u2028dos\ttres", "uno\ndos tres"),
        ("\u200b\ufeff", ""),
        ("=HYPERLINK(1)<b>&", "=HYPERLINK(1)<b>&"),
    ],
)
def test_limpiar_quita_lo_invisible_y_conserva_lo_escrito(texto: str, limpio: str) -> None:
    """Sin controles ni marcas de dirección; los emojis compuestos y los signos quedan."""
    assert limpiar(texto, 100) == limpio


def test_limpiar_mide_despues_de_limpiar() -> None:
    """El máximo cuenta lo que se guardaría; pasarse dice cuánto."""
    assert limpiar("  ñ\x00ñ  ", 2) == "ññ"
    with pytest.raises(EntradaInvalida) as error:
        limpiar("ñ" * 226, 225)

    assert error.value.pista == "texto_muy_largo"
    assert (error.value.datos["maximo"], error.value.datos["largo"]) == (225, 226)


@settings(max_examples=100, deadline=None)
@given(cualquier_texto)
def test_limpiar_da_texto_que_toda_base_acepta(texto: str) -> None:
    """Se puede codificar en UTF-8, no trae NUL ni marcas bidi, y limpiarlo otra vez no cambia nada."""
    limpio = limpiar(texto, 1000)

    limpio.encode("utf-8")
    assert not set(limpio) & (BIDI | {"\x00", "\r"})
    assert limpiar(limpio, 1000) == limpio
