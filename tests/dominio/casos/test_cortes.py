"""Cerrar, prorrogar, abrir y reabrir cortes: quién puede, qué cambia y qué queda guardado."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dominio.casos.consultar import pendientes, sin_reporte
from dominio.casos.cortes import (
    PeticionDeCorte,
    consultar_corte,
    decidir_corte,
    recepcion_de_hoy,
    revisar_decision_de_corte,
    situaciones_de_los_cortes,
)
from dominio.casos.reportar import corte_actual
from dominio.errores import EntradaInvalida, NoEncontrado, PermisoDenegado
from dominio.errores.cortes import CorteSinMotivo, CorteYaCerrado
from dominio.modelo.corte import AccionDeCorte, EstadoCorte
from dominio.valores.fechas import Corte
from tests.dominio.casos.cortes_decididos import (
    ABRIR,
    CERRAR,
    OCTUBRE,
    PRORROGAR,
    REABRIR,
    T2,
    T3,
    T4,
    decidir,
    panorama,
    reportar,
)
from tests.dominio.casos.mundo import MARTES, PLAN, V2026, Mundo


def test_cerrado_antes_lo_que_llega_es_extemporaneo(mundo: Mundo) -> None:
    """El tercero cerrado en septiembre no recibe a tiempo; el reporte queda en él y marcado."""
    a_tiempo = reportar(mundo, "A-001")
    decidir(mundo, CERRAR)
    tarde = reportar(mundo, "A-002", MARTES + timedelta(minutes=5))

    assert (a_tiempo.corte, a_tiempo.extemporaneo) == (T3, False)
    assert (tarde.corte, tarde.extemporaneo) == (T3, True)


def test_prorrogado_recibe_a_tiempo_aunque_abra_el_siguiente(mundo: Mundo) -> None:
    """Con prórroga al 30, el 20 de octubre se reporta a tiempo al tercero; sin ella, al cuarto."""
    decidir(mundo, PRORROGAR, hasta=date(2026, 10, 30))
    reporte = reportar(mundo, "A-001", OCTUBRE)
    with mundo.como("hector", OCTUBRE) as ctx:
        recibe = recepcion_de_hoy(ctx)
        actual = corte_actual(ctx, V2026)

    assert (reporte.corte, reporte.extemporaneo) == (T3, False)
    assert actual == (T3, False)
    assert (recibe.situacion.estado, recibe.situacion.cierre) == (
        EstadoCorte.PRORROGADO,
        date(2026, 10, 30),
    )
    assert [otra.corte for otra in recibe.tambien] == [T4]


def test_al_cerrar_y_abrir_el_siguiente_los_reportes_pasan_a_el(mundo: Mundo) -> None:
    """Cerrado el tercero y abierto el cuarto el mismo día, lo que llega es del cuarto y a tiempo."""
    decidir(mundo, CERRAR)
    decidir(mundo, ABRIR, T4)
    reporte = reportar(mundo, "A-001", MARTES + timedelta(minutes=5))

    assert (reporte.corte, reporte.extemporaneo) == (T4, False)


def test_panorama_cuenta_por_dependencia(mundo: Mundo) -> None:
    """Cuántas deben y cuántas reportaron en cada una, cuántas tarde y cuántas sin revisar."""
    reportar(mundo, "A-001")
    decidir(mundo, CERRAR)
    reportar(mundo, "A-012", MARTES + timedelta(hours=1))

    hoy = panorama(mundo)

    cuentas = {c.dependencia: (c.deben, c.reportaron) for c in hoy.dependencias}
    assert cuentas == {"Secretaría de Infraestructura": (2, 1), "Secretaría de Salud": (2, 1)}
    assert (hoy.tardias, hoy.sin_revisar) == (1, 2)
    assert hoy.situacion.corte == T3


def test_pendientes_y_sin_reporte_miran_el_corte_que_recibe(mundo: Mundo) -> None:
    """Con el segundo reabierto se debe lo que ya había empezado entonces, y no lo de después."""
    tardia = replace(PLAN[0], actividad_codigo="A-050", inicio=date(2026, 8, 1), fin=date(2026, 12, 1))
    mundo.importar(*PLAN, tardia)
    decidir(mundo, REABRIR, T2, date(2026, 9, 20))
    with mundo.como("hector") as ctx:
        faltan = pendientes(ctx)
    with mundo.como("planeacion") as ctx:
        corte, callados = sin_reporte(ctx)

    assert faltan.corte == corte == T2
    assert [a.renglon.codigo for a in faltan.sin_reporte] == ["A-001", "A-002"]
    assert "A-050" not in [r.codigo for uno in callados for r in uno.actividades]


@pytest.mark.parametrize(
    ("accion", "corte", "hasta"),
    [
        (CERRAR, T3, None),
        (PRORROGAR, T3, date(2026, 10, 30)),
        (ABRIR, T4, None),
        (REABRIR, T2, date(2026, 9, 30)),
    ],
)
def test_decision_queda_auditada(
    mundo: Mundo, accion: AccionDeCorte, corte: Corte, hasta: date | None
) -> None:
    """Quién, qué, hasta cuándo y por qué; con el estado de antes."""
    decidir(mundo, accion, corte, hasta)
    (traza,) = mundo.traza(f"{accion.value}_corte")

    assert (traza.objeto, traza.actor_id) == (f"corte:{corte}", mundo.personas["planeacion"].id)
    assert traza.antes is not None
    assert traza.despues is not None
    assert traza.despues["hasta"] == (hasta.isoformat() if hasta else None)
    assert traza.despues["motivo"] == ("Paro de transporte" if hasta else None)


@pytest.mark.parametrize("quien", ["hector", "jefe_infra", "consulta"])
def test_cortes_los_decide_planeacion_o_administracion(mundo: Mundo, quien: str) -> None:
    """El responsable, el jefe y la consulta no deciden ni ven el panorama; sí cuándo cierra."""
    peticion = PeticionDeCorte(CERRAR, T3)
    for intento in (
        lambda ctx: decidir_corte(ctx, peticion),
        lambda ctx: revisar_decision_de_corte(ctx, peticion),
        consultar_corte,
        situaciones_de_los_cortes,
    ):
        with mundo.como(quien) as ctx, pytest.raises(PermisoDenegado):
            intento(ctx)
    with mundo.como(quien) as ctx:
        assert recepcion_de_hoy(ctx).corte == T3
    with mundo.como("administracion") as ctx:
        decidir_corte(ctx, peticion)


def test_cerrar_dos_veces_dice_quien_lo_cerro(mundo: Mundo) -> None:
    """El segundo que lo intenta ve quién decidió antes, y no queda otra decisión."""
    decidir(mundo, CERRAR)
    with mundo.como("administracion") as ctx, pytest.raises(CorteYaCerrado) as error:
        decidir_corte(ctx, PeticionDeCorte(CERRAR, T3))

    assert error.value.datos["autor"] == "Adriana Lucía Tello"
    with mundo.almacen.lectura() as unidad:
        assert len(unidad.cortes.actos(mundo.entidad.id, V2026)) == 1


def test_prorroga_sin_fecha_sin_motivo_o_fuera_de_limites_no_se_guarda(mundo: Mundo) -> None:
    """Cada falta dice cuál es."""
    malas = (
        (PeticionDeCorte(PRORROGAR, T3, None, "porque sí"), EntradaInvalida),
        (PeticionDeCorte(PRORROGAR, T3, date(2026, 10, 30), "  "), CorteSinMotivo),
        (PeticionDeCorte(PRORROGAR, T3, date(2026, 10, 10), "porque sí"), EntradaInvalida),
        (PeticionDeCorte(REABRIR, T2, date(2026, 9, 14), "porque sí"), EntradaInvalida),
    )
    for peticion, error in malas:
        with mundo.como("planeacion") as ctx, pytest.raises(error):
            decidir_corte(ctx, peticion)
    with mundo.almacen.lectura() as unidad:
        assert unidad.cortes.actos(mundo.entidad.id, V2026) == []


def test_corte_que_no_es_de_la_entidad_no_se_encuentra(mundo: Mundo) -> None:
    """Un mes donde hay trimestres, o una vigencia sin plan."""
    for ajeno in (Corte.de("2026-M09"), Corte.de("2025-T3")):
        with mundo.como("planeacion") as ctx, pytest.raises(NoEncontrado):
            consultar_corte(ctx, ajeno)


def test_en_enero_se_ven_los_cortes_de_los_dos_anios(mundo: Mundo) -> None:
    """El cuarto del año pasado todavía se prorroga cuando ya hay plan nuevo."""
    from dominio.valores.fechas import Vigencia

    nuevas = (replace(f, inicio=date(2027, 1, 5), fin=date(2027, 12, 1)) for f in PLAN)
    mundo.importar(*nuevas, vigencia=Vigencia(2027))
    enero = datetime(2027, 1, 5, 15, tzinfo=UTC)
    decidir(mundo, PRORROGAR, T4, date(2027, 1, 31), enero)
    with mundo.como("planeacion", enero) as ctx:
        estados = {str(s.corte): s.estado for s in situaciones_de_los_cortes(ctx)}

    assert estados["2026-T4"] is EstadoCorte.PRORROGADO
    assert estados["2027-T1"] is EstadoCorte.ABIERTO
