"""Cuándo toca lo siguiente de cada cosa: puro, en días hábiles y dentro del horario de la persona."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from dominio.modelo.identidad import IdActividad
from dominio.modelo.recordados import ActividadPorRecordar, ProximoRecordatorio
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.ajuste_de_recordatorios import JORNADA
from dominio.reglas.fechas_legales import DE_OMISION
from dominio.reglas.proximos_recordatorios import Agenda, al_dia, de_actividad, de_fecha_legal, de_resumen
from dominio.reglas.recordatorios import FICHAS
from dominio.valores.fechas import BOGOTA


def _habil(dia: date) -> bool:
    # Con un festivo: el lunes 12 de octubre de 2026.
    return dia.weekday() < 5 and dia != date(2026, 10, 12)


def _agenda(ahora: str, horario: tuple[time, time] = JORNADA, **fichas: object) -> Agenda:
    propias = {t: f for t, f in FICHAS.items() if fichas.get(t.value, True)}
    return Agenda(datetime.fromisoformat(ahora).replace(tzinfo=BOGOTA), _habil, propias, horario)


def _actividad(inicio: str, fin: str, *, terminada: bool = False) -> ActividadPorRecordar:
    fechas = date.fromisoformat(inicio), date.fromisoformat(fin)
    return ActividadPorRecordar(IdActividad(1), "A-1", "Obra", *fechas, terminada)


def _dicho(uno: ProximoRecordatorio | None) -> tuple[str, str] | None:
    return None if uno is None else (uno.tipo.value, uno.cuando.strftime("%Y-%m-%d %H:%M"))


@pytest.mark.parametrize(
    ("ahora", "debido"),
    [
        ("2026-09-30T07:59", ("inicio", "2026-10-01 08:00")),
        # El 15 de octubre, jueves; tres hábiles antes, saltando el festivo, es el viernes 9.
        ("2026-10-08T12:00", ("plazo", "2026-10-09 08:00")),
        ("2026-10-09T08:00", ("plazo", "2026-10-14 08:00")),
        ("2026-10-14T09:00", ("plazo", "2026-10-15 08:00")),
        ("2026-10-15T09:00", ("vencida", "2026-10-16 08:00")),
        ("2026-10-16T09:00", ("vencida", "2026-10-23 08:00")),
        ("2026-11-05T09:00", ("vencida", "2026-11-06 08:00")),
    ],
)
def test_escalera_de_una_actividad(ahora: str, debido: tuple[str, str]) -> None:
    """Primero el comienzo, luego los plazos en hábiles, y lo vencido cada semana."""
    assert _dicho(de_actividad(_agenda(ahora), _actividad("2026-10-01", "2026-10-15"))) == debido


def test_terminada_no_se_recuerda() -> None:
    """De lo que va en 100 % no se recuerda nada."""
    hecha = _actividad("2026-10-01", "2026-10-15", terminada=True)
    assert de_actividad(_agenda("2026-10-08T12:00"), hecha) is None


def test_callado_no_aparece() -> None:
    """Lo que la persona calló no está en su agenda: sigue lo que sí oye."""
    agenda = _agenda("2026-10-08T12:00", plazo=False)
    assert _dicho(de_actividad(agenda, _actividad("2026-10-01", "2026-10-15"))) == (
        "vencida",
        "2026-10-16 08:00",
    )
    sorda = _agenda("2026-10-08T12:00", plazo=False, vencida=False)
    assert de_actividad(sorda, _actividad("2026-10-01", "2026-10-15")) is None


@pytest.mark.parametrize(
    ("desde", "hasta", "hora"), [("09:00", "17:00", "09:00"), ("07:00", "07:30", "07:30")]
)
def test_horario_propio_mueve_la_hora(desde: str, hasta: str, hora: str) -> None:
    """Lo de las 8:00 sale a la hora más cercana de las que la persona acotó."""
    agenda = _agenda("2026-10-08T12:00", (time.fromisoformat(desde), time.fromisoformat(hasta)))
    dicho = _dicho(de_actividad(agenda, _actividad("2026-10-01", "2026-10-15")))
    assert dicho == ("plazo", f"2026-10-09 {hora}")


def test_fecha_de_ley_contra_el_habil_anterior() -> None:
    """El 31 de enero de 2027 es domingo: se recuerda contra el viernes 29 y la prórroga es dato."""
    legal = al_dia(DE_OMISION[0], date(2026, 10, 8), _habil)
    assert (legal.cae, legal.se_recuerda, legal.prorroga) == (
        date(2027, 1, 31),
        date(2027, 1, 29),
        date(2027, 2, 1),
    )
    # Quince hábiles antes del viernes 29 de enero es el viernes 8.
    assert _dicho(de_fecha_legal(_agenda("2026-10-08T12:00"), legal)) == ("fecha_legal", "2027-01-08 08:00")
    sin_activar = al_dia(DE_OMISION[1], date(2026, 10, 8), _habil)
    assert de_fecha_legal(_agenda("2026-10-08T12:00"), sin_activar) is None


@pytest.mark.parametrize(
    ("tipo", "ahora", "debido"),
    [
        (TipoRecordatorio.RESUMEN_SEMANAL, "2026-10-08T12:00", "2026-10-13 07:30"),
        (TipoRecordatorio.RESUMEN_SEMANAL, "2026-10-05T07:00", "2026-10-05 07:30"),
        (TipoRecordatorio.RESUMEN_DIARIO, "2026-10-08T12:00", "2026-10-09 07:30"),
        (TipoRecordatorio.RESUMEN_DIARIO, "2026-10-09T12:00", "2026-10-13 07:30"),
    ],
)
def test_resumenes(tipo: TipoRecordatorio, ahora: str, debido: str) -> None:
    """El semanal, el primer día hábil de la semana (aquí martes, por el festivo); el diario, cada hábil."""
    assert _dicho(de_resumen(_agenda(ahora), tipo)) == (tipo.value, debido)
