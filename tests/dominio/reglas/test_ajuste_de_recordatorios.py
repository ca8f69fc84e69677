"""Qué puede cambiar una entidad de un recordatorio y qué horario puede pedir una persona."""

from __future__ import annotations

from datetime import time

import pytest

from dominio.errores.ajustes_de_recordatorio import (
    DesfaseFueraDeRango,
    DesfasesFijos,
    HoraFueraDeJornada,
    HorarioFueraDeJornada,
    TextoDeRecordatorioInvalido,
)
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.ajuste_de_recordatorios import desfases_de, exigir_hora, exigir_horario
from dominio.reglas.recordatorios import FICHAS
from dominio.reglas.texto_de_recordatorio import a_la_vista, exigir_texto, rellenar


@pytest.mark.parametrize(
    ("tipo", "dias", "desfases"),
    [
        (TipoRecordatorio.PLAZO, (1, 15, 0, 7), (-15, -7, -1, 0)),
        (TipoRecordatorio.INICIO, (3, 0), (-3, 0)),
        (TipoRecordatorio.VENCIDA, (10, 1, 1), (1, 10)),
        (TipoRecordatorio.ESCALA_JEFATURA, (4,), (4,)),
    ],
)
def test_desfases_en_el_orden_en_que_salen(
    tipo: TipoRecordatorio, dias: tuple[int, ...], desfases: tuple[int, ...]
) -> None:
    """Sin signo: antes de un plazo, después de un vencimiento; sin repetir y del primero al último."""
    assert desfases_de(FICHAS[tipo], dias) == desfases


@pytest.mark.parametrize(
    ("tipo", "dias"),
    [
        (TipoRecordatorio.PLAZO, ()),
        (TipoRecordatorio.PLAZO, (61,)),
        (TipoRecordatorio.PLAZO, tuple(range(9))),
        (TipoRecordatorio.VENCIDA, (0, 1)),
    ],
)
def test_desfases_que_no_se_pueden(tipo: TipoRecordatorio, dias: tuple[int, ...]) -> None:
    """Ninguno, más de sesenta días, más de ocho, o vencida el mismo día: no."""
    with pytest.raises(DesfaseFueraDeRango):
        desfases_de(FICHAS[tipo], dias)


def test_resumen_no_lleva_desfases() -> None:
    """Un resumen sale su día."""
    with pytest.raises(DesfasesFijos):
        desfases_de(FICHAS[TipoRecordatorio.RESUMEN_SEMANAL], (1,))


@pytest.mark.parametrize(
    ("hora", "cabe"), [("06:59", False), ("07:00", True), ("18:59", True), ("19:00", False)]
)
def test_hora_de_la_jornada(hora: str, cabe: bool) -> None:
    """Desde las 7:00 y antes de las 19:00."""
    if cabe:
        assert exigir_hora(time.fromisoformat(hora)) == time.fromisoformat(hora)
        return
    with pytest.raises(HoraFueraDeJornada):
        exigir_hora(time.fromisoformat(hora))


@pytest.mark.parametrize(
    ("desde", "hasta", "cabe"),
    [
        ("07:00", "19:00", True),
        ("09:00", "10:00", True),
        ("09:00", "09:59", False),
        ("06:59", "19:00", False),
        ("07:00", "19:01", False),
        ("17:00", "09:00", False),
    ],
)
def test_horario_acota_y_no_amplia(desde: str, hasta: str, cabe: bool) -> None:
    """Dentro de 7 a 19 y al menos una hora."""
    horario = time.fromisoformat(desde), time.fromisoformat(hasta)
    if cabe:
        assert exigir_horario(*horario) == horario
        return
    with pytest.raises(HorarioFueraDeJornada):
        exigir_horario(*horario)


@pytest.mark.parametrize(
    "texto", ["", "  ", "{nombre}", "[nombre]", "Faltan {dias", "}{", "a" * 201, "{dias.real}"]
)
def test_texto_que_no_sirve(texto: str) -> None:
    """Vacío, muy largo, con una llave suelta o con un marcador que no existe: no."""
    with pytest.raises(TextoDeRecordatorioInvalido):
        exigir_texto(texto)


def test_texto_se_rellena() -> None:
    """Cada marcador por su dato; el que no tiene dato queda vacío y sin espacio doble."""
    assert exigir_texto(" Faltan  [dias] a {codigo} ") == "Faltan {dias} a {codigo}"
    assert a_la_vista("Faltan {dias} a {codigo}") == "Faltan [dias] a [codigo]"
    assert (
        rellenar("Faltan {dias} del {corte} a {codigo}", {"dias": "3", "codigo": "A-1"})
        == "Faltan 3 del a A-1"
    )
