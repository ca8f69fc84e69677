"""Modo HTML: mismos textos, entidades y errores que el servidor real."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulador.html import SUSTITUTOS_SUELTOS, HtmlInvalido, analizar_html
from bot.simulador.texto import normalizar, unidades

ERRORES = [
    ("&#57311;", SUSTITUTOS_SUELTOS),
    ("&#xDFDF;", SUSTITUTOS_SUELTOS),
    ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
    ("🏟 🏟&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
    ("🏟 🏟&lt;<i    aba>", 'Can\'t find end tag corresponding to start tag "i"'),
    ("🏟 🏟&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
    ("🏟 🏟&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
    ('🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
    ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
    ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
    ("🏟 🏟&lt;<i>a</em   >", 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<b>abierta", 'Can\'t find end tag corresponding to start tag "b"'),
    ("avance <5% de la meta", 'Unsupported start tag "5%" at byte offset 7'),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("línea<br>otra", 'Unsupported start tag "br" at byte offset 6'),
]
ACEPTADOS = [
    ("➡️ ➡️<em>➡️ ➡️</em>", "➡️ ➡️➡️ ➡️", [("italic", 5, 5)]),
    ("🏟 🏟<i>🏟 &lt🏟</i>", "🏟 🏟🏟 <🏟", [("italic", 5, 6)]),
    ("🏟 🏟<i>🏟 &gt;<b aba   =   caba>&lt🏟</b></i>", "🏟 🏟🏟 ><🏟", [("italic", 5, 7), ("bold", 9, 3)]),
    ("🏟 🏟&lt;<i    aba  =  '&lt;&gt;&quot;'>a</>", "🏟 🏟<a", [("italic", 6, 1)]),
    ("🏟 🏟&lt;<b></b>", "🏟 🏟<", []),
    ("&lt;&gt;&amp;&quot;&laquo;&#12345678;", '<>&"&laquo;&#12345678;', []),
    ("&#241;&#xF1;", "ññ", []),
    (
        "<i><b> </b> <code> </code></i>",
        "   ",
        [("italic", 0, 3), ("bold", 0, 1), ("code", 2, 1)],
    ),
    ("<a> </a>", " ", []),
    (
        "<u>a</u><s>b</s><del>c</del>",
        "abc",
        [("underline", 0, 1), ("strikethrough", 1, 1), ("strikethrough", 2, 1)],
    ),
    ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
    ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
    ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
    ('<pre><code class="language-fift">x</></>', "x", [("pre", 0, 1)]),
]


@pytest.mark.parametrize(("crudo", "error"), ERRORES)
def test_html_errores(crudo: str, error: str) -> None:
    """Lo mal formado se rechaza con la frase y la posición en bytes del servidor real."""
    with pytest.raises(HtmlInvalido) as rechazo:
        analizar_html(crudo)
    assert str(rechazo.value) == error


@pytest.mark.parametrize(("crudo", "texto", "entidades"), ACEPTADOS)
def test_html_entidades(crudo: str, texto: str, entidades: list[tuple[str, int, int]]) -> None:
    """Las entidades se cuentan en unidades UTF-16 y salen en el orden del servidor."""
    limpio, halladas = analizar_html(crudo)
    assert limpio == texto
    assert [(e.tipo, e.desde, e.largo) for e in halladas] == entidades


def test_html_enlace_y_lenguaje() -> None:
    """Un enlace sin esquema se completa y un bloque de código conserva su lenguaje."""
    _, (enlace,) = analizar_html("<a   href=  'telegram.org?&lt;'   > </a>")
    assert enlace.datos == {"url": "http://telegram.org/?<"}
    _, (bloque,) = analizar_html('<code class="language-fift"><pre>x</></>')
    assert (bloque.tipo, bloque.datos) == ("pre", {"language": "fift"})


def test_html_normalizado_recorta_y_parte_alrededor_del_codigo() -> None:
    """Los blancos de las puntas se van, y ninguna negrita cubre el código que encierra."""
    limpio, entidades = normalizar(*analizar_html("  <b>ver <code>x</code> ya</b> \n"))
    assert limpio == "ver x ya"
    assert [(e["type"], e["offset"], e["length"]) for e in entidades] == [
        ("bold", 0, 4),
        ("code", 4, 1),
        ("bold", 5, 3),
    ]


def test_texto_detecta_lo_automatico() -> None:
    """Comandos, direcciones, correos, menciones y etiquetas se reconocen sin formato."""
    _, entidades = normalizar("/start@local_bot https://a.co/x. ana@x.co @planbot #meta 45/90", [])
    assert [e["type"] for e in entidades] == ["bot_command", "url", "email", "mention", "hashtag"]


@given(st.text())
def test_html_texto_escapado_vuelve_igual(texto: str) -> None:
    """Cualquier texto escapado se publica igual y sin entidades de formato."""
    escapado = texto.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert analizar_html(escapado) == (texto, [])


@given(st.text(alphabet="<>/&;bia =\"'ñ🏟\n", max_size=40))
def test_html_nunca_falla_de_otro_modo(crudo: str) -> None:
    """Todo texto se acepta con entidades dentro de sus límites o se rechaza con una frase."""
    try:
        limpio, entidades = analizar_html(crudo)
    except HtmlInvalido:
        return
    assert all(0 <= e.desde < e.hasta <= unidades(limpio) for e in entidades)
