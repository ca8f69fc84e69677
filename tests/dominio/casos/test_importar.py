"""Importar: revisar sin guardar, todo o nada, y qué pasa con los avances."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dominio.casos.importar import RevisionImportacion, importar, revisar_importacion
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.errores import ImportacionConErrores, PermisoDenegado
from dominio.modelo.libro import ErrorDeLibro, FilaPlan, LibroLeido, Procedencia, ResumenImportacion
from dominio.modelo.reporte import EstadoReporte, OrigenReporte
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import MARTES, PLAN, V2026, Mundo
from tests.dominio.reglas.fabrica import fila

UN_DIA = timedelta(days=1)
ERROR = ErrorDeLibro("Plan de acción", "U4", "fecha_imposible", "No se entiende la fecha.")


def _con_avance(*avances: int | None) -> tuple[FilaPlan, ...]:
    """El plan con esos avances en sus primeras filas."""
    pares = zip(PLAN, [*avances, *[None] * len(PLAN)], strict=False)
    return tuple(replace(f, avance=None if a is None else Porcentaje.de(a)) for f, a in pares)


def _revisar(mundo: Mundo, libro: LibroLeido) -> RevisionImportacion:
    with mundo.como("planeacion") as ctx:
        return revisar_importacion(ctx, V2026, libro)


def _resumen(mundo: Mundo, *filas: FilaPlan) -> ResumenImportacion:
    resumen = _revisar(mundo, LibroLeido(plan=filas)).resumen
    assert resumen is not None
    return resumen


def test_revisar_cuenta_lo_que_trae_y_no_guarda(mundo: Mundo) -> None:
    """Dos dependencias, dos metas, dos proyectos, cuatro actividades, cinco registros y su suma."""
    otra_fuente = replace(
        PLAN[0], fila=6, fuente_codigo="1.3.1.1.05", fuente="Crédito interno", monto=Pesos.de(7)
    )
    resumen = _resumen(mundo, *PLAN, otra_fuente)

    assert (resumen.dependencias, resumen.metas, resumen.proyectos) == (2, 2, 2)
    assert (resumen.actividades, resumen.registros, resumen.total) == (4, 5, Pesos.de(1807))
    assert [(c.clase, c.objeto, c.tipo) for c in resumen.cambios] == [
        ("registro", "A-001 · 1.3.1.1.05", "nuevo")
    ]
    assert _resumen(mundo, *PLAN).cambios == ()


def test_importar_lo_mismo_dos_veces_no_cambia_nada(mundo: Mundo) -> None:
    """Ni actividades, ni registros, ni avances nuevos."""
    mundo.importar(*_con_avance(45, 0))
    antes = mundo.actividad("A-001")
    mundo.importar(*_con_avance(45, 0), ahora=MARTES + UN_DIA)

    assert mundo.actividad("A-001") == antes
    with mundo.almacen.lectura() as unidad:
        assert len(unidad.reportes.avances(mundo.entidad.id, V2026)) == 2


@pytest.mark.parametrize(
    "libro",
    [
        LibroLeido(plan=PLAN[1:], errores=(ERROR,)),
        LibroLeido(plan=(*PLAN[1:], replace(PLAN[1], fila=99))),
    ],
    ids=["de lectura", "de enlace"],
)
def test_con_un_error_no_se_guarda_nada(mundo: Mundo, libro: LibroLeido) -> None:
    """Todo o nada: la actividad que el libro quitaba sigue ahí y el error trae los de cada celda."""
    revision = _revisar(mundo, libro)
    assert revision.errores
    assert revision.resumen is None

    with mundo.como("planeacion") as ctx:
        with pytest.raises(ImportacionConErrores) as causa:
            importar(ctx, V2026, libro, "plan.xlsx")
        assert causa.value.datos["errores"] == revision.errores
    assert mundo.actividad("A-001").codigo == "A-001"


def test_avance_del_libro_queda_como_reporte_de_importacion(mundo: Mundo) -> None:
    """Con folio, en el corte abierto y sin revisar nada más; un 0 escrito también es un dato."""
    resumen = _resumen(mundo, *_con_avance(45, 0))
    mundo.importar(*_con_avance(45, 0))

    assert (resumen.avances_nuevos, resumen.avances_conservados) == (2, ())
    assert mundo.actividad("A-001").avance == Porcentaje.de(45)
    assert mundo.actividad("A-002").avance == Porcentaje.CERO
    assert mundo.actividad("A-012").avance is None
    actividad_id = mundo.actividad("A-001").id
    with mundo.almacen.lectura() as unidad:
        reporte = unidad.reportes.ultimo_avance(actividad_id)
    assert reporte is not None
    assert (reporte.origen, reporte.corte) == (OrigenReporte.IMPORTACION, Corte.de("2026-T3"))
    assert reporte.estado is EstadoReporte.APROBADO


def test_importar_de_nuevo_con_otro_avance_lo_actualiza(mundo: Mundo) -> None:
    """Lo que llegó por libro lo corrige otro libro, y volver al primero también cuenta."""
    for dias, avance in enumerate((45, 50, 45)):
        mundo.importar(*_con_avance(avance), ahora=MARTES + dias * UN_DIA)
        assert mundo.actividad("A-001").avance == Porcentaje.de(avance)


def test_avance_del_chat_no_lo_pisa_un_libro_y_se_muestra(mundo: Mundo) -> None:
    """El reporte de una persona es más nuevo que cualquier libro: se conserva y se dice."""
    datos = DatosAvance("k", mundo.actividad("A-001").id, ValorAvance(Porcentaje.de(60)))
    with mundo.como("hector") as ctx:
        registrar_avance(ctx, datos)

    resumen = _resumen(mundo, *_con_avance(45, 30))
    mundo.importar(*_con_avance(45, 30))

    assert resumen.avances_conservados == (("A-001", Porcentaje.de(60), Porcentaje.de(45)),)
    assert resumen.avances_nuevos == 1
    assert mundo.actividad("A-001").avance == Porcentaje.de(60)
    assert mundo.actividad("A-002").avance == Porcentaje.de(30)


def test_traza_trae_conteos_y_huella_de_lo_leido(mundo: Mundo) -> None:
    """Dos libros con los mismos datos dejan la misma huella; uno distinto, otra."""
    mundo.importar(*PLAN)
    mundo.importar(*PLAN, fila(40))
    nueva, misma, primera = (anotacion.despues or {} for anotacion in mundo.traza("importar"))

    assert misma["huella"] == primera["huella"] != nueva["huella"]
    assert (nueva["origen"], nueva["actividades"], nueva["total"]) == ("plan.xlsx", 5, "1800.00")
    assert nueva["cambios"] == {"actividad nuevo": 1, "registro nuevo": 1}


def test_cada_vigencia_es_su_propio_plan(mundo: Mundo) -> None:
    """Cargar el año siguiente no toca el actual."""
    mundo.importar(fila(1, actividad="Del año siguiente"), vigencia=Vigencia(2027))

    assert mundo.actividad("A-001").nombre == PLAN[0].actividad
    assert mundo.actividad("A-001", Vigencia(2027)).nombre == "Del año siguiente"


@pytest.mark.parametrize("quien", ["hector", "jefe_infra", "consulta"])
def test_importar_exige_permiso(mundo: Mundo, quien: str) -> None:
    """Solo planeación y administración cargan el plan."""
    with mundo.como(quien) as ctx:
        with pytest.raises(PermisoDenegado):
            importar(ctx, V2026, LibroLeido(plan=PLAN), "plan.xlsx")
        with pytest.raises(PermisoDenegado):
            revisar_importacion(ctx, V2026, LibroLeido(plan=PLAN))


def test_incoherencias_se_ven_antes_de_guardar(mundo: Mundo) -> None:
    """Avance de 140, fin antes del inicio y pesos que suman 150: no son errores y quedan dichos."""
    malo = (
        replace(PLAN[0], avance=Porcentaje.de(140), ponderacion=Porcentaje.de(110)),
        replace(PLAN[1], fin=PLAN[1].inicio - UN_DIA),
        *PLAN[2:],
    )
    revision = _revisar(mundo, LibroLeido(plan=malo))
    assert revision.errores == ()
    assert revision.resumen is not None
    reglas = [(h.regla, h.objeto) for h in revision.resumen.incoherencias]

    assert reglas == [("R11", "A-002"), ("R12", "2402-01"), ("R21", "A-001")]
    assert _resumen(mundo, *PLAN).incoherencias == ()
    assert mundo.actividad("A-001").avance is None


def test_avance_conservado_no_se_anuncia_como_incoherencia(mundo: Mundo) -> None:
    """Si lo que llegó por el chat no se pisa, el 140 del libro no va a quedar guardado."""
    datos = DatosAvance("clave", mundo.actividad("A-001").id, ValorAvance(Porcentaje.de(50)))
    with mundo.como("hector") as ctx:
        registrar_avance(ctx, datos)

    assert _resumen(mundo, *_con_avance(140)).incoherencias == ()


def test_libro_corto_dice_que_retira_y_cuantas_tienen_reportes(mundo: Mundo) -> None:
    """Un libro de una fila quita tres de cuatro; la mitad justa todavía no es la mayoría."""
    datos = DatosAvance("clave", mundo.actividad("A-001").id, ValorAvance(Porcentaje.de(50)))
    with mundo.como("hector") as ctx:
        registrar_avance(ctx, datos)
    corto, mitad = _resumen(mundo, PLAN[2]), _resumen(mundo, *PLAN[:2])

    assert corto.retiradas == ("A-001", "A-002", "A-013")
    assert (corto.guardadas, corto.retiradas_con_reportes, corto.retira_la_mayoria) == (4, 1, True)
    assert (mitad.retiradas_con_reportes, mitad.retira_la_mayoria) == (0, False)


@pytest.mark.parametrize(
    ("procedencia", "contradice"),
    [
        (None, False),
        (Procedencia("76999", 2026), False),
        (Procedencia("99999", 2026), True),
        (Procedencia("76999", 2025), True),
    ],
)
def test_libro_de_otra_entidad_o_vigencia_se_nota(
    mundo: Mundo, procedencia: Procedencia | None, contradice: bool
) -> None:
    """Solo lo que contradice al destino; sin hoja Control no se dice nada."""
    resumen = _revisar(mundo, LibroLeido(plan=PLAN, procedencia=procedencia)).resumen

    assert resumen is not None
    assert resumen.dice_ser == (procedencia if contradice else None)


def test_libro_igual_se_reconoce(mundo: Mundo) -> None:
    """Igual es sin cambios ni avances nuevos; uno con avance ya no lo es."""
    assert _resumen(mundo, *PLAN).sin_cambios
    assert not _resumen(mundo, *_con_avance(10)).sin_cambios
