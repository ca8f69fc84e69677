"""Partir: los trozos caben, no rompen etiquetas y no pierden texto."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.canales.partir import a_texto_plano, medir, partir_html
from bot.simulador.html import analizar_html


def test_medir_cuenta_unidades_utf16() -> None:
    """Un emoji fuera del plano básico cuenta por dos, como en Telegram."""
    assert medir("año") == 3
    assert medir("😀") == 2


def test_partir_lo_que_cabe_no_se_toca() -> None:
    """Un mensaje que cabe sale tal cual."""
    assert partir_html("<b>hola</b>\n", 12) == ["<b>hola</b>\n"]


def test_partir_por_lineas_y_reabre_etiquetas() -> None:
    """Se corta en el fin de línea y la etiqueta abierta se cierra y se vuelve a abrir."""
    assert partir_html('<b>uno dos\n<a href="x">tres</a> cuatro</b>', 40) == [
        "<b>uno dos</b>",
        '<b><a href="x">tres</a> cuatro</b>',
    ]


def test_partir_palabra_mas_larga_que_el_limite() -> None:
    """Una palabra que no cabe se corta entre letras, sin partir emoji ni entidades."""
    trozos = partir_html("😀" * 10 + "&lt;" * 5, 9)

    assert all(medir(trozo) <= 9 for trozo in trozos)
    assert a_texto_plano("".join(trozos)) == "😀" * 10 + "<" * 5


def test_partir_sin_lugar_para_el_texto() -> None:
    """Si las etiquetas no dejan lugar a una letra, se dice."""
    with pytest.raises(ValueError, match="etiquetas"):
        partir_html("<blockquote><b>" + "x" * 40 + "</b></blockquote>", 30)


def test_texto_plano_conserva_lo_que_no_es_etiqueta() -> None:
    """Quitar el formato no se come un «<5» escrito por una persona."""
    assert a_texto_plano("avance <5% <b>sí</b> &amp; &lt;no&gt;") == "avance <5% sí & <no>"


TROZO = st.recursive(
    st.text(alphabet="añ <&>\n😀x", max_size=30).map(html.escape),
    lambda dentro: st.tuples(
        st.sampled_from(["b", "i", "code", "blockquote"]), st.lists(dentro, max_size=4)
    ).map(lambda par: f"<{par[0]}>{''.join(par[1])}</{par[0]}>"),
    max_leaves=30,
)


@given(st.lists(TROZO, max_size=12).map("".join), st.integers(150, 400))
def test_partir_cualquier_mensaje(texto: str, limite: int) -> None:
    """Cada trozo cabe y es HTML válido para Telegram; juntos dicen lo mismo que el mensaje."""
    trozos = partir_html(texto, limite)

    assert all(medir(trozo) <= limite for trozo in trozos)
    visibles = [analizar_html(trozo)[0] for trozo in trozos]
    entero = analizar_html(texto)[0]
    assert "".join("".join(visibles).split()) == "".join(entero.split())
