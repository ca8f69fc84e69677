"""Lo que espera para salir se dice con la hora en que llega, y lo que ya no llega no se dice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from dominio.modelo.identidad import IdActividad
from dominio.modelo.recordados import RecordatorioPorSalir
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.recordatorios_por_salir import como_sale, se_oye
from dominio.valores.fechas import BOGOTA

JORNADA = (time(7), time(19))
VIERNES = date(2026, 9, 4)


def _a_las(dia: int, hora: int) -> datetime:
    return datetime(2026, 9, dia, hora, tzinfo=BOGOTA)


def _uno(tipo: TipoRecordatorio = TipoRecordatorio.PLAZO, caduca: int = 8) -> RecordatorioPorSalir:
    programado = _a_las(4, 8).astimezone(UTC)
    return RecordatorioPorSalir(
        1, tipo, programado, "A-004", VIERNES, False, IdActividad(4), _a_las(caduca, 8).astimezone(UTC)
    )


@pytest.mark.parametrize(
    ("ahora", "horario", "llega"),
    [
        (_a_las(4, 6), JORNADA, _a_las(4, 8)),
        (_a_las(4, 6), (time(9), time(12)), _a_las(4, 9)),
        (_a_las(4, 10), JORNADA, _a_las(4, 10)),
        # Pasó su hora y se cerró la franja: sale el lunes al abrir.
        (_a_las(4, 20), JORNADA, _a_las(7, 7)),
        (_a_las(4, 13), (time(9), time(12)), _a_las(7, 9)),
        # El sábado a media mañana tampoco es día.
        (_a_las(5, 10), JORNADA, _a_las(7, 7)),
    ],
)
def test_llega_en_el_horario_de_la_persona(
    ahora: datetime, horario: tuple[time, time], llega: datetime
) -> None:
    """A su hora si falta; si ya pasó, al abrir la siguiente franja de un día hábil."""
    sale = como_sale(_uno(), ahora, lambda dia: dia.weekday() < 5, horario)

    assert sale is not None
    assert sale.programado == llega


def test_lo_que_caduca_antes_de_su_franja_no_llega() -> None:
    """Pasado de hora y fuera de franja, si antes de la siguiente deja de servir, ya no espera."""
    assert como_sale(_uno(caduca=5), _a_las(4, 20), lambda dia: dia.weekday() < 5, JORNADA) is None


def test_lo_callado_no_espera_y_lo_de_ley_si() -> None:
    """Callado por su tipo o por su actividad no se dice; lo que exige la ley se dice siempre."""
    assert se_oye(_uno(), set(), {IdActividad(5)})
    assert not se_oye(_uno(), set(), {IdActividad(4)})
    assert not se_oye(_uno(), {TipoRecordatorio.PLAZO}, set())
    assert se_oye(_uno(TipoRecordatorio.LEGAL), {TipoRecordatorio.LEGAL}, {IdActividad(4)})
