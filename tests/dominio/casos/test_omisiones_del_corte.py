"""Omisiones: lo que faltaba al cerrar queda guardado, y el consolidado lo dice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from dominio.casos.cortes import (
    PeticionDeCorte,
    decidir_corte,
    revisar_decision_de_corte,
)
from dominio.casos.exportar import armar_consolidado
from dominio.modelo.corte import EstadoCorte
from dominio.modelo.identidad import IdMeta
from dominio.modelo.resultado import NuevoResultado
from dominio.valores.fechas import Corte
from tests.dominio.casos.cortes_decididos import (
    CERRAR,
    OCTUBRE,
    REABRIR,
    T2,
    T3,
    T4,
    actividades,
    decidir,
    panorama,
    reportar,
)
from tests.dominio.casos.mundo import MARTES, PLAN, V2026, Mundo


def test_reabierto_recibe_y_conserva_sus_omisiones(mundo: Mundo) -> None:
    """Lo que se reporta al reabrir llega a tiempo, pero lo omitido al cerrar sigue constando."""
    decidir(mundo, CERRAR)
    antes = panorama(mundo, T3)
    decidir(mundo, REABRIR, hasta=date(2026, 9, 20))
    reporte = reportar(mundo, "A-001", MARTES + timedelta(hours=1))
    despues = panorama(mundo, T3)

    assert (reporte.corte, reporte.extemporaneo) == (T3, False)
    assert actividades(antes.omisiones) == ["A-001", "A-002", "A-012", "A-013"]
    assert despues.omisiones == antes.omisiones
    assert actividades(despues.por_reportar) == ["A-002", "A-012", "A-013"]
    assert despues.situacion.estado is EstadoCorte.REABIERTO


def test_omisiones_quedan_aunque_despues_reporten_o_cambie_el_responsable(mundo: Mundo) -> None:
    """De quién era se guarda con el cierre: un libro nuevo con otro responsable no lo reescribe."""
    decidir(mundo, CERRAR)
    mundo.importar(*(replace(fila, responsable="Otra Persona Distinta") for fila in PLAN))
    reportar(mundo, "A-001", MARTES + timedelta(hours=1))

    omisiones = panorama(mundo, T3).omisiones

    assert "A-001" in actividades(omisiones)
    assert {o.responsable for o in omisiones if o.codigo == "A-001"} == {"Héctor Fabio Rengifo"}


def test_cerrar_cuenta_actividades_y_metas_sin_resultado(mundo: Mundo) -> None:
    """Lo que falta se dice antes de confirmar, con su responsable, y es lo que se guarda."""
    reportar(mundo, "A-012")
    peticion = PeticionDeCorte(CERRAR, T3)
    with mundo.como("planeacion") as ctx:
        revision = revisar_decision_de_corte(ctx, peticion)
    with mundo.almacen.lectura() as unidad:
        assert unidad.cortes.actos(mundo.entidad.id, V2026) == []
    with mundo.como("planeacion") as ctx:
        acto, _ = decidir_corte(ctx, peticion)
    with mundo.almacen.lectura() as unidad:
        guardadas = unidad.cortes.omisiones(mundo.entidad.id, acto.id)

    assert actividades(revision.por_reportar) == ["A-001", "A-002", "A-013"]
    de_quien = {a.persona.nombre: actividades(a.omisiones) for a in revision.afectados}
    assert de_quien["Héctor Fabio Rengifo"] == ["A-001", "A-002"]
    assert de_quien["Luz Dary Angulo"] == ["A-013"]
    assert sorted(o.codigo for o in revision.por_reportar if o.meta_id) == _metas_programadas(mundo)
    assert sorted(o.codigo for o in guardadas) == sorted(o.codigo for o in revision.por_reportar)


def _metas_programadas(mundo: Mundo) -> list[str]:
    with mundo.almacen.lectura() as unidad:
        metas = unidad.planes.metas(mundo.entidad.id, V2026)
    return sorted(meta.codigo for meta in metas if meta.meta_vigencia not in (None, Decimal(0)))


def test_panorama_de_un_corte_pasado_lo_mira_como_estaba(mundo: Mundo) -> None:
    """Lo que llegó a 100 en octubre no tapa que en el tercer corte no se había reportado."""
    reportar(mundo, "A-001")
    reportar(mundo, "A-002", OCTUBRE, 100)

    pasado = panorama(mundo, T3, OCTUBRE)

    assert pasado.situacion.estado is EstadoCorte.CERRADO
    assert actividades(pasado.por_reportar) == ["A-002", "A-012", "A-013"]


def test_el_que_se_cierra_solo_tambien_deja_omisiones(mundo: Mundo) -> None:
    """Sin que nadie lo cierre, lo que no llegó a tiempo es omisión aunque después llegue."""
    reportar(mundo, "A-001")
    decidir(mundo, REABRIR, T2, date(2026, 9, 16))
    reportar(mundo, "A-012")
    dia_17 = MARTES + timedelta(days=2)

    reabierto_y_vencido = panorama(mundo, T2, dia_17)
    ordinario = panorama(mundo, T3, OCTUBRE)

    assert reabierto_y_vencido.situacion.estado is EstadoCorte.CERRADO
    assert "A-012" not in actividades(reabierto_y_vencido.omisiones)
    assert "A-001" in actividades(reabierto_y_vencido.omisiones)
    assert actividades(ordinario.omisiones) == ["A-002", "A-012", "A-013"]


def test_corte_anterior_a_la_carga_no_tiene_omisiones(mundo: Mundo) -> None:
    """El plan se cargó en septiembre: nadie habría podido reportar en el primer trimestre."""
    assert panorama(mundo, Corte.de("2026-T1")).omisiones == ()


def test_consolidado_dice_omision_y_cuando_cerro(mundo: Mundo) -> None:
    """Las alertas nombran cada omisión una vez, con el folio de lo que llegó tarde, y Control el cierre."""
    reportar(mundo, "A-001")
    decidir(mundo, CERRAR)
    tarde = reportar(mundo, "A-002", MARTES + timedelta(hours=1))
    with mundo.como("planeacion", OCTUBRE) as ctx:
        consolidado = armar_consolidado(ctx, V2026, T3, None, "1.2.3")
    with mundo.como("jefe_salud", OCTUBRE) as ctx:
        de_salud = armar_consolidado(ctx, V2026, T3, None, "1.2.3")

    omitidas = [h for h in consolidado.alertas if h.regla == "omision" and h.objeto[:2] == "A-"]
    assert [h.objeto for h in omitidas] == ["A-002", "A-012", "A-013"]
    assert tarde.folio in omitidas[0].que_pasa
    assert "omision" not in {h.regla for h in consolidado.alertas if h.objeto == "A-001"}
    assert "sin_reporte" not in {h.regla for h in consolidado.alertas}
    assert consolidado.situacion is not None
    assert consolidado.situacion.cierre == date(2026, 9, 15)
    assert consolidado.omisiones == 3 + len(_metas_programadas(mundo))
    de_su_dependencia = [h.objeto for h in de_salud.alertas if h.regla == "omision"]
    assert [codigo for codigo in de_su_dependencia if codigo[:2] == "A-"] == ["A-012", "A-013"]


def test_abierto_no_hay_omisiones_sino_sin_reporte(mundo: Mundo) -> None:
    """Mientras el corte recibe, lo que falta es «sin reporte»: todavía se puede."""
    with mundo.como("planeacion") as ctx:
        consolidado = armar_consolidado(ctx, V2026, T3, None, "1.2.3")

    reglas = {h.regla for h in consolidado.alertas}
    assert "sin_reporte" in reglas
    assert "omision" not in reglas
    assert consolidado.omisiones == 0


def test_meta_no_programada_o_con_resultado_no_se_omite(mundo: Mundo) -> None:
    """La NP no se debe, y la que ya tiene resultado en el corte tampoco."""
    sin_programar = tuple(replace(f, meta_vigencia=None) if f.meta_codigo == "1905-01" else f for f in PLAN)
    mundo.importar(*sin_programar)
    antes = [o.codigo for o in panorama(mundo).por_reportar if o.meta_id is not None]
    with mundo.como("planeacion") as ctx:
        meta = next(m for m in ctx.unidad.planes.metas(mundo.entidad.id, V2026) if m.codigo == "2402-01")
        ctx.unidad.resultados.guardar(_resultado(mundo, meta.id))
    despues = [o.codigo for o in panorama(mundo).por_reportar if o.meta_id is not None]

    assert antes == ["2402-01"]
    assert despues == []


def _resultado(mundo: Mundo, meta_id: IdMeta) -> NuevoResultado:
    return NuevoResultado(
        clave_envio="resultado-1",
        entidad_id=mundo.entidad.id,
        vigencia=V2026,
        meta_id=meta_id,
        corte=T3,
        valor=Decimal(10),
        proyeccion=None,
        logro="Se hizo",
        analisis=None,
        dificultades=None,
        aclaracion=None,
        extemporaneo=False,
        autor_id=None,
        reportado_en=MARTES,
    )


def test_llegar_a_cien_despues_del_cierre_no_borra_la_omision(mundo: Mundo) -> None:
    """El último corte del año se cerró solo; terminar la actividad tarde no la vuelve oportuna."""
    reportar(mundo, "A-012", datetime(2026, 12, 1, 15, tzinfo=UTC), 100)
    tarde = datetime(2027, 1, 20, 15, tzinfo=UTC)
    reporte = reportar(mundo, "A-001", tarde, 100)

    omitidas = actividades(panorama(mundo, T4, tarde).omisiones)

    assert (reporte.corte, reporte.extemporaneo) == (T4, True)
    assert "A-001" in omitidas
    assert "A-012" not in omitidas


def test_lo_reportado_al_reabrir_cuenta_cuando_se_cierra_solo(mundo: Mundo) -> None:
    """Cerrado, reabierto y vencido el plazo: es omisión lo que tampoco llegó en la reapertura."""
    decidir(mundo, CERRAR)
    decidir(mundo, REABRIR, hasta=date(2026, 9, 20))
    reportar(mundo, "A-001", MARTES + timedelta(hours=1))

    vencido = panorama(mundo, T3, datetime(2026, 9, 21, 15, tzinfo=UTC))

    assert vencido.situacion.estado is EstadoCorte.CERRADO
    assert actividades(vencido.omisiones) == ["A-002", "A-012", "A-013"]
