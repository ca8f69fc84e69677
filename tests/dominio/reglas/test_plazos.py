"""Días hábiles y horas decentes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dominio.errores import CalendarioSinHabiles, InstanteSinZona
from dominio.reglas.plazos import (
    dias_habiles_entre,
    dias_restantes,
    habil_anterior,
    habil_siguiente,
    momento_decente,
    sumar_habiles,
)
from dominio.valores.fechas import BOGOTA

FESTIVOS = {date(2026, 11, 2), date(2026, 11, 16), date(2026, 12, 8), date(2026, 12, 25), date(2026, 1, 1)}


def es_habil(dia: date) -> bool:
    """Lunes a viernes menos unos festivos de 2026."""
    return dia.weekday() < 5 and dia not in FESTIVOS


def _bogota(dia: int, hora: int, minuto: int = 0, mes: int = 11) -> datetime:
    return datetime(2026, mes, dia, hora, minuto, tzinfo=BOGOTA)


def test_vencimientos_conocidos() -> None:
    """31 de enero de 2026 es sábado y 31 de octubre de 2026 corre hasta el martes 3 de noviembre."""
    assert habil_siguiente(date(2026, 1, 31), es_habil) == date(2026, 2, 2)
    assert habil_anterior(date(2026, 1, 31), es_habil) == date(2026, 1, 30)
    assert habil_siguiente(date(2026, 10, 31), es_habil) == date(2026, 11, 3)
    assert (
        habil_siguiente(date(2026, 11, 3), es_habil)
        == date(2026, 11, 3)
        == habil_anterior(date(2026, 11, 3), es_habil)
    )


def test_dias_restantes_son_calendario() -> None:
    """Hoy es 0 y lo pasado es negativo."""
    fin = date(2026, 12, 31)

    assert [dias_restantes(fin - timedelta(days=d), fin) for d in (10, 0, -1)] == [10, 0, -1]


def test_habiles_saltan_festivos_y_fines_de_semana() -> None:
    """Del viernes 30 de octubre al martes 3 de noviembre hay un solo día hábil."""
    viernes, martes = date(2026, 10, 30), date(2026, 11, 3)

    assert dias_habiles_entre(viernes, martes, es_habil) == 1
    assert dias_habiles_entre(martes, viernes, es_habil) == -1
    assert sumar_habiles(viernes, 1, es_habil) == martes
    assert sumar_habiles(martes, -1, es_habil) == viernes
    assert sumar_habiles(date(2026, 10, 31), 0, es_habil) == date(2026, 10, 31)
    assert dias_habiles_entre(viernes, viernes, es_habil) == 0


@settings(max_examples=80, deadline=None)
@given(st.dates(date(2026, 1, 5), date(2026, 12, 20)), st.integers(-60, 60))
def test_sumar_y_contar_habiles_son_inversas(fecha: date, dias: int) -> None:
    """Desde un día hábil, sumar n y contar da n, y volver deja en el mismo día."""
    desde = habil_siguiente(fecha, es_habil)
    llegada = sumar_habiles(desde, dias, es_habil)

    assert es_habil(llegada)
    assert dias_habiles_entre(desde, llegada, es_habil) == dias
    assert sumar_habiles(llegada, -dias, es_habil) == desde


def test_calendario_sin_habiles_se_detiene() -> None:
    """Un calendario mal cargado se denuncia en vez de girar para siempre."""
    with pytest.raises(CalendarioSinHabiles):
        habil_siguiente(date(2026, 1, 1), lambda _: False)
    with pytest.raises(CalendarioSinHabiles):
        sumar_habiles(date(2026, 1, 1), -1, lambda _: False)


@pytest.mark.parametrize(
    ("instante", "limite", "esperado"),
    [
        (_bogota(24, 8), None, _bogota(24, 8)),
        (_bogota(24, 7), None, _bogota(24, 7)),
        (_bogota(24, 19), None, _bogota(24, 19)),
        (_bogota(24, 5, 30), None, _bogota(24, 7)),
        (_bogota(24, 19, 1), None, _bogota(25, 7)),
        (_bogota(27, 21), None, _bogota(30, 7)),
        (_bogota(21, 8), None, _bogota(23, 8)),
        (_bogota(14, 10, 15), None, _bogota(17, 10, 15)),
        (_bogota(21, 8), date(2026, 11, 21), _bogota(20, 8)),
        (_bogota(21, 22), date(2026, 11, 22), _bogota(20, 19)),
        (_bogota(22, 3), date(2026, 11, 22), _bogota(20, 7)),
        (_bogota(21, 8), date(2026, 11, 23), _bogota(23, 8)),
        (_bogota(24, 21), date(2026, 11, 24), _bogota(24, 19)),
        (_bogota(21, 8), date(2026, 11, 18), _bogota(23, 8)),
    ],
)
def test_momento_decente_corre_adelante_salvo_que_pase_el_limite(
    instante: datetime, limite: date | None, esperado: datetime
) -> None:
    """Adelante al primer momento hábil entre 7 y 19; atrás solo si así pasaría un límite aún vivo."""
    assert momento_decente(instante, limite, es_habil) == esperado


def test_momento_decente_lee_la_hora_de_bogota() -> None:
    """Un instante UTC se juzga con la hora de Bogotá; sin zona es error."""
    temprano = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)

    assert momento_decente(temprano, None, es_habil).isoformat() == "2026-11-24T07:00:00-05:00"
    with pytest.raises(InstanteSinZona):
        momento_decente(datetime(2026, 11, 24, 8, 0), None, es_habil)  # noqa: DTZ001 - es el caso


@settings(max_examples=100, deadline=None)
@given(
    st.datetimes(datetime(2026, 2, 1), datetime(2026, 12, 20)),  # noqa: DTZ001 - hypothesis los pide sin zona
    st.one_of(st.none(), st.integers(-3, 10)),
)
def test_momento_decente_siempre_es_decente(ingenuo: datetime, holgura: int | None) -> None:
    """Cae en día hábil, entre 7 y 19, no pasa un límite vivo, y aplicarlo otra vez no lo mueve."""
    instante = ingenuo.replace(tzinfo=BOGOTA)
    limite = None if holgura is None else instante.date() + timedelta(days=holgura)

    momento = momento_decente(instante, limite, es_habil)

    assert es_habil(momento.date())
    assert time(7) <= momento.time() <= time(19)
    if limite is not None and limite >= instante.date():
        assert momento.date() <= limite
    if limite is None:
        assert momento >= instante
    assert momento_decente(momento, limite, es_habil) == momento
