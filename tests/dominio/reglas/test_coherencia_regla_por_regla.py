"""Para cada regla, un plan que la rompe y otro que no: ninguna ficha se queda sin las dos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from dominio.modelo.coherencia import AjusteDeRegla
from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.modelo.identidad import IdDependencia
from dominio.modelo.plan import TipoMeta
from dominio.modelo.reporte import OrigenReporte
from dominio.reglas.coherencia.evaluar import REGLAS, evaluar
from dominio.reglas.coherencia.fichas import FICHAS
from dominio.reglas.coherencia.plan import PlanGuardado
from tests.dominio.reglas.fabrica import meta, registro, renglon, reporte, saldos
from tests.dominio.reglas.planes_de_coherencia import (
    CASOS,
    CON_GASTO,
    CUATRIENIO,
    DE_INSTITUTO,
    DICIEMBRE,
    OBLIGADA,
    OTRA,
    UNO,
    V2026,
    anios,
    apropiacion,
    poai,
    programada,
    reportada,
)

_PRENDIDAS = {codigo: AjusteDeRegla(codigo, apagada=False) for codigo in FICHAS}


def _de(
    regla: str, plan: Mapping[str, Any], ajustes: Mapping[str, AjusteDeRegla] = _PRENDIDAS
) -> list[Hallazgo]:
    hallados = evaluar(PlanGuardado(V2026, **plan), ajustes)
    return [hallazgo for hallazgo in hallados if hallazgo.regla == regla]


def test_toda_ficha_tiene_su_regla_y_sus_dos_planes() -> None:
    """R01 a R40 están todas, con su ficha, su función y lo que la rompe y lo que no."""
    esperadas = [*(f"R{n:02d}" for n in range(1, 41)), "V03", "V04"]

    assert list(FICHAS) == esperadas
    assert [regla.codigo for regla in REGLAS] == esperadas
    assert sorted(CASOS) == esperadas


@pytest.mark.parametrize("regla", sorted(CASOS))
def test_regla_halla_lo_suyo_y_calla_con_lo_sano(regla: str) -> None:
    """El mensaje nombra el objeto, dice cómo arreglarlo después de dos puntos y pesa lo de su ficha."""
    rompe, sano = CASOS[regla]
    hallazgos = _de(regla, rompe)

    assert hallazgos, f"{regla} no halló nada en el plan que la rompe"
    assert hallazgos[0].objeto
    assert hallazgos[0].objeto in hallazgos[0].mensaje or regla in ("R39", "R03")
    assert ":" in hallazgos[0].mensaje
    assert min(h.severidad.peso for h in hallazgos) == FICHAS[regla].severidad.peso
    assert _de(regla, sano) == []


@pytest.mark.parametrize("regla", sorted(CASOS))
def test_regla_apagada_no_dice_nada_y_ajustada_pesa_lo_que_se_dijo(regla: str) -> None:
    """La entidad manda: apagada calla, informativa no bloquea."""
    rompe, _ = CASOS[regla]
    informativa = AjusteDeRegla(regla, apagada=False, severidad=Severidad.INFORMATIVO)

    assert _de(regla, rompe, {regla: AjusteDeRegla(regla, apagada=True)}) == []
    assert {h.severidad for h in _de(regla, rompe, {regla: informativa})} == {Severidad.INFORMATIVO}


def test_lo_explicado_no_sube_de_peso_al_endurecer_la_regla() -> None:
    """Una regla puesta en error no vuelve error lo que la persona ya explicó."""
    plan = {
        "renglones": [renglon(1, avance=30, saldos=saldos(100))],
        "registros": [CON_GASTO],
        "ultimos": {1: reporte(1, 30, logro="Por donación de la empresa")},
    }

    assert [
        h.severidad for h in _de("R24", plan, {"R24": AjusteDeRegla("R24", severidad=Severidad.ERROR)})
    ] == [Severidad.INFORMATIVO]


@pytest.mark.parametrize(
    ("regla", "umbral", "plan"),
    [
        ("R12", "30", {"renglones": [renglon(1, ponderacion=75)]}),
        ("R14", "2", CASOS["R14"][0]),
        ("R16", "100", CASOS["R16"][0]),
        ("R19", "9", CASOS["R19"][0]),
        ("R21", "105", CASOS["R21"][0]),
        ("R25", "40", CASOS["R25"][0]),
        ("R26", "20", CASOS["R26"][0]),
        ("R39", "5", CASOS["R39"][0]),
        ("R40", "5", CASOS["R40"][0]),
    ],
)
def test_umbral_de_la_entidad_manda(regla: str, umbral: str, plan: dict[str, Any]) -> None:
    """Con el umbral de la ficha se halla; con el de la entidad, que es más amplio, no."""
    assert _de(regla, plan)
    assert _de(regla, plan, {regla: AjusteDeRegla(regla, umbral=Decimal(umbral))}) == []


def test_toda_regla_con_umbral_lo_usa() -> None:
    """Un umbral que no cambia nada sería una promesa falsa."""
    probados = {"R12", "R14", "R16", "R19", "R21", "R25", "R26", "R39", "R40"}

    assert {codigo for codigo, ficha in FICHAS.items() if ficha.umbral is not None} == probados


def test_r23_viene_apagada() -> None:
    """Es ruido en los formatos sin cantidades: quien la quiera, la prende."""
    assert _de("R23", {"renglones": UNO}, {}) == []


def test_r07_y_r08_de_una_meta_compartida_son_informativas() -> None:
    """La coordina una y la ejecuta otra: se dice, y nadie queda bloqueado."""
    compartida = programada("8.5", coordinadora_id=IdDependencia(40))
    propias = {"renglones": [renglon(1)], "metas": [compartida], "directorio": {40: "Instituto de Deporte"}}
    con_la_suya = {**propias, "renglones": [renglon(1), renglon(2, nombre="Otra", **OTRA)]}

    assert [h.severidad for h in _de("R07", propias)] == [Severidad.INFORMATIVO]
    assert _de("R07", con_la_suya) == []
    assert [(h.severidad, h.dependencia) for h in _de("R08", con_la_suya)] == [
        (Severidad.INFORMATIVO, "Secretaría de Infraestructura")
    ]


def test_r10_mira_la_programacion_original() -> None:
    """Reprogramar no descuadra el cuatrienio que se aprobó."""
    vigente = anios(2, 6, 9, 4)
    reprogramada = meta(programacion=vigente, programacion_original=anios(2, 6, 8, 4), **CUATRIENIO)
    sin_original = meta(programacion=vigente, **CUATRIENIO)
    de_un_anio = programada("8.5", **CUATRIENIO)

    assert _de("R10", {"renglones": UNO, "metas": [reprogramada]}) == []
    assert len(_de("R10", {"renglones": UNO, "metas": [sin_original]})) == 1
    assert _de("R10", {"renglones": UNO, "metas": [de_un_anio]}) == [], "sin los cuatro años no se sabe"


def test_r12_cierra_por_producto_o_por_proyecto() -> None:
    """Dos productos de 100 cada uno cierran; 60 y 40 repartidos en el proyecto también; 60 y 60, no."""
    dos = [
        renglon(1, ponderacion=100, producto_codigo="2402041"),
        renglon(2, nombre="Otra", ponderacion=100, producto_codigo="2402042"),
    ]

    assert _de("R12", {"renglones": dos}) == []
    assert [h.objeto for h in _de("R12", CASOS["R12"][0])] == ["2402041", "2402042"]


@pytest.mark.parametrize(
    ("regla", "cambios"),
    [
        ("R06", {"responsable": ""}),
        ("R06", {"responsable": "Secretaría de Vías"}),
        ("R11", {"sin_fechas": True}),
        ("R13", {"bpin": None, "proyecto": None}),
    ],
)
def test_lo_mismo_en_muchas_actividades_se_dice_una_vez(regla: str, cambios: dict[str, Any]) -> None:
    """Cinco, cada una; seis de la misma dependencia, una sola con cuántas son; y otra dependencia, aparte."""
    cinco = [renglon(n, nombre=f"Tramo {n}", **cambios) for n in range(1, 6)]
    sexta = renglon(6, nombre="Tramo 6", **cambios)
    ajena = renglon(7, nombre="Tramo 7", **OTRA, **cambios)
    juntas = _de(regla, {"renglones": [*cinco, sexta, ajena]})

    assert [h.objeto for h in _de(regla, {"renglones": cinco})] == [f"A-00{n}" for n in range(1, 6)]
    assert [h.objeto for h in juntas] == ["Secretaría de Infraestructura", "A-007"]
    assert "Las 6 actividades de Secretaría de Infraestructura (A-001" in juntas[0].mensaje
    assert "y 1 más" in juntas[0].mensaje


def test_r01_sin_dinero_es_advertencia() -> None:
    """Repetida con dinero se cuenta dos veces; sin dinero, se pregunta."""
    assert [h.severidad for h in _de("R01", {"renglones": [renglon(1), renglon(2)]})] == [
        Severidad.ADVERTENCIA
    ]


def test_r13_sin_bpin_es_error_solo_en_metas_de_producto() -> None:
    """Las de gestión y administrativas pueden no tener proyecto."""
    sin_bpin = renglon(1, bpin=None)
    de_gestion = renglon(1, bpin=None, tipo_meta=TipoMeta.GESTION)
    sin_proyecto = renglon(1, bpin=None, proyecto=None, tipo_meta=TipoMeta.GESTION)

    assert [h.severidad for h in _de("R13", {"renglones": [sin_bpin]})] == [Severidad.ERROR]
    assert [h.severidad for h in _de("R13", {"renglones": [de_gestion]})] == [Severidad.INFORMATIVO]
    assert _de("R13", {"renglones": [sin_proyecto]}) == []


def test_r14_tambien_mira_los_recursos_de_la_meta() -> None:
    """La definitiva de la meta no pasa de lo que el POAI le da."""
    plan = {"renglones": [renglon(1, saldos=saldos(15))], "poai": [poai(10)]}

    assert [h.objeto for h in _de("R14", plan)] == ["2402-01"]


def test_r17_sin_cdp_en_toda_la_vigencia_no_mide_ese_eslabon() -> None:
    """Hay formatos sin CDP; pero si alguno lo trae, el que no lo trae se señala."""
    sin_cdp = registro(1, saldos=saldos(100, 0, 80, 70, 60))

    assert _de("R17", {"renglones": UNO, "registros": [sin_cdp]}) == []
    assert len(_de("R17", {"renglones": UNO, "registros": [sin_cdp, CON_GASTO]})) == 1


def test_r17_la_definitiva_es_la_inicial_con_sus_modificaciones() -> None:
    """100 + 20 − 10 + 5 − 15 = 100; con otra definitiva no cuadra."""
    plan = {"renglones": UNO, "registros": [OBLIGADA]}
    buena, mala = apropiacion(100, 20, 10, 5, 15, 100), apropiacion(100, 20, 10, 5, 15, 110)

    sin_modificaciones = replace(mala, adiciones=None, reducciones=None, creditos=None, contracreditos=None)

    assert _de("R17", {**plan, "apropiaciones": {1: buena}}) == []
    assert _de("R17", {**plan, "apropiaciones": {1: sin_modificaciones}}) == []
    (hallazgo,) = _de("R17", {**plan, "apropiaciones": {1: mala}})
    assert "$110,00" in hallazgo.mensaje
    assert "$100,00" in hallazgo.mensaje


def test_lo_que_trajo_un_libro_no_se_juzga_por_lo_que_no_narra() -> None:
    """Un avance importado no tiene logro ni evidencias: R27, R28 y R34 callan."""
    importado = reporte(1, 40, origen=OrigenReporte.IMPORTACION)
    plan: dict[str, Any] = {"renglones": [renglon(1, avance=40)], "ultimos": {1: importado}}

    assert [h.regla for h in evaluar(PlanGuardado(V2026, **plan))] == []


def test_r32_con_motivo_es_informativa() -> None:
    """Bajar con explicación se permite y se anota."""
    plan = {**reportada(30, motivo_retroceso="Se demolió un tramo"), "previos": {1: reporte(1, 40)}}

    assert [h.severidad for h in _de("R32", plan)] == [Severidad.INFORMATIVO]


@pytest.mark.parametrize(
    ("nombre", "es"),
    [
        ("Instituto Distrital de Deporte", True),
        ("Empresa de Acueducto E.S.P.", True),
        ("Red de Salud E.S.E.", True),
        ("Metrosistema S.A.", True),
        ("Secretaría de Desarrollo Empresarial", False),
        ("Secretaría de Salud", False),
        ("Departamento Administrativo de Ambiente", False),
    ],
)
def test_r39_reconoce_la_forma_juridica(nombre: str, es: bool) -> None:
    """Se mira el nombre como viene: institutos, empresas, E.S.E., E.S.P. y S.A."""
    plan = {
        "renglones": [renglon(1, dependencia_id=IdDependencia(40), dependencia=nombre)],
        "registros": [DE_INSTITUTO],
        "hoy": DICIEMBRE,
    }

    assert bool(_de("R39", plan)) is es


def test_huella_cambia_con_el_dato_y_no_con_la_severidad() -> None:
    """Lo aceptado vuelve a salir si el avance ya es otro."""
    (antes,) = _de("R21", {"renglones": [renglon(1, avance=120)]})
    (despues,) = _de("R21", {"renglones": [renglon(1, avance=130)]})
    ajuste = {"R21": AjusteDeRegla("R21", severidad=Severidad.ERROR)}
    (mas_pesado,) = _de("R21", {"renglones": [renglon(1, avance=120)]}, ajuste)

    assert antes.huella != despues.huella
    assert antes.huella == mas_pesado.huella
