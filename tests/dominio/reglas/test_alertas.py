"""Alertas de las actividades: cada regla, el caso que la da y el que no, y desde cuándo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from dominio.modelo.alerta import Alerta, ReglaDeAlerta, ordenar
from dominio.modelo.banda import Banda
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.plan import Renglon
from dominio.modelo.tipo_de_recordatorio import AjusteDeRecordatorio, TipoRecordatorio
from dominio.reglas.alertas import desde_por_vencer, falta_reporte, limite_por_vencer, por_vencer, vencida
from dominio.reglas.alertas.de_actividades import Circunstancias, alertas_de_actividades
from dominio.reglas.alertas.fichas import FICHAS, severidades
from dominio.reglas.panorama import estados_de
from dominio.reglas.recordatorios import configuradas
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.reglas.fabrica import renglon, saldos

HOY = date(2026, 9, 15)
APERTURA = date(2026, 7, 11)
BANDAS = (
    Banda("al día", Porcentaje(9_000), "2E7D32", "🟢"),
    Banda("atrasada", Porcentaje(0), "C62828", "🔴"),
)
PESOS = severidades(configuradas(()))


def laboral(dia: date) -> bool:
    """De lunes a viernes."""
    return dia.weekday() < 5


def _de(renglones: Sequence[Renglon], **cambios: Any) -> list[Alerta]:
    base: dict[str, Any] = {
        "dia": HOY,
        "corte": Corte.de("2026-T3"),
        "apertura": APERTURA,
        "es_habil": laboral,
        "severidades": PESOS,
        "peor": BANDAS[-1],
        "reportadas": frozenset({1, 2, 3}),
    }
    return alertas_de_actividades(estados_de(renglones, HOY, BANDAS), Circunstancias(**(base | cambios)))


def _reglas(renglones: Sequence[Renglon], **cambios: Any) -> list[str]:
    return [alerta.regla for alerta in _de(renglones, **cambios)]


def test_vencida_es_pasar_la_fecha_sin_llegar_a_100() -> None:
    """El último día todavía no está vencida, y terminada nunca lo está."""
    assert vencida(renglon(1, fin=date(2026, 9, 14), avance="99.99"), HOY)
    assert not vencida(renglon(1, fin=HOY, avance=10), HOY)
    assert not vencida(renglon(1, fin=date(2026, 9, 14), avance=100), HOY)


def test_por_vencer_son_quince_dias_habiles() -> None:
    """Del martes 15 de septiembre, quince hábiles después es el martes 6 de octubre."""
    limite = limite_por_vencer(HOY, laboral)

    assert limite == date(2026, 10, 6)
    assert por_vencer(renglon(1, fin=limite), HOY, limite)
    assert not por_vencer(renglon(1, fin=date(2026, 10, 7)), HOY, limite)
    assert not por_vencer(renglon(1, fin=date(2026, 9, 14)), HOY, limite)


@pytest.mark.parametrize("fin", [date(2026, 10, 6), date(2026, 10, 10), date(2026, 10, 12)])
def test_desde_por_vencer_es_el_primer_dia_en_que_lo_es(fin: date) -> None:
    """Ese día ya es por vencer y la víspera todavía no, también si termina en fin de semana."""
    desde = desde_por_vencer(fin, laboral)
    vispera = date.fromordinal(desde.toordinal() - 1)

    assert por_vencer(renglon(1, fin=fin), desde, limite_por_vencer(desde, laboral))
    assert not por_vencer(renglon(1, fin=fin), vispera, limite_por_vencer(vispera, laboral))


@pytest.mark.parametrize(
    ("actividad", "falta"),
    [
        (renglon(9, avance=10), True),
        (renglon(9), True),
        (renglon(1, avance=10), False),
        (renglon(9, avance=100), False),
        (renglon(9, inicio=date(2026, 9, 16)), False),
        (renglon(9, fin=date(2026, 3, 1)), True),
    ],
)
def test_falta_reporte_si_empezo_y_no_ha_terminado(actividad: Renglon, falta: bool) -> None:
    """La que no ha empezado o ya terminó no debe reporte; la vencida sí."""
    assert falta_reporte(actividad, {1}, HOY) is falta


def test_plan_tranquilo_no_da_alertas() -> None:
    """Con todo reportado, en plazo y al día no hay nada que atender."""
    assert _reglas([renglon(1, avance=70)]) == []


def test_vencida_desde_el_dia_siguiente_a_su_fin() -> None:
    """Dice desde cuándo, qué hacer y quién; y no se repite como atrasada."""
    (alerta,) = _de([renglon(1, fin=date(2026, 9, 1), avance="62.5")])

    assert (alerta.regla, alerta.severidad, alerta.objeto) == ("vencida", Severidad.ERROR, "A-001")
    assert alerta.desde == date(2026, 9, 2)
    assert alerta.que_pasa == "Terminaba el 01/09/2026 (hace 14 días) y va en 62,5 %."
    assert alerta.que_hacer.startswith("Reporte el avance final")
    assert (alerta.quien, alerta.actividad_id) == ("Héctor Fabio Rengifo", 1)


def test_por_vencer_sin_avance_y_con_avance() -> None:
    """La que no lleva nada y termina en quince hábiles avisa; la que ya reportó algo, no."""
    termina = renglon(1, fin=date(2026, 10, 6))
    (alerta, atrasada) = _de([termina])

    assert (alerta.regla, alerta.desde) == ("por_vencer_sin_avance", date(2026, 9, 15))
    assert atrasada.regla == "atrasada"
    assert "por_vencer_sin_avance" not in _reglas([renglon(1, fin=date(2026, 10, 6), avance=80)])


def test_atrasada_es_la_banda_mas_baja_de_la_entidad() -> None:
    """A mitad de septiembre se espera 70,68 %: con 10 avisa y no se sabe desde cuándo; con 70, no."""
    (alerta,) = _de([renglon(1, avance=10)])

    assert (alerta.regla, alerta.desde) == ("atrasada", None)
    assert "Va en 10 % y debía ir en" in alerta.que_pasa
    assert _reglas([renglon(1, avance=70)]) == []


def test_gasto_contra_avance_solo_con_ejecucion() -> None:
    """Obligado sin avance y avance sin obligar, con su primer hecho; sin ejecución en el plan, nada."""
    gasto, avance = renglon(1, saldos=saldos(9, 9, 9, 9)), renglon(2, avance=80, saldos=saldos(9))
    primero = {"primer_gasto": {1: date(2026, 5, 4)}, "primer_avance": {2: date(2026, 6, 9)}}
    halladas = [a for a in _de([gasto, avance], con_ejecucion=True, **primero) if a.regla != "atrasada"]

    assert [(a.regla, a.desde) for a in halladas] == [
        ("gasto_sin_avance", date(2026, 5, 4)),
        ("avance_sin_gasto", date(2026, 6, 9)),
    ]
    assert _reglas([avance], con_ejecucion=False) == []
    assert [a.desde for a in _de([avance], con_ejecucion=True)] == [None]
    cuadrada = renglon(3, avance=80, saldos=saldos(9, 9, 9, 9))
    assert _reglas([cuadrada], con_ejecucion=True) == []


def test_sin_reporte_desde_que_abrio_el_corte_o_empezo() -> None:
    """Lo que ya venía debe desde la apertura; lo que empezó después, desde su inicio."""
    venia = renglon(9, avance=70)
    nueva = renglon(8, inicio=date(2026, 9, 1), fin=date(2026, 12, 31), avance=20)

    assert [(a.regla, a.desde) for a in _de([venia, nueva])] == [
        ("sin_reporte", APERTURA),
        ("sin_reporte", date(2026, 9, 1)),
    ]
    assert _reglas([renglon(1, avance=70)]) == []


def test_contratacion_anunciada_y_sin_empezar() -> None:
    """Diez hábiles después de empezar, sin CDP; con CDP, recién empezada o sin anunciar, no."""
    empezo = {"inicio": date(2026, 9, 1), "fin": date(2026, 12, 31), "avance": 20}
    contratar = {"por_contratar": {1, 2, 3}}
    (alerta,) = _de([renglon(1, **empezo)], **contratar)

    assert (alerta.regla, alerta.desde) == ("contratacion_sin_empezar", date(2026, 9, 1))
    assert _reglas([renglon(2, **empezo | {"inicio": date(2026, 9, 2)})], **contratar) == []
    assert _reglas([renglon(2, **empezo, saldos=saldos(9, 9))], **contratar) == []
    assert _reglas([renglon(1, **empezo)], por_contratar={7}) == []


def test_actividad_sin_responsable() -> None:
    """Es grave y le toca a planeación; con responsable no sale."""
    (alerta,) = _de([renglon(1, avance=70, responsable_id=None, responsable="")])

    assert (alerta.regla, alerta.severidad, alerta.quien) == (
        "sin_responsable",
        Severidad.ERROR,
        "Planeación",
    )
    assert alerta.desde is None


def test_severidad_sigue_a_la_del_recordatorio_que_ajusta_la_entidad() -> None:
    """Si la entidad dice que vencida es advertencia, la alerta también lo es; lo demás queda igual."""
    ajuste = AjusteDeRecordatorio(TipoRecordatorio.VENCIDA, severidad=Severidad.ADVERTENCIA)
    pesos = severidades(configuradas([ajuste]))
    (alerta,) = _de([renglon(1, fin=date(2026, 9, 1), avance=50)], severidades=pesos)

    assert alerta.severidad is Severidad.ADVERTENCIA
    assert pesos[ReglaDeAlerta.OMISION] is PESOS[ReglaDeAlerta.OMISION] is Severidad.ERROR


def test_cada_regla_tiene_su_ficha_con_fuente() -> None:
    """Ninguna alerta sale sin decir de dónde."""
    assert set(FICHAS) == set(ReglaDeAlerta)
    assert all(ficha.fuente and ficha.nombre for ficha in FICHAS.values())


def test_se_ordena_por_gravedad_y_despues_por_antiguedad() -> None:
    """Primero lo grave más viejo; lo que no se sabe desde cuándo va al final de su gravedad."""
    plan = [
        renglon(1, avance=10),
        renglon(9, avance=70),
        renglon(2, fin=date(2026, 9, 1), avance=60),
        renglon(3, fin=date(2026, 8, 1), avance=60),
    ]

    assert [(a.regla, a.objeto) for a in ordenar(_de(plan))] == [
        ("vencida", "A-003"),
        ("vencida", "A-002"),
        ("sin_reporte", "A-009"),
        ("atrasada", "A-001"),
    ]


def test_huella_es_de_la_regla_y_el_objeto() -> None:
    """No cambia con los días que pasan, y cada alerta tiene la suya."""
    primera, segunda = _de([renglon(1, fin=date(2026, 9, 1), avance=60), renglon(2, avance=10)])
    (otra_vez,) = _de([renglon(1, fin=date(2026, 9, 1), avance=61)], dia=date(2026, 9, 20))

    assert primera.huella == otra_vez.huella != segunda.huella


@pytest.mark.parametrize(("apremia", "pesa"), [(False, Severidad.INFORMATIVO), (True, Severidad.ADVERTENCIA)])
def test_sin_reporte_solo_informa_mientras_el_corte_no_apremia(apremia: bool, pesa: Severidad) -> None:
    """Lejos del cierre es un dato; cerca, pesa lo de su recordatorio."""
    (alerta,) = _de([renglon(9, avance=70)], apremia=apremia)

    assert (alerta.regla, alerta.severidad) == ("sin_reporte", pesa)


def test_fuentes_se_entienden_fuera_del_programa() -> None:
    """Ninguna manda a un documento interno ni a un código de regla."""
    fuentes = " ".join(ficha.fuente for ficha in FICHAS.values())

    assert "docs/" not in fuentes
    assert "R37" not in fuentes
