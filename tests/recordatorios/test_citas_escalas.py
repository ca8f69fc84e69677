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


@pytest.mark.parametrize(
    ("tipo", "toca_el", "sirve_hasta"),
    [
        # Cinco hábiles: el lunes 13 y el lunes 20 de julio de 2026 son festivos.
        (TipoRecordatorio.ESCALA_JEFATURA, "2026-07-03", "2026-07-10"),
        (TipoRecordatorio.ESCALA_PLANEACION, "2026-07-07", "2026-07-15"),
        (TipoRecordatorio.CONTRATACION, "2026-07-16", "2026-07-24"),
        (TipoRecordatorio.DEVUELTO, "2026-07-08", "2026-07-16"),
        (TipoRecordatorio.COLA, "2026-07-09", "2026-07-17"),
    ],
)
def test_lo_que_no_habla_de_un_dia_preciso_sirve_cinco_habiles(
    tipo: TipoRecordatorio, toca_el: str, sirve_hasta: str
) -> None:
    """Una caída de dos días no lo pierde: sirve una semana de trabajo, y después ya no."""
    plan = replace(
        _plan(date(2026, 6, 30), tipos=(tipo,)), inicios=(date(2026, 7, 1),), atras=timedelta(hours=12)
    )

    hallados = disparos(bogota(f"{toca_el}T08:00"), plan)

    assert {toca.caduca for toca in hallados} == {bogota(f"{sirve_hasta}T08:00")}


def test_antes_y_despues_con_los_mismos_dias_no_se_confunden() -> None:
    """Tres antes y tres después del comienzo son dos recordatorios con clave distinta."""
    ficha = replace(FICHAS[TipoRecordatorio.CONTRATACION], desfases=(-3, 3))
    plan = replace(
        _plan(tipos=()),
        fichas={ficha.tipo: ficha},
        inicios=(date(2026, 7, 1),),
        atras=timedelta(hours=12),
    )

    hitos = [toca.hito for dia in ("06-25", "07-06") for toca in disparos(bogota(f"2026-{dia}T08:00"), plan)]

    assert hitos == ["contratacion_3", "contratacion_mas_3"]
