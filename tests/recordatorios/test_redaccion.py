"""Lo que dice el mensaje."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.textos.recordatorio import plazo, redactar
from dominio.modelo.identidad import IdActividad
from dominio.modelo.recordatorio import RecordatorioTomado
from dominio.valores.porcentaje import Porcentaje
from tests.recordatorios.plan_chico import bogota

BASE = RecordatorioTomado(
    id=1,
    clave="faltan_3|7|2026-06-30|1",
    entidad_id=1,  # type: ignore[arg-type]
    hito="faltan_3",
    persona_id=1,  # type: ignore[arg-type]
    persona="Ana Ruiz",
    chat_id=5001,
    actividad_id=7,  # type: ignore[arg-type]
    actividad_codigo="A-012",
    actividad="Dotar la biblioteca",
    fin=date(2026, 6, 30),
    avance=None,
    programado=bogota("2026-06-24T08:00"),
    vigente=True,
    motivo=None,
    en_dialogo=False,
)


@pytest.mark.parametrize(
    ("hito", "frase"),
    [
        ("faltan_15", "Faltan 15 días hábiles"),
        ("faltan_1", "Falta 1 día hábil"),
        ("vence_hoy", "Último día hábil"),
        ("vencida_2026-07-01", "Plazo vencido"),
    ],
)
def test_plazo_se_dice_en_palabras(hito: str, frase: str) -> None:
    """Cada hito tiene su frase, en singular y plural."""
    assert plazo(hito) == frase


def test_uno_solo_lleva_el_boton_de_reportar() -> None:
    """El mensaje dice qué, cuándo y cuánto va, con un botón que abre esa actividad."""
    cuerpo = redactar([replace(BASE, avance=Porcentaje(4550))])

    # Entre la cifra y el «%» hay un espacio que no se parte.
    assert str(cuerpo["text"]).replace("\xa0", " ") == (
        "<b>Faltan 3 días hábiles</b>\n"
        "A-012 · Dotar la biblioteca\n"
        "Termina el 30 de junio de 2026. Va en 45,5 %.\n"
        "Toque el botón para reportar cuánto va en total."
    )
    assert cuerpo["parse_mode"] == "HTML"
    assert cuerpo["reply_markup"] == {
        "inline_keyboard": [
            [{"text": "Reportar avance", "callback_data": "r:7"}],
            [{"text": "Sin novedad", "callback_data": "s:7"}],
            [{"text": "Igual que el corte anterior", "callback_data": "s:i7"}],
        ]
    }


def test_vencida_habla_en_pasado() -> None:
    """Lo vencido terminó; no «termina»."""
    texto = str(redactar([replace(BASE, hito="vencida_2026-07-01")])["text"])

    assert "Terminó el 30 de junio de 2026. Sin avance reportado." in texto


def test_resumen_dice_cuantas_quedan_por_fuera() -> None:
    """De doce se muestran ocho con su botón y se dice que hay cuatro más."""
    cuerpo = redactar([replace(BASE, id=n, actividad_codigo=f"A-{n:03}") for n in range(1, 13)])

    texto = str(cuerpo["text"])
    assert "<b>Tiene 12 actividades por reportar</b>" in texto
    assert "A-008" in texto
    assert "A-009" not in texto
    assert "y 4 más" in texto


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=4000), st.text(min_size=1, max_size=200), st.sampled_from([1, 4, 9]))
def test_mensaje_siempre_cabe_y_escapa(nombre: str, codigo: str, cuantos: int) -> None:
    """Con cualquier nombre el texto cabe en 4.096 y no trae más etiquetas que las nuestras."""
    cuerpo = redactar([replace(BASE, actividad=nombre, actividad_codigo=codigo)] * cuantos)

    texto = str(cuerpo["text"])
    sin_nuestras = texto.replace("<b>", "").replace("</b>", "")
    assert "<" not in sin_nuestras
    assert ">" not in sin_nuestras
    assert len(unescape(texto).encode("utf-16-le")) // 2 <= 4096


@pytest.mark.parametrize(("cuantos", "por_fila"), [(4, 2), (5, 1)])
def test_sin_novedad_va_con_cada_actividad_mientras_quepan_ocho_botones(cuantos: int, por_fila: int) -> None:
    """Con pocas actividades cada una lleva sus dos botones; con muchas, solo el de reportar."""
    cuerpo = redactar([replace(BASE, actividad_id=IdActividad(n)) for n in range(1, cuantos + 1)])

    filas = cuerpo["reply_markup"]["inline_keyboard"]  # type: ignore[index]
    assert [len(fila) for fila in filas] == [por_fila] * cuantos
    assert sum(map(len, filas)) <= 8
