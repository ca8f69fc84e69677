"""El consolidado de un corte."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dominio.casos.ejecutar import DatosEjecucion, registrar_ejecucion
from dominio.casos.exportar import anotar_exportacion, armar_consolidado
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.errores import NoEncontrado, PermisoDenegado, SinPlan
from dominio.modelo.consolidado import Consolidado
from dominio.modelo.financiero import MomentoGasto
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import MARTES, PLAN, V2026, Mundo
from tests.dominio.reglas.fabrica import saldos

OCTUBRE = datetime(2026, 10, 20, 15, tzinfo=UTC)
T3, T4 = Corte.de("2026-T3"), Corte.de("2026-T4")


def _consolidar(
    mundo: Mundo, corte: Corte = T3, dependencia: str | None = None, quien: str = "planeacion"
) -> Consolidado:
    with mundo.como(quien, OCTUBRE) as ctx:
        return armar_consolidado(ctx, V2026, corte, dependencia, "1.2.3")


def _mover(mundo: Mundo, ahora: datetime, puntos: int, cdp: int) -> None:
    """Un avance y un CDP de A-001 reportados en ese instante."""
    actividad_id, registro_id = mundo.actividad("A-001").id, mundo.registro("A-001").id
    with mundo.como("hector", ahora) as ctx:
        clave = ahora.isoformat()
        valor = ValorAvance(Porcentaje.de(puntos))
        registrar_avance(ctx, DatosAvance(clave, actividad_id, valor, aclaracion="Por gestión"))
        datos = DatosEjecucion(
            f"{clave}-cdp", registro_id, MomentoGasto.CDP, Pesos.de(cdp), es_incremento=False
        )
        registrar_ejecucion(ctx, datos)


def test_consolidado_de_un_corte_lleva_lo_de_entonces(mundo: Mundo) -> None:
    """Exportar T3 en octubre no cuela el avance ni el CDP que se reportaron en T4."""
    _mover(mundo, MARTES, 40, 300)
    _mover(mundo, OCTUBRE, 80, 900)
    t3, t4 = _consolidar(mundo, T3), _consolidar(mundo, T4)

    assert [c.actividades[0].renglon.avance for c in (t3, t4)] == [Porcentaje.de(40), Porcentaje.de(80)]
    assert [c.registros[0].saldos for c in (t3, t4)] == [saldos(1000, 300), saldos(1000, 900)]
    assert [c.general.saldos.cdp for c in (t3, t4)] == [Pesos.de(300), Pesos.de(900)]
    assert [(len(c.avances), len(c.ejecuciones)) for c in (t3, t4)] == [(1, 1), (2, 2)]
    assert t3.actividades[0].renglon.ultimo_corte == "2026-T3"


def test_corte_anterior_a_la_carga_lleva_el_avance_del_primer_libro(mundo: Mundo) -> None:
    """El plan se cargó en octubre con su avance: en T3 es lo único que se sabe, y no un cero."""
    mundo.importar(*(replace(f, avance=Porcentaje.de(30)) for f in PLAN), ahora=OCTUBRE)
    t3 = _consolidar(mundo, T3)

    assert {a.renglon.avance for a in t3.actividades} == {Porcentaje.de(30)}
    assert t3.avances == ()


def test_esperado_se_mide_al_fin_del_corte_o_hoy_lo_que_sea_antes(mundo: Mundo) -> None:
    """T3 cerró el 30 de septiembre (74,79 %); T4 va en el 20 de octubre (80,27 %)."""
    assert _consolidar(mundo, T3).actividades[0].esperado == Porcentaje.de("74.79")
    assert _consolidar(mundo, T4).actividades[0].esperado == Porcentaje.de("80.27")


def test_consolidado_ordena_y_agrega_por_dependencia_y_meta(mundo: Mundo) -> None:
    """General, dependencias y metas salen de las mismas actividades, en el orden del plan."""
    _mover(mundo, MARTES, 50, 1)
    consolidado = _consolidar(mundo)

    assert consolidado.general.ambito == "entidad"
    assert [(e.codigo, e.avance) for e in consolidado.dependencias] == [
        ("30", Porcentaje.de(30)),
        ("20", Porcentaje.CERO),
    ]
    assert consolidado.general.avance == Porcentaje.de(15)
    assert [(m.codigo, e.avance, e.actividades) for m, e in consolidado.metas] == [
        ("2402-01", Porcentaje.de(30), 2),
        ("1905-01", Porcentaje.CERO, 2),
    ]
    assert [a.renglon.codigo for a in consolidado.actividades] == ["A-001", "A-002", "A-012", "A-013"]
    assert [r.actividad_codigo for r in consolidado.registros] == ["A-001", "A-002", "A-012", "A-013"]


def test_consolidado_trae_alertas_y_coherencia(mundo: Mundo) -> None:
    """A-013 terminó en abril y nadie la ha reportado; el mantenimiento de la vía pesa 40 y la placa 60."""
    consolidado = _consolidar(mundo)

    assert ("vencida", "A-013") in [(h.regla, h.objeto) for h in consolidado.alertas]
    assert ("omision", "A-001") in [(h.regla, h.objeto) for h in consolidado.alertas]
    assert ("R37", "A-001") in [(h.regla, h.objeto) for h in consolidado.coherencia]
    assert [h for h in consolidado.coherencia if h.regla != "R37"] == []


def test_control_dice_quien_cuando_y_con_que_cadena(mundo: Mundo) -> None:
    """La hoja Control permite comprobar el libro; armarlo no escribe nada."""
    with mundo.almacen.lectura() as unidad:
        antes = unidad.auditoria.cabeza(mundo.entidad.id)
    control = _consolidar(mundo, T3, "20").control

    assert (control.pedido_por, control.generado_en) == ("Adriana Lucía Tello", OCTUBRE)
    assert (control.version_programa, control.cabeza) == ("1.2.3", antes)
    assert mundo.traza("exportar") == []


def test_exportacion_deja_traza_de_que_se_llevo(mundo: Mundo) -> None:
    """Quién pidió el libro, de qué corte y de qué dependencia; solo quien puede exportar."""
    consolidado = _consolidar(mundo, T3, "20")
    with mundo.como("consulta") as ctx, pytest.raises(PermisoDenegado):
        anotar_exportacion(ctx, consolidado)
    with mundo.como("planeacion") as ctx:
        anotar_exportacion(ctx, consolidado)

    (anotacion,) = mundo.traza("exportar")
    assert (anotacion.objeto, anotacion.actor_id) == ("corte:2026-T3", mundo.personas["planeacion"].id)
    assert anotacion.despues == {"vigencia": 2026, "dependencia": "Secretaría de Salud"}


@pytest.mark.parametrize(
    ("quien", "pedida"),
    [("planeacion", "20"), ("administracion", "secretaria de salud"), ("jefe_salud", None)],
)
def test_consolidado_de_una_dependencia_trae_solo_lo_suyo(
    mundo: Mundo, quien: str, pedida: str | None
) -> None:
    """Ni actividades, ni metas, ni reportes, ni alertas de las demás."""
    _mover(mundo, MARTES, 40, 300)
    consolidado = _consolidar(mundo, T3, pedida, quien)

    assert (consolidado.dependencia, consolidado.general.ambito) == ("Secretaría de Salud", "dependencia")
    assert [a.renglon.codigo for a in consolidado.actividades] == ["A-012", "A-013"]
    assert [m.codigo for m, _ in consolidado.metas] == ["1905-01"]
    assert (consolidado.avances, consolidado.ejecuciones) == ((), ())
    assert {h.dependencia for h in consolidado.alertas} == {"Secretaría de Salud"}


@pytest.mark.parametrize(
    ("quien", "dependencia", "error"),
    [
        ("jefe_infra", "20", PermisoDenegado),
        ("jefe_de_nada", None, PermisoDenegado),
        ("hector", None, PermisoDenegado),
        ("consulta", None, PermisoDenegado),
        ("planeacion", "Secretaría de Marte", NoEncontrado),
    ],
)
def test_consolidado_respeta_el_alcance(
    mundo: Mundo, quien: str, dependencia: str | None, error: type[Exception]
) -> None:
    """El jefe no se lleva lo de otra dependencia, ni nadie sin permiso se lleva nada."""
    with pytest.raises(error):
        _consolidar(mundo, T3, dependencia, quien)


def test_consolidado_de_vigencia_sin_plan(mundo: Mundo) -> None:
    """No se entrega un libro vacío."""
    with mundo.como("planeacion") as ctx, pytest.raises(SinPlan):
        armar_consolidado(ctx, Vigencia(2027), Corte.de("2027-T1"), None, "1")


def test_resumen_y_alertas_cuentan_igual_las_sin_reporte(mundo: Mundo) -> None:
    """Lo importado no es reporte del corte: las dos cifras coinciden, en total y por dependencia.

    El corte ya cerró: lo que en curso se avisa como «sin reporte» es ahora una omisión.
    """
    con_avance = tuple(replace(f, avance=Porcentaje.de(30)) for f in PLAN)
    mundo.importar(*con_avance, ahora=MARTES)
    _mover(mundo, MARTES, 40, 300)
    consolidado = _consolidar(mundo, T3)
    avisadas = [h.objeto for h in consolidado.alertas if h.regla == "omision" and h.objeto[:2] == "A-"]

    assert [h for h in consolidado.alertas if h.regla == "sin_reporte"] == []
    assert avisadas == ["A-002", "A-012", "A-013"]
    assert consolidado.general.sin_reporte == 3
    assert [(e.codigo, e.sin_reporte) for e in consolidado.dependencias] == [("30", 1), ("20", 2)]
    assert [(m.codigo, e.sin_reporte) for m, e in consolidado.metas] == [("2402-01", 1), ("1905-01", 2)]
