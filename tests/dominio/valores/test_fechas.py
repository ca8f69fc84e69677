"""Vigencias, cortes y la hora de Bogotá."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dominio.errores import CorteInvalido, InstanteSinZona, VigenciaInvalida
from dominio.valores.fechas import Corte, Vigencia, a_bogota, fecha_bogota

fechas = st.dates(date(1991, 1, 1), date(2098, 12, 31))


def test_vigencia_es_un_anio_fiscal() -> None:
    """Va del 1 de enero al 31 de diciembre y sabe cuántos días tiene."""
    vigencia = Vigencia.de("2026")

    assert (vigencia.inicio, vigencia.fin) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (vigencia.dias, Vigencia(2028).dias) == (365, 366)
    assert vigencia.contiene(date(2026, 12, 31))
    assert not vigencia.contiene(date(2027, 1, 1))
    assert str(vigencia) == "2026"
    assert Vigencia(2025) < vigencia


@pytest.mark.parametrize("malo", [205, 1989, 2100, -1, True, "2026"])
def test_vigencia_rechaza_anios_imposibles(malo: object) -> None:
    """Un año como 0205 (error real de digitación) no es una vigencia."""
    with pytest.raises(VigenciaInvalida):
        Vigencia(malo)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("texto", "desde", "hasta"),
    [
        ("2026-T1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-T3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-T4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2028-M02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-M09", date(2026, 9, 1), date(2026, 9, 30)),
        ("2026-m12", date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_corte_conoce_sus_fechas(texto: str, desde: date, hasta: date) -> None:
    """Cada corte va del primer al último día de su trimestre o mes."""
    corte = Corte.de(texto)

    assert (corte.desde, corte.hasta) == (desde, hasta)
    assert str(corte) == texto.upper()
    assert corte.contiene(desde)
    assert corte.contiene(hasta)
    assert not corte.contiene(hasta + timedelta(days=1))


@pytest.mark.parametrize(
    "texto",
    ["", "2026", "2026-T0", "2026-T5", "2026-M9", "2026-M13", "2026-M00", "T3-2026", "0205-T1", "٢٠٢٦-T1"],
)
def test_corte_rechaza_otra_forma(texto: str) -> None:
    """Solo «2026-T3» o «2026-M09»."""
    with pytest.raises(CorteInvalido):
        Corte.de(texto)


def test_corte_rechaza_periodo_o_numero_que_no_existe() -> None:
    """No hay trimestre 5, mes 13 ni periodicidad X."""
    for periodo, numero in (("T", 5), ("M", 13), ("T", 0), ("X", 1)):
        with pytest.raises(CorteInvalido):
            Corte(Vigencia(2026), periodo, numero)  # type: ignore[arg-type]


@settings(max_examples=80, deadline=None)
@given(fechas, st.sampled_from(["T", "M"]))
def test_corte_de_una_fecha_la_contiene_y_se_encadena(fecha: date, periodo: str) -> None:
    """El corte de una fecha la contiene; el siguiente empieza al otro día y su anterior es él."""
    corte = Corte.trimestral_de(fecha) if periodo == "T" else Corte.mensual_de(fecha)
    siguiente = corte.siguiente()

    assert corte.contiene(fecha)
    assert siguiente.desde == corte.hasta + timedelta(days=1)
    assert siguiente.anterior() == corte
    assert corte < siguiente
    assert Corte.de(str(corte)) == corte


def test_cortes_se_ordenan_por_fecha() -> None:
    """Mezclados trimestres y meses, manda la fecha de cierre."""
    desordenados = [Corte.de(t) for t in ("2026-T2", "2026-M12", "2025-T4", "2026-M05", "2026-M06")]

    ordenados = [str(corte) for corte in sorted(desordenados)]

    assert ordenados == ["2025-T4", "2026-M05", "2026-T2", "2026-M06", "2026-M12"]
    with pytest.raises(TypeError):
        Corte.de("2026-T1") < "2026-T2"  # type: ignore[operator] # noqa: B015


def test_bogota_va_cinco_horas_detras_todo_el_anio() -> None:
    """Las 3 de la mañana UTC del 1 de enero son las 10 de la noche del 31 de diciembre."""
    instante = datetime(2026, 1, 1, 3, 0, tzinfo=UTC)

    assert a_bogota(instante).isoformat() == "2025-12-31T22:00:00-05:00"
    assert fecha_bogota(instante) == date(2025, 12, 31)
    assert fecha_bogota(datetime(2026, 7, 1, 4, 59, tzinfo=UTC)) == date(2026, 6, 30)
    assert fecha_bogota(datetime(2026, 7, 1, 0, 0, tzinfo=timezone(timedelta(hours=-5)))) == date(2026, 7, 1)


def test_instante_sin_zona_es_error() -> None:
    """Un instante sin zona no se adivina."""
    with pytest.raises(InstanteSinZona):
        fecha_bogota(datetime(2026, 1, 1, 3, 0))  # noqa: DTZ001 - es el caso que se prueba
