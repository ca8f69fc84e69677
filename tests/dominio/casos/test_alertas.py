"""Las alertas de hoy: de quién son, desde cuándo y hasta dónde ve cada rol."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dominio.casos.alertas import (
    PanoramaDeAlertas,
    anotar_libro_de_alertas,
    libro_de_alertas,
    ver_alerta,
    ver_alertas,
)
from dominio.casos.devolver import devolver
from dominio.casos.exportar import armar_consolidado
from dominio.errores import NoEncontrado, PermisoDenegado, SinPlan
from dominio.errores.alertas import AlertaNoEncontrada
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.tipo_de_recordatorio import AjusteDeRecordatorio, TipoRecordatorio
from dominio.valores.fechas import Corte, Vigencia
from tests.dominio.casos.mundo import MARTES, V2026, Mundo
from tests.dominio.casos.revision import FALTA, reportar, vincular

T2, T3 = Corte.de("2026-T2"), Corte.de("2026-T3")
VIERNES = datetime(2026, 9, 25, 15, tzinfo=UTC)


def _ver(mundo: Mundo, quien: str = "planeacion", ahora: datetime = MARTES) -> PanoramaDeAlertas:
    with mundo.como(quien, ahora) as ctx:
        return ver_alertas(ctx)


def _pares(panorama: PanoramaDeAlertas, *reglas: str) -> list[tuple[str, str]]:
    return [(a.regla, a.objeto) for a in panorama.alertas if not reglas or a.regla in reglas]


def test_primero_lo_mas_grave_y_lo_mas_viejo(mundo: Mundo) -> None:
    """A-013 venció en abril; lo demás pesa menos, y dentro de cada peso va de lo más viejo a lo más nuevo."""
    panorama = _ver(mundo)
    pesos = [alerta.severidad.peso for alerta in panorama.alertas]

    assert ("vencida", "A-013") in _pares(panorama)
    assert pesos == sorted(pesos)
    for severidad in Severidad:
        dias = [a.desde or date.max for a in panorama.alertas if a.severidad is severidad]
        assert dias == sorted(dias)


def test_reportar_apaga_la_de_sin_reporte(mundo: Mundo) -> None:
    """Lo que se resuelve deja de salir, y su huella ya no abre nada."""
    (antes,) = [a for a in _ver(mundo).alertas if (a.regla, a.objeto) == ("sin_reporte", "A-001")]
    reportar(mundo, "hector", "A-001", 75)

    assert ("sin_reporte", "A-001") not in _pares(_ver(mundo))
    with mundo.como("planeacion") as ctx, pytest.raises(AlertaNoEncontrada):
        ver_alerta(ctx, antes.huella)


@pytest.mark.parametrize(
    ("quien", "objetos"),
    [
        ("hector", {"A-001", "A-002"}),
        ("jefe_salud", {"A-012", "A-013"}),
        ("consulta", {"A-001", "A-002", "A-012", "A-013"}),
        ("planeacion", {"A-001", "A-002", "A-012", "A-013"}),
        ("administracion", {"A-001", "A-002", "A-012", "A-013"}),
    ],
)
def test_cada_rol_ve_lo_suyo(mundo: Mundo, quien: str, objetos: set[str]) -> None:
    """El responsable, sus actividades; la jefatura, su dependencia; los demás, toda la entidad."""
    panorama = _ver(mundo, quien)

    assert {a.objeto for a in panorama.alertas if a.actividad_id is not None} == objetos
    de_personas = {"no_entregable", "no_es_mia"} & {a.regla for a in panorama.alertas}
    assert bool(de_personas) is (quien not in ("hector", "consulta"))


def test_lo_ajeno_no_se_abre(mundo: Mundo) -> None:
    """La huella de una alerta de otra dependencia no le sirve a quien no la ve."""
    (de_obras,) = [a for a in _ver(mundo).alertas if (a.regla, a.objeto) == ("sin_reporte", "A-001")]

    for quien in ("jefe_salud", "luz"):
        if quien in mundo.personas:
            with mundo.como(quien) as ctx, pytest.raises(AlertaNoEncontrada):
                ver_alerta(ctx, de_obras.huella)
    with mundo.como("hector") as ctx:
        assert ver_alerta(ctx, de_obras.huella[:12]) == de_obras


def test_dependencia_pedida_y_la_que_no_es_suya(mundo: Mundo) -> None:
    """Planeación pide una y solo recibe esa; la jefatura no pide la de otra."""
    with mundo.como("planeacion") as ctx:
        de_salud = ver_alertas(ctx, None, "salud")
        with pytest.raises(NoEncontrado):
            ver_alertas(ctx, None, "Marte")
    with mundo.como("jefe_infra") as ctx, pytest.raises(PermisoDenegado):
        ver_alertas(ctx, None, "20")

    assert {a.dependencia for a in de_salud.alertas} == {"Secretaría de Salud"}
    assert de_salud.ambito == "Secretaría de Salud"


def test_devuelto_sin_corregir_y_cola_detenida(mundo: Mundo) -> None:
    """Lo enviado lleva más de cinco hábiles y avisa; al devolverlo, avisa a quien debe corregirlo."""
    folio = reportar(mundo, "hector", "A-001", 75)
    assert ("cola_de_revision", folio) not in _pares(_ver(mundo))
    assert ("cola_de_revision", folio) in _pares(_ver(mundo, ahora=VIERNES))
    with mundo.como("planeacion", VIERNES) as ctx:
        devolver(ctx, folio, FALTA)

    for quien in ("planeacion", "hector", "jefe_infra"):
        (devuelto,) = [a for a in _ver(mundo, quien, VIERNES).alertas if a.regla == "devuelto"]
        assert (devuelto.objeto, devuelto.desde) == (folio, date(2026, 9, 25))
    assert _pares(_ver(mundo, "jefe_salud", VIERNES), "devuelto", "cola_de_revision") == []


def test_a_quien_no_se_le_puede_escribir(mundo: Mundo) -> None:
    """Quien responde por actividades y no se ha vinculado; vinculado, deja de salir."""
    assert ("no_entregable", "Héctor Fabio Rengifo") in _pares(_ver(mundo))
    vincular(mundo, "hector")

    assert ("no_entregable", "Héctor Fabio Rengifo") not in _pares(_ver(mundo))


def test_no_es_mia_pendiente(mundo: Mundo) -> None:
    """Sale desde el día en que se dijo, y al decidirse deja de salir."""
    with mundo.como("hector") as ctx:
        ctx.unidad.reclamos.crear(mundo.actividad("A-001").id, ctx.actor.id, "Es de tránsito", ctx.ahora)
    (alerta,) = [a for a in _ver(mundo).alertas if a.regla == "no_es_mia"]

    assert (alerta.objeto, alerta.desde) == ("A-001", date(2026, 9, 15))
    assert "Es de tránsito" in alerta.que_pasa
    assert _pares(_ver(mundo, "jefe_salud"), "no_es_mia") == []


def test_corte_que_cierra_dice_lo_que_falta_por_dependencia(mundo: Mundo) -> None:
    """A cinco hábiles o menos del cierre; el martes 15 todavía faltan más."""
    assert _pares(_ver(mundo), "corte_por_cerrar") == []
    fin = datetime.combine(_cierre(mundo), datetime.min.time(), UTC).replace(hour=15)
    halladas = [a for a in _ver(mundo, ahora=fin).alertas if a.regla == "corte_por_cerrar"]

    sin_reporte = [
        {a.severidad for a in _ver(mundo, ahora=c).alertas if a.regla == "sin_reporte"} for c in (MARTES, fin)
    ]
    assert sin_reporte == [{Severidad.INFORMATIVO}, {Severidad.ADVERTENCIA}]
    assert [a.objeto for a in halladas] == ["2026-T3", "2026-T3"]
    assert all(a.que_pasa.startswith("Cierra hoy y falta") for a in halladas)


def _cierre(mundo: Mundo) -> date:
    return Corte.de("2026-T3").hasta.fromordinal(Corte.de("2026-T3").hasta.toordinal() + mundo.entidad.gracia)


def test_severidad_que_ajusto_la_entidad(mundo: Mundo) -> None:
    """El mismo ajuste de los recordatorios cambia cuánto pesa la alerta."""
    with mundo.como("planeacion") as ctx:
        ajuste = AjusteDeRecordatorio(TipoRecordatorio.VENCIDA, severidad=Severidad.INFORMATIVO)
        ctx.unidad.preferencias.ajustar(mundo.entidad.id, ajuste, ctx.actor.id, ctx.ahora)

    assert {a.severidad for a in _ver(mundo).alertas if a.regla == "vencida"} == {Severidad.INFORMATIVO}


def test_libro_deja_traza_y_solo_quien_exporta(mundo: Mundo) -> None:
    """La lista lleva lo mismo que se ve; el responsable y consulta no se la llevan."""
    with mundo.como("planeacion") as ctx:
        libro = libro_de_alertas(ctx)
        anotar_libro_de_alertas(ctx, libro)

    assert libro.alertas == _ver(mundo).alertas
    (anotacion,) = mundo.traza("exportar_alertas")
    assert anotacion.despues == {"ambito": None, "alertas": len(libro.alertas)}
    for quien in ("hector", "consulta"):
        with mundo.como(quien) as ctx, pytest.raises(PermisoDenegado):
            libro_de_alertas(ctx)


def test_vigencia_sin_plan(mundo: Mundo) -> None:
    """De un año sin plan no se dice que todo está bien."""
    with mundo.como("planeacion") as ctx, pytest.raises(SinPlan):
        ver_alertas(ctx, Vigencia(2030))


def test_consolidado_del_corte_abierto_lleva_sus_reportes_y_el_cerrado_no(mundo: Mundo) -> None:
    """En T3, que recibe, sale lo que nadie ha revisado; en T2, ya cerrado, no, y se mide a su último día."""
    reportar(mundo, "hector", "A-001", 75)
    with mundo.como("planeacion", VIERNES) as ctx:
        abierto, cerrado = (armar_consolidado(ctx, V2026, corte, None, "1") for corte in (T3, T2))
    de_hoy = {"no_entregable", "fecha_legal", "plazo_de_ruta", "cola_de_revision", "devuelto"}

    assert {"cola_de_revision"} == de_hoy & {a.regla for a in abierto.alertas}
    assert not de_hoy & {a.regla for a in cerrado.alertas}
    vencida = next(a for a in cerrado.alertas if a.regla == "vencida")
    assert (vencida.objeto, vencida.desde) == ("A-013", date(2026, 5, 1))
    assert "hace 61 días" in vencida.que_pasa


@pytest.mark.parametrize("quien", ["planeacion", "jefe_salud"])
def test_la_ley_de_este_ano_se_avisa_aunque_su_plan_no_este(mundo: Mundo, quien: str) -> None:
    """El viernes 29 de enero de 2027, con solo el plan de 2026, avisa la publicación y su prórroga."""
    viernes, lunes = (datetime(2027, mes, dia, 13, tzinfo=UTC) for mes, dia in ((1, 29), (2, 1)))

    for ahora, dice in ((viernes, "Vence el 31/01/2027"), (lunes, "a más tardar el 31/01/2027")):
        halladas = {
            a.objeto: a.que_pasa for a in _ver(mundo, quien, ahora).alertas if a.regla == "fecha_legal"
        }
        assert dice in halladas["PA-31-ENE 2027"]
        assert "01/02/2027" in halladas["PA-31-ENE 2027"]
        assert "PA-31-ENE 2028" not in halladas
