"""Hasta cuándo se deja un recordatorio, y a qué momentos."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.posponer import Aplazo, caducidad, clave_pospuesta, limite_de, momentos
from dominio.reglas.silenciar import se_calla
from dominio.valores.fechas import BOGOTA, a_bogota

FESTIVO = date(2026, 10, 12)  # lunes
VENTANA = (time(7), time(19))


def es_habil(dia: date) -> bool:
    """De lunes a viernes, menos el 12 de octubre."""
    return dia.weekday() < 5 and dia != FESTIVO


def bogota(texto: str) -> datetime:
    """Instante de Bogotá."""
    return datetime.fromisoformat(texto).replace(tzinfo=BOGOTA)


def posibles(
    ahora: str, limite: str | None = None, ventana: tuple[time, time] = VENTANA
) -> dict[Aplazo, str]:
    """Los momentos, como se leen en Bogotá."""
    hasta = date.fromisoformat(limite) if limite else None
    hallados = momentos(bogota(ahora), hasta, es_habil, ventana)
    return {aplazo: f"{a_bogota(cuando):%Y-%m-%d %H:%M}" for aplazo, cuando in hallados.items()}


def test_entre_semana_se_ofrecen_los_tres() -> None:
    """Una hora, mañana a las 8:00 y el lunes a las 8:00."""
    assert posibles("2026-09-10 08:00:30") == {
        Aplazo.UNA_HORA: "2026-09-10 09:01",
        Aplazo.MANANA: "2026-09-11 08:00",
        Aplazo.LUNES: "2026-09-14 08:00",
    }


def test_el_viernes_manana_y_el_lunes_son_el_mismo_dia_habil() -> None:
    """Y si el lunes es festivo, el martes."""
    assert posibles("2026-10-09 08:00")[Aplazo.MANANA] == "2026-10-13 08:00"
    assert posibles("2026-10-09 08:00")[Aplazo.LUNES] == "2026-10-13 08:00"


@pytest.mark.parametrize(
    ("ahora", "limite", "quedan"),
    [
        ("2026-09-10 08:00", "2026-09-14", {Aplazo.UNA_HORA, Aplazo.MANANA, Aplazo.LUNES}),
        ("2026-09-10 08:00", "2026-09-13", {Aplazo.UNA_HORA, Aplazo.MANANA}),
        ("2026-09-10 08:00", "2026-09-10", {Aplazo.UNA_HORA}),
        ("2026-09-10 18:00", "2026-09-10", {Aplazo.UNA_HORA}),
        ("2026-09-10 18:01", "2026-09-10", set()),
        ("2026-09-10 18:30", None, {Aplazo.MANANA, Aplazo.LUNES}),
        ("2026-09-12 10:00", None, {Aplazo.MANANA, Aplazo.LUNES}),
    ],
)
def test_nunca_pasa_del_plazo_ni_cae_a_deshora(ahora: str, limite: str | None, quedan: set[Aplazo]) -> None:
    """Solo lo que cabe antes del límite, en día hábil y a hora decente."""
    assert set(posibles(ahora, limite)) == quedan


def test_respeta_la_ventana_de_la_persona() -> None:
    """Quien recibe de 9:00 a 12:00 no recibe a las 8:00 ni una hora después de las 11:30."""
    suyos = posibles("2026-09-10 11:30", None, (time(9), time(12)))

    assert suyos == {Aplazo.MANANA: "2026-09-11 09:00", Aplazo.LUNES: "2026-09-14 09:00"}


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001
    st.integers(0, 20),
)
def test_lo_pospuesto_siempre_es_decente_y_caduca_despues(suelto: datetime, dias: int) -> None:
    """A cualquier hora y con cualquier plazo: hábil, a hora decente, después de ahora y antes de caducar."""
    ahora = suelto.replace(tzinfo=BOGOTA)
    limite = ahora.date() + timedelta(days=dias)
    for cuando in momentos(ahora, limite, es_habil, VENTANA).values():
        local = a_bogota(cuando)
        assert es_habil(local.date())
        assert time(7) <= local.time() <= time(19)
        assert ahora < cuando < caducidad(cuando, limite, es_habil)
        assert local.date() <= limite


@pytest.mark.parametrize(
    ("tipo", "limite"),
    [
        (TipoRecordatorio.PLAZO, date(2026, 9, 15)),
        (TipoRecordatorio.CORTE_CIERRA, date(2026, 9, 15)),
        (TipoRecordatorio.LEGAL, date(2026, 9, 15)),
        (TipoRecordatorio.RUTA, date(2026, 9, 15)),
        (TipoRecordatorio.INICIO, date(2026, 12, 31)),
        (TipoRecordatorio.CONTRATACION, date(2026, 12, 31)),
        (TipoRecordatorio.GASTO_SIN_AVANCE, date(2026, 10, 15)),
        (TipoRecordatorio.VENCIDA, None),
        (TipoRecordatorio.DEVUELTO, None),
        (TipoRecordatorio.ESCALA_JEFATURA, None),
    ],
)
def test_plazo_de_cada_tipo(tipo: TipoRecordatorio, limite: date | None) -> None:
    """El día del que cuelga, el fin de la actividad, el cierre del corte, o ninguno si ya pasó."""
    assert limite_de(tipo, date(2026, 9, 15), date(2026, 12, 31), date(2026, 10, 15)) == limite


def test_quien_cierra_su_horario_antes_de_las_ocho_lo_recibe_al_cerrarlo() -> None:
    """Con ventana de 7:00 a 7:30, «mañana» es a las 7:30: nunca fuera de su horario."""
    assert posibles("2026-09-10 07:00", ventana=(time(7), time(7, 30)))[Aplazo.MANANA] == "2026-09-11 07:30"


def test_caduca_al_habil_siguiente_o_al_fin_del_plazo() -> None:
    """Lo que no alcanzó a salir no se acumula."""
    cuando = bogota("2026-10-09 09:00")

    assert caducidad(cuando, None, es_habil) == bogota("2026-10-13 08:00")
    assert caducidad(cuando, date(2026, 10, 9), es_habil) == bogota("2026-10-10 00:00")


def test_clave_pospuesta_cuelga_de_la_primera() -> None:
    """La segunda vez reemplaza el número: no se encadenan."""
    assert clave_pospuesta("faltan_3|actividad:5|2026-06-30|1", 1) == "faltan_3|actividad:5|2026-06-30|1|p1"
    assert (
        clave_pospuesta("faltan_3|actividad:5|2026-06-30|1|p1", 2) == "faltan_3|actividad:5|2026-06-30|1|p2"
    )


def test_ni_la_ley_ni_las_escalas_se_callan() -> None:
    """Lo demás, sí."""
    no_se_callan = {tipo for tipo in TipoRecordatorio if not se_calla(tipo)}

    assert no_se_callan == {
        TipoRecordatorio.LEGAL,
        TipoRecordatorio.ESCALA_JEFATURA,
        TipoRecordatorio.ESCALA_PLANEACION,
    }
