"""Qué hito toca y cuándo: contado a mano sobre el calendario de 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dominio.modelo.recordatorio import Disparo
from recordatorios.calendario import CalendarioColombia
from recordatorios.escalera import disparos, es_hora, hito_cierto
from tests.recordatorios.plan_chico import VIGENCIA, bogota

CALENDARIO = CalendarioColombia()


def _toca(ahora: str, fin: date, calendario: CalendarioColombia = CALENDARIO) -> Disparo | None:
    hallados = disparos(bogota(ahora), calendario, VIGENCIA, fines=(fin, fin))
    assert len(hallados) <= 1
    return hallados[0] if hallados else None


@pytest.mark.parametrize(
    ("dia", "hito"),
    [
        # Hábiles antes del martes 30 de junio de 2026: lunes 29, 15 y 8 son festivos.
        ("2026-06-04", "faltan_15"),
        ("2026-06-18", "faltan_7"),
        ("2026-06-24", "faltan_3"),
        ("2026-06-26", "faltan_1"),
        ("2026-06-30", "vence_hoy"),
        ("2026-07-01", "vencida_2026-07-01"),
        ("2026-07-08", "vencida_2026-07-08"),
    ],
)
def test_hito_toca_a_las_8_del_dia_justo(dia: str, hito: str) -> None:
    """A las 7:59 todavía no toca ese hito; a las 8:00 sí, y con esa hora programada."""
    fin = date(2026, 6, 30)
    antes, justo = _toca(f"{dia}T07:59", fin), _toca(f"{dia}T08:00", fin)

    assert antes is None or antes.hito != hito
    assert justo is not None
    assert (justo.hito, justo.programado) == (hito, bogota(f"{dia}T08:00").astimezone(UTC))


def test_fin_en_dia_no_habil_se_cuenta_contra_el_ultimo_habil() -> None:
    """El sábado 31 de enero se avisa el viernes 30 y se da por vencido el lunes 2 de febrero."""
    fin = date(2026, 1, 31)
    hitos = {
        dia: toca.hito
        for dia in ("2026-01-27", "2026-01-29", "2026-01-30", "2026-02-02")
        if (toca := _toca(f"{dia}T08:00", fin))
    }

    assert hitos == {
        "2026-01-27": "faltan_3",
        "2026-01-29": "faltan_1",
        "2026-01-30": "vence_hoy",
        "2026-02-02": "vencida_2026-02-02",
    }


def test_vencida_semanal_se_corre_a_dia_habil() -> None:
    """La semana que cae en festivo sale al día hábil siguiente, con la clave de su semana."""
    fin = date(2026, 6, 5)  # primera vencida: martes 9 de junio, el 8 es festivo
    assert _hito("2026-06-09T08:00", fin) == "vencida_2026-06-09"
    fin = date(2026, 6, 12)  # primera: martes 16; el 15 es festivo
    assert _hito("2026-06-16T08:00", fin) == "vencida_2026-06-16"
    fin = date(2026, 5, 22)  # primera: lunes 25; la del lunes 8 de junio es festivo y sale el 9
    assert _hito("2026-06-08T08:00", fin) == "vencida_2026-06-01"
    assert _hito("2026-06-09T08:00", fin) == "vencida_2026-06-08"


def test_vencida_termina_sesenta_dias_despues_de_la_vigencia() -> None:
    """El 1 de marzo de 2027 es el último día de la vigencia 2026; después nadie recibe más."""
    fin = date(2026, 12, 31)
    ultimos = [
        toca.hito
        for corrido in range(90)
        if (toca := _toca_en(bogota("2027-01-01T08:00") + timedelta(days=corrido), fin))
    ]

    assert ultimos[-1] == "vencida_2027-03-01"


def test_vencida_junto_al_limite_se_corre_hacia_atras() -> None:
    """Si correrla a hábil pasara del último día, sale el hábil anterior."""
    # La semana del lunes 1 de marzo de 2027 cae en un festivo local; el último día es ese mismo.
    calendario = CalendarioColombia(frozenset({date(2027, 3, 1)}))
    fin = date(2026, 12, 20)  # primera vencida: lunes 21 de diciembre

    toca = _toca("2027-02-26T08:00", fin, calendario)

    assert toca is not None
    assert toca.hito == "vencida_2027-03-01"


@pytest.mark.parametrize(
    ("vuelve", "caduca"),
    [
        ("2026-06-24T11:00", "2026-06-25T08:00"),  # tres horas tarde: sirve hasta las 24
        ("2026-06-24T22:00", "2026-06-25T08:00"),  # de noche: sirve en la mañana
        ("2026-06-25T09:00", "2026-06-25T08:00"),  # veinticinco horas: ya no
    ],
)
def test_lo_atrasado_sirve_24_horas(vuelve: str, caduca: str) -> None:
    """Lo que no salió a su hora sirve hasta 24 horas después y sigue diciendo cuándo tocaba."""
    toca = _toca(vuelve, date(2026, 6, 30))

    assert toca is not None
    assert (toca.hito, toca.programado) == ("faltan_3", bogota("2026-06-24T08:00").astimezone(UTC))
    assert toca.caduca == bogota(caduca).astimezone(UTC)


def test_lo_alcanzado_el_viernes_en_la_noche_sirve_el_lunes() -> None:
    """Las horas en que no se puede escribir no gastan la gracia si se alcanzó dentro de las 24."""
    fin = date(2026, 11, 25)  # faltan_3: viernes 20
    a_tiempo, tarde = _toca("2026-11-20T20:00", fin), _toca("2026-11-22T12:00", fin)

    assert a_tiempo is not None
    assert tarde is not None
    assert a_tiempo.caduca == bogota("2026-11-23T08:00").astimezone(UTC)
    assert tarde.caduca == bogota("2026-11-21T08:00").astimezone(UTC)


def test_el_hito_no_se_mete_en_el_dia_del_siguiente() -> None:
    """«Falta 1» muere a medianoche: el día siguiente habla «vence hoy», no los dos."""
    toca = _toca("2026-06-26T22:00", date(2026, 6, 30))

    assert toca is not None
    assert toca.hito == "faltan_1"
    assert toca.caduca == bogota("2026-06-30T00:00").astimezone(UTC)


def test_vence_hoy_muere_con_su_fecha() -> None:
    """Aunque no haya hito siguiente, nadie recibe al otro día que la fecha de ayer vence."""
    toca = _toca("2027-03-03T20:00", date(2027, 3, 3))  # más allá del último día que se recuerda

    assert toca is not None
    assert toca.hito == "vence_hoy"
    assert toca.caduca == bogota("2027-03-04T00:00").astimezone(UTC)


def test_lo_de_hace_mas_de_una_semana_se_olvida() -> None:
    """Al volver de una caída no se desentierran hitos de hace más de siete días."""
    assert _toca("2026-06-17T08:00", date(2026, 6, 30)) is None


def test_varios_fines_a_la_vez_dan_uno_por_fecha() -> None:
    """Una sola pasada devuelve lo de todas las fechas del plan, sin repetir ninguna."""
    todos = disparos(bogota("2026-06-30T08:00"), CALENDARIO, VIGENCIA, fines=(VIGENCIA.inicio, VIGENCIA.fin))
    sueltos = [
        toca
        for corrido in range(365)
        if (toca := _toca("2026-06-30T08:00", VIGENCIA.inicio + timedelta(days=corrido)))
    ]

    assert list(todos) == sueltos
    assert len({disparo.base for disparo in todos}) == len(todos) > 100


def test_hito_cierto_dice_los_dias_de_hoy() -> None:
    """Un «faltan 3» que sale al día siguiente dice dos; el último día dice que es el último."""
    fin = date(2026, 6, 30)

    assert hito_cierto("faltan_3", fin, bogota("2026-06-25T07:00"), CALENDARIO) == "faltan_2"
    assert hito_cierto("faltan_1", fin, bogota("2026-06-30T07:00"), CALENDARIO) == "vence_hoy"
    assert hito_cierto("vencida_2026-07-01", fin, bogota("2026-07-01T08:00"), CALENDARIO).startswith(
        "vencida"
    )


@pytest.mark.parametrize(
    ("ahora", "decente"),
    [
        ("2026-06-30T06:59", False),
        ("2026-06-30T07:00", True),
        ("2026-06-30T19:00", True),
        ("2026-06-30T19:01", False),
        ("2026-06-28T10:00", False),  # domingo
        ("2026-06-29T10:00", False),  # festivo
    ],
)
def test_es_hora_solo_en_dia_habil_de_7_a_19(ahora: str, *, decente: bool) -> None:
    """Fuera de la ventana, en fin de semana y en festivo no se le escribe a nadie."""
    assert es_hora(bogota(ahora), CALENDARIO) is decente
    assert es_hora(bogota(ahora).astimezone(UTC), CALENDARIO) is decente


@settings(max_examples=100, deadline=None)
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 3, 1)),  # noqa: DTZ001 - hypothesis los pide sin zona
    st.integers(0, 364),
)
def test_disparo_siempre_tiene_sentido(ingenuo: datetime, corrido: int) -> None:
    """Nunca en el futuro, siempre a las 8 de un día hábil, y caduca después de lo programado."""
    ahora, fin = bogota(ingenuo.isoformat()), VIGENCIA.inicio + timedelta(days=corrido)

    toca = _toca_en(ahora, fin)

    if toca is not None:
        assert ahora - timedelta(days=7) <= toca.programado <= ahora
        assert es_hora(toca.programado, CALENDARIO)
        assert toca.programado < toca.caduca <= toca.programado + timedelta(days=6)
        assert toca.hito.startswith("vencida") is (toca.programado.date() > fin)


def _hito(ahora: str, fin: date) -> str | None:
    toca = _toca(ahora, fin)
    return toca.hito if toca else None


def _toca_en(ahora: datetime, fin: date) -> Disparo | None:
    hallados = disparos(ahora, CALENDARIO, VIGENCIA, fines=(fin, fin))
    return hallados[0] if hallados else None
