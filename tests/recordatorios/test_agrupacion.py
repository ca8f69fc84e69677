"""Cuándo se toma lo de una persona y en cuántos mensajes va: cada regla, con el caso que sí y el que no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from dominio.modelo.entrega_de_recordatorios import LoDeHoy, RecordatorioMaduro
from dominio.modelo.identidad import IdActividad, IdEntidad, IdPersona
from dominio.modelo.recordatorio import RecordatorioTomado
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from recordatorios.agrupacion import proxima_jornada, repartir, tomas
from recordatorios.calendario import CalendarioColombia
from tests.recordatorios.plan_chico import bogota

CALENDARIO = CalendarioColombia()
OCHO = bogota("2026-06-24T08:00")
SIETE_Y_MEDIA = bogota("2026-06-24T07:30")
UN_MINUTO, UN_DIA = timedelta(minutes=1), timedelta(days=1)
ENTIDAD, ANA = IdEntidad(1), IdPersona(1)
PLAZO, ESCALA = TipoRecordatorio.PLAZO, TipoRecordatorio.ESCALA_JEFATURA
SEMANAL = TipoRecordatorio.RESUMEN_SEMANAL


def _maduro(numero: int, programado: datetime = OCHO, tipo: TipoRecordatorio = PLAZO) -> RecordatorioMaduro:
    return RecordatorioMaduro(
        numero, ENTIDAD, ANA, tipo, programado, programado + UN_DIA, pospuesto=False, en_dialogo=False
    )


def _tomados(ahora: datetime, *maduros: RecordatorioMaduro) -> tuple[tuple[int, ...], int]:
    """Los números que se toman y cuántos esperan."""
    elegidas, esperan = tomas(maduros, ahora, {ENTIDAD: CALENDARIO})
    return tuple(uno for toma in elegidas for uno in toma.ids), esperan


@pytest.mark.parametrize(
    ("ahora", "sale"),
    [
        ("2026-06-24T08:00", True),
        ("2026-06-24T19:00", True),
        ("2026-06-24T19:01", False),
        ("2026-06-25T06:59", False),
        ("2026-06-25T07:00", True),
        ("2026-06-27T10:00", False),  # sábado
        ("2026-06-29T10:00", False),  # festivo
    ],
)
def test_solo_en_jornada_decente(ahora: str, sale: bool) -> None:
    """De 7:00 a 19:00 de un día hábil; si no, espera y se dice."""
    uno = replace(_maduro(1), caduca=bogota("2026-07-30T08:00"))

    assert _tomados(bogota(ahora), uno) == (((1,), 0) if sale else ((), 1))


@pytest.mark.parametrize(
    ("desde", "hasta", "antes", "ya"),
    [
        (time(10), time(12), "09:59", "10:00"),  # abre después de la hora
        (time(7), time(8), "06:59", "07:00"),  # cierra a la hora: sale al abrir
        (time(7), time(7, 30), "06:59", "07:00"),  # cierra antes de la hora
        (time(7), time(18), "07:59", "08:00"),  # cabe: a la hora de siempre
    ],
)
def test_horario_propio_manda(desde: time, hasta: time, antes: str, ya: str) -> None:
    """Quien acotó su horario lo recibe dentro de él, ese mismo día."""
    uno = replace(_maduro(1), desde=desde, hasta=hasta)

    assert _tomados(bogota(f"2026-06-24T{antes}"), uno)[0] == ()
    assert _tomados(bogota(f"2026-06-24T{ya}"), uno)[0] == (1,)


def test_horario_propio_cerrado_espera() -> None:
    """Pasada su última hora no se le escribe, aunque la casa siga abierta."""
    uno = replace(_maduro(1), desde=time(7), hasta=time(12), caduca=OCHO + 3 * UN_DIA)

    assert _tomados(bogota("2026-06-24T12:01"), uno) == ((), 1)
    assert _tomados(bogota("2026-06-25T07:00"), uno) == ((1,), 0)


def test_con_dialogo_vivo_espera() -> None:
    """A quien está contestando no se le interrumpe; a los demás sí les llega."""
    ocupada = replace(_maduro(1), en_dialogo=True)
    libre = replace(_maduro(2), destinatario_id=IdPersona(2))

    assert _tomados(OCHO, ocupada, libre) == ((2,), 1)


def test_lo_caduco_se_toma_a_cualquier_hora() -> None:
    """Para contarlo no hace falta que sea hora ni que la persona esté libre."""
    caduco = replace(_maduro(1), en_dialogo=True)

    assert _tomados(OCHO + UN_DIA + timedelta(hours=14), caduco) == ((1,), 0)


def test_el_resumen_se_lleva_lo_del_dia() -> None:
    """A las 7:30 el resumen toma también lo de las 8:00, y a las 7:00 lo atrasado lo espera."""
    resumen = _maduro(1, SIETE_Y_MEDIA, SEMANAL)
    de_las_ocho = _maduro(2)
    de_ayer = replace(_maduro(3, OCHO - UN_DIA), caduca=OCHO + UN_DIA)

    assert _tomados(bogota("2026-06-24T07:00"), de_ayer, resumen, de_las_ocho) == ((), 1)
    elegidas, esperan = tomas([de_ayer, resumen, de_las_ocho], SIETE_Y_MEDIA, {ENTIDAD: CALENDARIO})
    assert (elegidas[0].ids, elegidas[0].adelantados, esperan) == ((3, 1, 2), frozenset({2}), 0)


def test_lo_pospuesto_no_se_adelanta_ni_espera_al_resumen() -> None:
    """Vuelve a la hora que la persona pidió."""
    resumen = _maduro(1, SIETE_Y_MEDIA, SEMANAL)
    a_las_siete = replace(_maduro(2, bogota("2026-06-24T07:00")), pospuesto=True)
    a_las_nueve = replace(_maduro(3, bogota("2026-06-24T09:00")), pospuesto=True)

    assert _tomados(bogota("2026-06-24T07:00"), resumen, a_las_siete, a_las_nueve)[0] == (2,)
    assert _tomados(SIETE_Y_MEDIA, resumen, a_las_nueve)[0] == (1,)


@pytest.mark.parametrize(("minutos", "tarde"), [(30, False), (31, True)])
def test_lo_que_sale_media_hora_despues_sale_tarde(minutos: int, tarde: bool) -> None:
    """Tras una caída se nota; un tic que se demora, no."""
    [toma], _esperan = tomas([_maduro(1)], OCHO + minutos * UN_MINUTO, {ENTIDAD: CALENDARIO})

    assert toma.tarde is tarde


def _tomado(numero: int, tipo: TipoRecordatorio = PLAZO, **cambios: object) -> RecordatorioTomado:
    base = RecordatorioTomado(
        id=numero,
        clave=f"faltan_3|actividad:{numero}|2026-06-30|1",
        entidad_id=ENTIDAD,
        hito="faltan_3",
        persona_id=ANA,
        persona="Ana Ruiz",
        chat_id=5001,
        actividad_id=IdActividad(numero),
        actividad_codigo=f"A-{numero:03}",
        actividad="Dotar la biblioteca",
        fin=date(2026, 6, 30),
        avance=None,
        programado=OCHO,
        vigente=True,
        motivo=None,
        en_dialogo=False,
        tipo=tipo,
        caduca=OCHO + UN_DIA,
    )
    return replace(base, **cambios)  # type: ignore[arg-type]


def _mensajes(
    *vivos: RecordatorioTomado, hoy: LoDeHoy | None = None, tarde: bool = False
) -> tuple[list[list[int]], list[int]]:
    """Los números de cada mensaje y los que esperan a otro día."""
    reparto = repartir(vivos, hoy or LoDeHoy(), tarde=tarde)
    return [[uno.id for uno in mensaje] for mensaje in reparto.mensajes], [uno.id for uno in reparto.otro_dia]


def test_hasta_tres_van_sueltos_y_cuatro_juntos() -> None:
    """Más de tres para una persona en un día son un resumen."""
    assert _mensajes(*map(_tomado, (1, 2, 3))) == ([[1], [2], [3]], [])
    assert _mensajes(*map(_tomado, (1, 2, 3, 4))) == ([[1, 2, 3, 4]], [])


def test_los_del_dia_se_cuentan_con_los_de_antes() -> None:
    """Con dos sueltos ya enviados, dos más son más de tres: van en un resumen; uno, no."""
    assert _mensajes(_tomado(1), hoy=LoDeHoy(sueltos=2)) == ([[1]], [])
    assert _mensajes(_tomado(1), _tomado(2), hoy=LoDeHoy(sueltos=2)) == ([[1, 2]], [])


def test_tras_el_resumen_hasta_tres_sueltos_y_el_resto_espera() -> None:
    """Ni un segundo resumen en el día: sale primero lo que antes deja de servir."""
    apurado = _tomado(9, caduca=OCHO + UN_MINUTO)
    vivos = (*map(_tomado, (1, 2, 3)), apurado)

    assert _mensajes(*vivos, hoy=LoDeHoy(resumenes=1)) == ([[9], [1], [2]], [3])
    assert _mensajes(*vivos, hoy=LoDeHoy(sueltos=3, resumenes=1)) == ([], [9, 1, 2, 3])


def test_las_escalas_van_siempre_en_un_mensaje() -> None:
    """Dos escalas son un mensaje, y otra cosa va aparte si en total no pasan de tres."""
    assert _mensajes(_tomado(1, ESCALA), _tomado(2), _tomado(3, ESCALA)) == ([[1, 3], [2]], [])
    escalas = (_tomado(1, ESCALA), _tomado(3, ESCALA))
    assert _mensajes(*escalas, hoy=LoDeHoy(resumenes=1)) == ([], [1, 3])


def test_el_resumen_de_la_semana_se_lo_lleva_todo() -> None:
    """Aunque sean pocos; si hoy ya hubo un resumen, espera."""
    resumen = _tomado(1, SEMANAL, actividad_id=None)

    assert _mensajes(resumen, _tomado(2)) == ([[1, 2]], [])
    assert _mensajes(resumen, _tomado(2), hoy=LoDeHoy(resumenes=1)) == ([[2]], [1])


def test_lo_tarde_va_unido() -> None:
    """Al volver de una caída, por persona un mensaje; uno solo va como siempre."""
    assert _mensajes(_tomado(1), _tomado(2), tarde=True) == ([[1, 2]], [])
    assert _mensajes(_tomado(1), tarde=True) == ([[1]], [])


def test_lo_pospuesto_va_junto_y_no_cuenta() -> None:
    """Vuelve en un mensaje aunque ya haya habido resumen, y no vuelve resumen a los demás."""
    pospuestos = (_tomado(1, pospuestas=1), _tomado(2, pospuestas=2))

    assert _mensajes(*pospuestos, *map(_tomado, (3, 4, 5))) == ([[1, 2], [3], [4], [5]], [])
    assert _mensajes(*pospuestos, hoy=LoDeHoy(sueltos=4, resumenes=1)) == ([[1, 2]], [])


def test_la_proxima_jornada_salta_lo_no_habil() -> None:
    """Del viernes antes de un lunes festivo, al martes a las 7:00."""
    assert proxima_jornada(bogota("2026-06-26T15:00"), CALENDARIO) == bogota("2026-06-30T07:00")


def test_lo_que_no_alcanza_a_esperar_el_resumen_sale_antes() -> None:
    """A las 7:00 lo que caduca a las 7:15 no puede ir en el resumen de las 7:30: sale ya."""
    resumen = _maduro(1, SIETE_Y_MEDIA, SEMANAL)
    urgente = replace(_maduro(2, OCHO - UN_DIA), caduca=bogota("2026-06-24T07:15"))

    assert _tomados(bogota("2026-06-24T07:00"), resumen, urgente) == ((2,), 0)


def test_lo_pospuesto_nunca_es_tarde() -> None:
    """La persona dijo cuándo: que salga un rato después no junta nada más en un mensaje."""
    pospuesto = replace(_maduro(1, OCHO - timedelta(minutes=45)), pospuesto=True)
    [con_pospuesto], _esperan = tomas([pospuesto], OCHO, {ENTIDAD: CALENDARIO})
    [atrasado], _esperan = tomas([replace(pospuesto, pospuesto=False)], OCHO, {ENTIDAD: CALENDARIO})

    assert (con_pospuesto.tarde, atrasado.tarde) == (False, True)


def test_con_el_cupo_del_dia_pasado_lo_demas_espera() -> None:
    """Quien ya recibió cuatro sueltos no recibe un quinto, ni solo ni en un resumen."""
    reparto = repartir([_tomado(1)], LoDeHoy(sueltos=4))

    assert reparto.mensajes == []
    assert [uno.id for uno in reparto.otro_dia] == [1]
