"""El mensaje siempre cabe y nunca deja pasar marcas ajenas, diga lo que diga el plan."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.textos.recordatorio import redactar
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from tests.recordatorios.test_redaccion import BASE, rotulos


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=4000),
    st.text(min_size=1, max_size=200),
    st.sampled_from([1, 4, 9]),
    st.sampled_from(list(TipoRecordatorio)),
)
def test_mensaje_siempre_cabe_y_escapa(
    nombre: str, codigo: str, cuantos: int, tipo: TipoRecordatorio
) -> None:
    """De cualquier tipo y con cualquier nombre, cabe en 4.096 y no trae más etiquetas que las nuestras."""
    detalle = {
        "nombre": nombre,
        "observacion": nombre,
        "norma": nombre,
        "texto": nombre,
        "folio": codigo[:20],
    }
    tomado = replace(
        BASE, tipo=tipo, actividad=nombre, actividad_codigo=codigo, responsable=nombre, detalle=detalle
    )
    cuerpo = redactar([tomado] * cuantos)

    texto = str(cuerpo["text"])
    sin_nuestras = texto.replace("<b>", "").replace("</b>", "")
    assert "<" not in sin_nuestras
    assert ">" not in sin_nuestras
    assert len(unescape(texto).encode("utf-16-le")) // 2 <= 4096
    botones = rotulos(*[tomado] * cuantos)
    assert 0 < len(botones) <= 8
    assert all(len(dato.encode()) <= 64 for _rotulo, dato in botones)
