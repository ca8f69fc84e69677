"""Qué toca de una actividad y cuándo: contado a mano sobre el calendario de 2026."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dominio.modelo.identidad import IdEntidad
from dominio.modelo.recordatorio import Disparo
from dominio.modelo.tipo_de_recordatorio import AjusteDeRecordatorio, FichaDeRecordatorio, TipoRecordatorio
from dominio.reglas.recordatorios import FICHAS, configuradas
from recordatorios.calendario import CalendarioColombia
from recordatorios.citas import PlanPorRecordar, disparos
from recordatorios.citas.jornada import es_hora
from tests.recordatorios.plan_chico import VIGENCIA, bogota

CALENDARIO = CalendarioColombia()
Fichas = Mapping[TipoRecordatorio, FichaDeRecordatorio]
PLAZOS = {tipo: FICHAS[tipo] for tipo in (TipoRecordatorio.PLAZO, TipoRecordatorio.VENCIDA)}


def _plan(
    *fines: date, fichas: Fichas = PLAZOS, calendario: CalendarioColombia = CALENDARIO
) -> PlanPorRecordar:
    return PlanPorRecordar(IdEntidad(1), VIGENCIA, calendario, fichas, fines=fines)


def _toca(ahora: str, fin: date, calendario: CalendarioColombia = CALENDARIO) -> Disparo | None:
    return _toca_en(bogota(ahora), fin, calendario)


def _toca_en(ahora: datetime, fin: date, calendario: CalendarioColombia = CALENDARIO) -> Disparo | None:
    hallados = disparos(ahora, _plan(fin, calendario=calendario))
    assert len(hallados) <= 1
    return hallados[0] if hallados else None


def _hito(ahora: str, fin: date) -> str | None:
    toca = _toca(ahora, fin)
    return toca.hito if toca else None


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
def test_hito_se_programa_desde_la_medianoche_para_las_8(dia: str, hito: str) -> None:
    """La víspera todavía no toca; desde la medianoche de su día sí, para las 8:00."""
    fin = date(2026, 6, 30)
    vispera = _toca_en(bogota(f"{dia}T00:00") - timedelta(minutes=1), fin)
    desde = _toca(f"{dia}T00:00", fin)

    assert vispera is None or vispera.hito != hito
    assert desde is not None
    assert (desde.hito, desde.programado) == (hito, bogota(f"{dia}T08:00").astimezone(UTC))
    assert desde == _toca(f"{dia}T08:00", fin)


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
    assert _hito("2026-06-09T08:00", date(2026, 6, 5)) == "vencida_2026-06-09"  # el 8 es festivo
    assert _hito("2026-06-16T08:00", date(2026, 6, 12)) == "vencida_2026-06-16"  # el 15 es festivo
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


def test_vence_hoy_muere_con_su_fecha_aunque_no_se_recuerde_lo_vencido() -> None:
    """Aunque la entidad apague lo vencido, nadie recibe al otro día que la fecha de ayer vence."""
    solo_plazo = {TipoRecordatorio.PLAZO: FICHAS[TipoRecordatorio.PLAZO]}
    fin = date(2026, 6, 30)

    [toca] = disparos(bogota("2026-06-30T20:00"), _plan(fin, fichas=solo_plazo))

    assert (toca.hito, toca.caduca) == ("vence_hoy", bogota("2026-07-01T00:00").astimezone(UTC))


def test_lo_de_hace_mas_de_una_semana_se_olvida() -> None:
    """Al volver de una caída no se desentierran hitos de hace más de siete días."""
    assert _toca("2026-06-17T08:00", date(2026, 6, 30)) is None


def test_tras_tres_dias_abajo_queda_solo_el_mas_reciente() -> None:
    """Quien vuelve tras una caída manda el último hito de la fecha, no los que se saltó."""
    toca = _toca("2026-06-26T09:00", date(2026, 6, 30))  # «faltan 3» era el 24

    assert toca is not None
    assert toca.hito == "faltan_1"


def test_varios_fines_a_la_vez_dan_uno_por_fecha() -> None:
    """Una sola pasada devuelve lo de todas las fechas del plan, sin repetir ninguna."""
    fines = tuple(VIGENCIA.inicio + timedelta(days=corrido) for corrido in range(365))
    todos = disparos(bogota("2026-06-30T08:00"), _plan(*fines))
    sueltos = [toca for fin in fines if (toca := _toca("2026-06-30T08:00", fin))]

    assert list(todos) == sueltos
    assert len({disparo.base for disparo in todos}) == len(todos) > 100


def test_la_entidad_cambia_desfases_y_hora_o_apaga() -> None:
    """Con «diez y dos días antes, a las 9» salen esos y no los de omisión; apagado, nada."""
    propio = AjusteDeRecordatorio(TipoRecordatorio.PLAZO, desfases=(-10, -2), hora=time(9))
    apagado = AjusteDeRecordatorio(TipoRecordatorio.VENCIDA, activo=False)
    fichas = {t: f for t, f in configuradas([propio, apagado]).items() if t in PLAZOS}
    plan = replace(_plan(date(2026, 6, 30), fichas=fichas), atras=timedelta(hours=12))

    hallados = {
        (toca.hito, toca.programado)
        for corrido in range(60)
        for toca in disparos(bogota("2026-06-01T00:00") + timedelta(days=corrido), plan)
    }

    assert hallados == {
        ("faltan_10", bogota("2026-06-12T09:00").astimezone(UTC)),
        ("faltan_2", bogota("2026-06-25T09:00").astimezone(UTC)),
    }


@settings(max_examples=100, deadline=None)
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 3, 1)),  # noqa: DTZ001 - hypothesis los pide sin zona
    st.integers(0, 364),
)
def test_disparo_siempre_tiene_sentido(ingenuo: datetime, corrido: int) -> None:
    """A las 8 de un día hábil que ya llegó, y caduca después de lo programado."""
    ahora, fin = bogota(ingenuo.isoformat()), VIGENCIA.inicio + timedelta(days=corrido)

    toca = _toca_en(ahora, fin)

    if toca is not None:
        assert ahora - timedelta(days=7) <= toca.programado <= ahora + timedelta(hours=8)
        assert toca.programado.astimezone(ahora.tzinfo).date() <= ahora.date()
        assert es_hora(toca.programado, CALENDARIO)
        assert toca.programado < toca.caduca <= toca.programado + timedelta(days=6)
        assert toca.hito.startswith("vencida") is (toca.programado.date() > fin)


@settings(max_examples=60, deadline=None)
@given(
    ingenuo=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001
    festivos=st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=4),
    sabado=st.booleans(),
)
def test_nada_cae_fuera_de_la_jornada_de_la_entidad(
    ingenuo: datetime, festivos: set[date], sabado: bool
) -> None:
    """Sea cual sea el calendario de la entidad, todo se programa en día hábil suyo y entre 7 y 19."""
    calendario = CalendarioColombia(frozenset(festivos), sabado)
    fechas = tuple(VIGENCIA.inicio + timedelta(days=n) for n in range(0, 365, 7))
    plan = PlanPorRecordar(IdEntidad(1), VIGENCIA, calendario, inicios=fechas, fines=fechas)

    for toca in disparos(bogota(ingenuo.isoformat()), plan):
        assert es_hora(toca.programado, calendario), toca


def test_la_semana_que_pasa_del_limite_no_se_adelanta() -> None:
    """La del 8 de marzo de 2027 cae en festivo local y después del último día: no reemplaza la del 1."""
    calendario = CalendarioColombia(frozenset({date(2027, 3, 8)}))

    toca = _toca("2027-03-01T08:00", date(2026, 12, 20), calendario)

    assert toca is not None
    assert toca.hito == "vencida_2027-03-01"


def test_un_desfase_del_plazo_posterior_a_la_terminacion_no_se_recuerda() -> None:
    """El plazo solo avisa antes: lo de después es lo vencido, que tiene su propia ficha."""
    plazo = replace(FICHAS[TipoRecordatorio.PLAZO], desfases=(-3, 2))
    plan = replace(_plan(date(2026, 6, 30), fichas={plazo.tipo: plazo}), atras=timedelta(hours=12))

    hitos = {
        toca.hito
        for corrido in range(20)
        for toca in disparos(bogota("2026-06-20T08:00") + timedelta(days=corrido), plan)
    }

    assert hitos == {"faltan_3"}


@pytest.mark.parametrize(
    ("cada_semana", "hitos"),
    [(False, {"vencida_2026-07-02"}), (True, {"vencida_2026-07-02", "vencida_2026-07-09"})],
)
def test_vencida_empieza_en_el_desfase_de_la_entidad(cada_semana: bool, hitos: set[str]) -> None:
    """Con «a los dos días» la primera es el jueves 2; sin repetición semanal, es la única."""
    vencida = replace(FICHAS[TipoRecordatorio.VENCIDA], desfases=(2,), cada_semana=cada_semana)
    plan = replace(_plan(date(2026, 6, 30), fichas={vencida.tipo: vencida}), atras=timedelta(hours=12))

    hallados = {
        toca.hito
        for corrido in range(14)
        for toca in disparos(bogota("2026-07-01T08:00") + timedelta(days=corrido), plan)
    }

    assert hallados == hitos
