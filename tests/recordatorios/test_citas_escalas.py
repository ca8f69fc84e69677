"""Lo que sube y lo que se cuenta desde el comienzo o la devolución: a mano, sobre el calendario de 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dominio.modelo.identidad import IdEntidad
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.recordatorios import FICHAS
from recordatorios.calendario import CalendarioColombia
from recordatorios.citas import PlanPorRecordar, disparos
from tests.recordatorios.plan_chico import VIGENCIA, bogota

CALENDARIO = CalendarioColombia()
ESCALAS = (TipoRecordatorio.ESCALA_JEFATURA, TipoRecordatorio.ESCALA_PLANEACION)


def _plan(*fines: date, tipos: tuple[TipoRecordatorio, ...] = ESCALAS) -> PlanPorRecordar:
    fichas = {tipo: FICHAS[tipo] for tipo in tipos}
    return PlanPorRecordar(IdEntidad(1), VIGENCIA, CALENDARIO, fichas, fines=fines)


@pytest.mark.parametrize(
    ("dia", "hitos"),
    [
        ("2026-07-02", set()),
        ("2026-07-03", {"escala_jefatura_3"}),  # miércoles 1, jueves 2, viernes 3
        ("2026-07-06", {"escala_jefatura_3"}),  # lo mismo: todavía sirve, y su llave no lo repite
        ("2026-07-07", {"escala_jefatura_3", "escala_planeacion_5"}),
        ("2026-07-20", set()),
    ],
)
def test_escalas_a_los_tres_y_a_los_cinco_habiles(dia: str, hitos: set[str]) -> None:
    """Lo vencido el martes 30 sube a la jefatura el viernes 3 y a planeación el martes 7."""
    plan = replace(_plan(date(2026, 6, 30)), atras=timedelta(days=4))

    hallados = disparos(bogota(f"{dia}T08:00"), plan)

    assert {disparo.hito for disparo in hallados} == hitos


def test_la_escala_sobrevive_a_una_caida_de_tres_dias() -> None:
    """No habla de un día preciso: si el proceso estuvo abajo el fin de semana, sube al volver."""
    [toca] = disparos(bogota("2026-07-06T10:00"), _plan(date(2026, 6, 30)))

    assert toca.hito == "escala_jefatura_3"
    assert toca.caduca > bogota("2026-07-06T10:00")


def test_comienzo_en_festivo_se_avisa_el_primer_dia_habil() -> None:
    """Lo que empieza el 1 de enero se avisa el viernes 2, y desde ahí se cuenta la contratación."""
    fichas = {t: FICHAS[t] for t in (TipoRecordatorio.INICIO, TipoRecordatorio.CONTRATACION)}
    plan = PlanPorRecordar(IdEntidad(1), VIGENCIA, CALENDARIO, fichas, inicios=(date(2026, 1, 1),))

    tocan = {
        dia: [
            (toca.hito, toca.base)
            for toca in disparos(bogota(f"{dia}T08:00"), replace(plan, atras=timedelta()))
        ]
        for dia in ("2026-01-01", "2026-01-02", "2026-01-16", "2026-01-19", "2026-02-16")
    }

    assert tocan == {
        "2026-01-01": [],
        "2026-01-02": [("empieza_0", date(2026, 1, 1))],
        "2026-01-16": [],
        "2026-01-19": [("contratacion_10", date(2026, 1, 1))],  # el 12 es festivo
        "2026-02-16": [("contratacion_30", date(2026, 1, 1))],
    }
