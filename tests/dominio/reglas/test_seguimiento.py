"""La entrega de los reportes, con números que se sacan con papel."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from dominio.modelo.identidad import IdActividad, IdPersona
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.seguimiento import (
    AntesDelReporte,
    EntregaDeGrupo,
    LlegadaDeReporte,
    RecordatorioEnviado,
    ReporteRecibido,
)
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.seguimiento import (
    RelojHabil,
    con_su_reporte,
    curva,
    de_peor_a_mejor,
    escalon_de,
    mediana,
    pares_del_autor,
    peldanos,
    percentil_90,
    tiempos,
    tiempos_por,
)
from dominio.valores.porcentaje import Porcentaje

ANA, BETO = IdPersona(1), IdPersona(2)
PLAZO = TipoRecordatorio.PLAZO


def _bogota(dia: int, hora: int, minuto: int = 0) -> datetime:
    """Un instante de septiembre de 2026 en Bogotá (el 4 es viernes y el 7, lunes)."""
    return datetime(2026, 9, dia, hora, minuto, tzinfo=UTC) + timedelta(hours=5)


def _habil(dia: date) -> bool:
    return dia.weekday() < 5


@pytest.mark.parametrize(
    ("valores", "debida"), [([7], 7), ([1, 9], 5), ([9, 1, 4], 4), ([1, 2, 4, 9], 3), ([1, 2], 1)]
)
def test_mediana_es_el_valor_de_la_mitad(valores: list[int], debida: int) -> None:
    """Con un número par, el promedio de los dos del medio sin decimales."""
    assert mediana(valores) == debida


@pytest.mark.parametrize(
    ("cuantos", "debido"), [(1, 1), (2, 2), (9, 9), (10, 9), (11, 10), (20, 18), (21, 19)]
)
def test_percentil_90_alcanza_a_nueve_de_cada_diez(cuantos: int, debido: int) -> None:
    """De 1 a n, el menor valor que no supera a menos del 90 %."""
    assert percentil_90(list(range(cuantos, 0, -1))) == debido


@pytest.mark.parametrize(
    ("desde", "hasta", "debidos"),
    [
        (_bogota(4, 8), _bogota(4, 10, 30), 150),
        (_bogota(4, 18), _bogota(7, 8), 120),  # el sábado y el domingo no cuentan
        (_bogota(4, 20), _bogota(7, 7), 0),
        (_bogota(5, 8), _bogota(5, 12), 0),
        (_bogota(3, 6), _bogota(4, 23), 1440),  # dos jornadas de doce horas
        (_bogota(3, 8), _bogota(8, 8), 660 + 720 + 720 + 60),
        (_bogota(4, 10), _bogota(4, 8), 0),
    ],
)
def test_minutos_habiles_de_siete_a_siete(desde: datetime, hasta: datetime, debidos: int) -> None:
    """Solo cuentan los de días hábiles entre las 7:00 y las 19:00 de Bogotá."""
    assert RelojHabil(_habil).minutos(desde, hasta) == debidos


def test_curva_es_por_dia_de_bogota_y_no_pierde_ninguno() -> None:
    """Lo de las 11 p. m. es de ese día aunque en UTC sea el siguiente; lo de antes o después se ve."""
    puntos = curva(
        [_bogota(2, 23), _bogota(4, 8), _bogota(4, 9), _bogota(8, 8)], date(2026, 9, 3), date(2026, 9, 6)
    )

    assert [(p.dia.day, p.llegaron, p.van) for p in puntos] == [
        (2, 1, 1),
        (3, 0, 1),
        (4, 2, 3),
        (5, 0, 3),
        (6, 0, 3),
        (7, 0, 3),
        (8, 1, 4),
    ]
    assert [(p.dia.day, p.van) for p in curva([], date(2026, 9, 3), date(2026, 9, 4))] == [(3, 0), (4, 0)]


def test_peor_entrega_primero() -> None:
    """Manda la parte entregada, no cuántas faltan; a igual parte, a quien más le falta."""
    grupos = [
        EntregaDeGrupo("a", "Hacienda", 10, 10, 0),
        EntregaDeGrupo("b", "Salud", 4, 1, 1),
        EntregaDeGrupo("c", "Vías", 20, 10, 0),
        EntregaDeGrupo("d", "Aguas", 3, 1, 0),
    ]

    assert [g.nombre for g in de_peor_a_mejor(grupos)] == ["Aguas", "Vías", "Salud", "Hacienda"]


@pytest.mark.parametrize(
    ("tipo", "hito", "escalon"),
    [
        (PLAZO, "faltan_15", "faltan_15"),
        (PLAZO, "faltan_10", "faltan_10"),
        (PLAZO, "vence_hoy", "vence_hoy"),
        (TipoRecordatorio.VENCIDA, "vencida_2026-09-07", "vencida"),
        (TipoRecordatorio.ESCALA_JEFATURA, "escala_jefatura_3", "jefatura"),
        (TipoRecordatorio.ESCALA_PLANEACION, "escala_planeacion_5", "planeacion"),
        (TipoRecordatorio.CORTE_ABRE, "abre_0", "corte"),
        (TipoRecordatorio.CORTE_CIERRA, "cierra_1", "corte"),
        (TipoRecordatorio.DEVUELTO, "devuelto_3", "otro"),
    ],
)
def test_escalon_de_cada_recordatorio(tipo: TipoRecordatorio, hito: str, escalon: str) -> None:
    """Los del plazo se distinguen por cuántos días faltaban; los demás, por su tipo."""
    assert escalon_de(tipo, hito) == escalon


def _llegada(actividad: int, en: datetime, autor: IdPersona = ANA) -> LlegadaDeReporte:
    return LlegadaDeReporte(IdActividad(actividad), autor, en, tarde=False)


def _antes(
    actividad: int, hito: str, en: datetime, *, ultimo: bool = True, suyo: bool = True
) -> AntesDelReporte:
    return AntesDelReporte(IdActividad(actividad), PLAZO, hito, en, ultimo, suyo)


def test_peldanos_suman_lo_que_debia_reportarse() -> None:
    """Del más lejano al último, y al final lo que no necesitó recordatorio y lo que no llegó."""
    llegadas = [_llegada(n, _bogota(4, 8)) for n in (1, 2, 3, 4)]
    antes = [
        _antes(1, "faltan_3", _bogota(3, 8)),
        _antes(2, "faltan_15", _bogota(1, 8)),
        _antes(3, "faltan_3", _bogota(3, 8), ultimo=False),
        _antes(3, "vence_hoy", _bogota(4, 7), suyo=False),
    ]

    escalones = peldanos(llegadas, antes, 8)

    assert [(p.escalon, p.cuantos, p.parte) for p in escalones] == [
        ("faltan_15", 1, Porcentaje(1250)),
        ("faltan_3", 1, Porcentaje(1250)),
        ("vence_hoy", 1, Porcentaje(1250)),
        ("sin_recordatorio", 1, Porcentaje(1250)),
        ("nunca", 4, Porcentaje(5000)),
    ]
    assert sum(p.cuantos for p in escalones) == 8
    assert peldanos([], [], 0) == ()


def test_tiempos_solo_de_quien_fue_recordado() -> None:
    """Del último que le llegó al autor hasta su reporte: de reloj y de horas hábiles."""
    llegadas = [_llegada(1, _bogota(4, 10)), _llegada(2, _bogota(7, 9)), _llegada(3, _bogota(4, 12))]
    antes = [
        _antes(1, "faltan_3", _bogota(4, 8)),
        _antes(2, "faltan_3", _bogota(4, 8)),
        _antes(3, "faltan_3", _bogota(4, 8), suyo=False),
    ]
    pares = [(a.en, llego) for _actividad, a, llego in pares_del_autor(llegadas, antes)]
    medido = tiempos("", pares, RelojHabil(_habil))

    assert medido is not None
    # 2 h y 73 h de reloj; hábiles, 2 h y 11 h + 2 h.
    assert (medido.casos, medido.mediana, medido.p90) == (2, (120 + 4380) // 2, 4380)
    assert (medido.habiles_mediana, medido.habiles_p90) == ((120 + 780) // 2, 780)
    assert tiempos("", [], RelojHabil(_habil)) is None
    por_grupo = tiempos_por([("uno", *pares[0]), ("otro", *pares[1])], RelojHabil(_habil))
    assert [uno.grupo for uno in por_grupo] == ["otro", "uno"]


def _enviado(numero: int, en: datetime, **cambios: object) -> RecordatorioEnviado:
    datos: dict[str, object] = {
        "id": numero,
        "en": en,
        "programado": en,
        "estado": EstadoRecordatorio.ENVIADO,
        "tipo": PLAZO,
        "hito": "faltan_3",
        "persona_id": ANA,
        "persona": "Ana Ruiz",
        "destinatario_id": None,
        "destinatario": None,
        "dependencia": None,
        "actividad_id": IdActividad(1),
        "actividad_codigo": "A-001",
        "actividad": "Vacunar",
        "objeto": "actividad:1",
        "plazo": date(2026, 9, 15),
        "mensaje": numero,
        "pospuestas": 0,
        "respuesta": None,
        "respondido_en": None,
    }
    return RecordatorioEnviado(**(datos | cambios))  # type: ignore[arg-type]


def test_cada_recordatorio_con_el_primer_reporte_que_llego_despues() -> None:
    """El de antes no cuenta; el de un corte se contesta con el de esa persona; lo que no salió, con nada."""
    reportes = [
        ReporteRecibido(IdActividad(1), ANA, "2026-T3", "AV-1", _bogota(1, 8)),
        ReporteRecibido(IdActividad(2), BETO, "2026-T3", "AV-2", _bogota(3, 8)),
        ReporteRecibido(IdActividad(1), BETO, "2026-T3", "AV-3", _bogota(4, 8)),
    ]
    del_corte = {"actividad_id": None, "objeto": "corte:2026-T3"}
    hallados = con_su_reporte(
        [
            _enviado(1, _bogota(1, 7)),
            _enviado(2, _bogota(1, 8)),
            _enviado(3, _bogota(4, 9)),
            _enviado(4, _bogota(1, 7), estado=EstadoRecordatorio.CUMPLIDO),
            _enviado(5, _bogota(2, 8), **del_corte),
            _enviado(6, _bogota(2, 8), **del_corte, destinatario_id=BETO),
            _enviado(7, _bogota(2, 8), actividad_id=None, objeto="semana"),
        ],
        reportes,
    )

    assert [uno.reporte for uno in hallados] == ["AV-1", "AV-3", None, None, None, "AV-2", None]
    assert hallados[1].reportado_en == _bogota(4, 8)
