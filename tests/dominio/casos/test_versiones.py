"""La aprobación, las modificaciones numeradas, la historia y el plan como estaba."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from dominio.casos.ediciones import Ediciones
from dominio.casos.exportar import armar_consolidado
from dominio.casos.importar import revisar_importacion
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.casos.versiones import (
    armar_consolidado_de_entonces,
    comparar_versiones,
    momento_del_plan,
)
from dominio.errores import FechaFutura, NoEncontrado, PermisoDenegado, SinPlan
from dominio.errores.versiones import (
    ActoFueraDeFecha,
    ModificacionSinActo,
    PlanYaAprobado,
    SinPlanEntonces,
    SinVersion,
)
from dominio.modelo.libro import FilaEjecucion, FilaIndicativo, FilaPlan, LibroLeido
from dominio.modelo.modificacion import ActoDelPlan
from dominio.modelo.plan import Meta
from dominio.modelo.version_del_plan import ClaseDeEdicion, IdEdicion
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje
from tests.apoyo.historia_al_azar import comparable
from tests.dominio.casos.mundo import MARTES, PLAN, V2026, Mundo
from tests.dominio.casos.versionado import (
    ACTA,
    DECRETO,
    UN_DIA,
    congelar,
    historia_de,
    importar_libro,
    importar_plan,
)

MOVIDO = (replace(PLAN[0], fin=date(2026, 11, 30)), *PLAN[1:])


def _meta(mundo: Mundo, codigo: str) -> Meta:
    with mundo.como("consulta") as ctx:
        metas = ctx.unidad.planes.metas(ctx.entidad.id, V2026)
    return next(meta for meta in metas if meta.codigo == codigo)


def _indicativo(programado: int, *logros: tuple[int, Decimal]) -> LibroLeido:
    fila = FilaIndicativo(
        *("PI", 2, PLAN[0].meta_codigo, None, None, None, None, None, None, None),
        ((2026, Decimal(programado)), (2027, None)),
        None,
        logros,
    )
    return LibroLeido(indicativo=(fila,))


def test_cada_cambio_del_plan_deja_una_edicion_y_lo_igual_no(mundo: Mundo) -> None:
    """Importar lo mismo no agrega nada; importar otra cosa, una edición en borrador con quién y de dónde."""
    importar_plan(mundo, *PLAN)
    assert len(historia_de(mundo).ediciones) == 1
    importar_plan(mundo, *MOVIDO)

    primera, segunda = historia_de(mundo).ediciones
    assert [e.clase for e in (primera, segunda)] == [ClaseDeEdicion.BORRADOR] * 2
    assert (segunda.secuencia, segunda.autor, segunda.origen) == (2, "Adriana Lucía Tello", "libro")
    assert (segunda.numero, segunda.version, segunda.acto) == (None, None, None)
    assert primera.huella != segunda.huella


def test_aprobar_deja_la_version_uno_congelada(mundo: Mundo) -> None:
    """Con su acta y auditada; una segunda aprobación no cabe."""
    aprobada = congelar(mundo)

    assert (aprobada.clase, aprobada.numero, aprobada.version) == (ClaseDeEdicion.APROBADA, 1, 1)
    assert aprobada.acto == ACTA
    [traza] = mundo.traza("congelar_plan")
    assert (traza.objeto, (traza.despues or {})["acto"]) == ("plan:2026/version:1", "Acta 003")
    with pytest.raises(PlanYaAprobado):
        congelar(mundo)
    assert len(historia_de(mundo).ediciones) == 2


def test_no_se_aprueba_lo_que_no_hay(mundo: Mundo) -> None:
    """Una vigencia sin plan no tiene qué congelar."""
    with mundo.como("planeacion") as ctx, pytest.raises(SinPlan):
        Ediciones(ctx, Vigencia(2030)).congelar(ACTA)


@pytest.mark.parametrize(
    "filas",
    [
        MOVIDO,
        PLAN[:-1],
        (replace(PLAN[0], monto=Pesos.de(1)), *PLAN[1:]),
        (replace(PLAN[0], ponderacion=Porcentaje.de(61)), *PLAN[1:]),
        (*(replace(f, meta_vigencia=Decimal(7)) for f in PLAN[:2]), *PLAN[2:]),
    ],
    ids=["fechas", "una menos", "dinero", "pesos", "metas"],
)
def test_aprobado_un_libro_que_cambia_lo_programado_exige_acto(
    mundo: Mundo, filas: tuple[FilaPlan, ...]
) -> None:
    """La revisión lo avisa; sin razón y acto no se guarda nada, y con ellos queda la versión 2."""
    congelar(mundo)
    with mundo.como("planeacion", MARTES + UN_DIA) as ctx:
        resumen = revisar_importacion(ctx, V2026, LibroLeido(plan=filas)).resumen
    assert resumen is not None
    assert resumen.exige_acto
    with pytest.raises(ModificacionSinActo):
        importar_plan(mundo, *filas)
    assert len(historia_de(mundo).ediciones) == 2
    assert len(mundo.traza("importar")) == 1

    importar_plan(mundo, *filas, datos=DECRETO)

    ultima = historia_de(mundo).ediciones[-1]
    assert (ultima.clase, ultima.numero, ultima.razon) == (
        ClaseDeEdicion.MODIFICACION,
        2,
        "Adición de recursos",
    )
    assert ultima.acto == ActoDelPlan("Decreto 0412", date(2026, 9, 15))
    [traza] = mundo.traza("modificar_plan")
    assert traza.objeto == "plan:2026/version:2"


def test_aprobado_el_avance_y_la_ejecucion_no_son_modificacion(mundo: Mundo) -> None:
    """Un libro que solo trae avances no deja edición; uno de ejecución deja seguimiento, sin acto."""
    congelar(mundo)
    con_avance = (replace(PLAN[0], avance=Porcentaje.de(40)), *PLAN[1:])
    with mundo.como("planeacion") as ctx:
        resumen = revisar_importacion(ctx, V2026, LibroLeido(plan=con_avance)).resumen
    assert resumen is not None
    assert not resumen.exige_acto
    importar_plan(mundo, *con_avance)
    assert len(historia_de(mundo).ediciones) == 2

    gasto = FilaEjecucion(
        *("Ejecución", 2, None, "A-001", "9.9.9", None, None, None, None, None),
        *(Pesos.de(1000), Pesos.de(900), Pesos.de(800), Pesos.de(700), Pesos.de(600), None),
    )
    importar_libro(mundo, LibroLeido(ejecucion=(gasto,)))

    ultima = historia_de(mundo).ediciones[-1]
    assert (ultima.clase, ultima.numero, ultima.version) == (ClaseDeEdicion.SEGUIMIENTO, None, 1)


def test_acto_con_fecha_imposible_no_guarda(mundo: Mundo) -> None:
    """Una fecha posterior a hoy o anterior al acta se rechaza y el plan sigue igual."""
    congelar(mundo)
    for mala in (date(2026, 9, 30), date(2026, 9, 9)):
        with pytest.raises(ActoFueraDeFecha):
            importar_plan(mundo, *MOVIDO, datos=replace(DECRETO, fecha_acto=mala))
    assert mundo.actividad("A-001").fin == PLAN[0].fin


def test_historia_compara_campo_por_campo(mundo: Mundo) -> None:
    """Entre la versión 1 y la 2: lo que cambió, lo nuevo y lo que se cerró; al jefe, lo suyo."""
    congelar(mundo)
    nueva = replace(PLAN[0], actividad_codigo="A-099", actividad="Otra")
    importar_plan(mundo, *MOVIDO[:3], nueva, datos=DECRETO)
    historia = historia_de(mundo)
    una, dos = historia.version(1), historia.version(2)
    with mundo.como("consulta") as ctx:
        cambios = comparar_versiones(ctx, V2026, una.id, dos.id)
    with mundo.como("jefe_salud") as ctx:
        de_salud = comparar_versiones(ctx, V2026, una.id, dos.id)

    dichos = {(c.clase, c.objeto, c.tipo, c.campo, c.antes, c.despues) for c in cambios}
    assert ("actividad", "A-001", "cambia", "fecha de terminación", "31/12/2026", "30/11/2026") in dichos
    assert ("actividad", "A-099", "nuevo", None, None, None) in dichos
    assert ("actividad", "A-013", "ya no está", None, None, None) in dichos
    assert {c.objeto.split(" ")[0] for c in de_salud} == {"A-013"}
    assert historia.anterior_a(dos) == una
    with pytest.raises(SinVersion) as error:
        historia.version(3)
    assert error.value.datos["ultima"] == 2


def test_edicion_de_otra_entidad_no_se_ve(mundo: Mundo) -> None:
    """Ni existe para compararla."""
    with mundo.como("consulta") as ctx, pytest.raises(NoEncontrado):
        comparar_versiones(ctx, V2026, None, IdEdicion(999))


def test_exportar_al_dia_da_lo_que_se_exporto_ese_dia(mundo: Mundo) -> None:
    """El plan, los reportes y lo que debía ir son los de entonces, aunque después todo cambió."""
    congelar(mundo)
    actividad = mundo.actividad("A-001").id

    def reportar(puntos: int, cuando: datetime) -> None:
        with mundo.como("hector", cuando) as ctx:
            valor = ValorAvance(Porcentaje.de(puntos))
            registrar_avance(ctx, DatosAvance(str(cuando), actividad, valor, aclaracion="Por gestión"))

    reportar(30, MARTES)
    fin_del_dia = datetime(2026, 9, 16, 4, 59, 59, 999999, tzinfo=UTC)
    with mundo.como("planeacion", fin_del_dia) as ctx:
        entonces = armar_consolidado(ctx, V2026, Corte.de("2026-T3"), None, "1")
    reportar(70, MARTES + UN_DIA)
    importar_plan(mundo, *MOVIDO[:3], datos=DECRETO)

    with mundo.como("planeacion", MARTES + 30 * UN_DIA) as ctx:
        momento = momento_del_plan(ctx, V2026, date(2026, 9, 15))
        hoy = armar_consolidado_de_entonces(ctx, momento, None, None, "1")

    assert comparable(hoy) == comparable(entonces)
    assert hoy.version == "Versión 1, al 15/09/2026 23:59"
    assert hoy.dia == date(2026, 9, 15)
    assert hoy.control.generado_en == MARTES + 30 * UN_DIA
    assert len(hoy.actividades) == 4


def test_exportar_una_version_la_da_como_se_aprobo(mundo: Mundo) -> None:
    """La versión 1 no trae lo que se modificó ni se reportó después."""
    congelar(mundo)
    importar_plan(mundo, *MOVIDO, datos=DECRETO)
    with mundo.como("planeacion", MARTES + 30 * UN_DIA) as ctx:
        una, dos = (
            armar_consolidado_de_entonces(ctx, momento_del_plan(ctx, V2026, version=n), None, None, "1")
            for n in (1, 2)
        )

    assert [c.actividades[0].renglon.fin for c in (una, dos)] == [date(2026, 12, 31), date(2026, 11, 30)]
    assert (una.version, dos.version) == (
        "Versión 1, al 15/09/2026 10:00",
        "Versión 2, al 16/09/2026 10:00",
    )


def test_momentos_que_no_hay(mundo: Mundo) -> None:
    """Ni antes de cargar el plan, ni mañana, ni una versión que no existe; y quien no exporta, tampoco."""
    with mundo.como("planeacion") as ctx:
        with pytest.raises(SinPlanEntonces):
            momento_del_plan(ctx, V2026, date(2026, 9, 14))
        with pytest.raises(FechaFutura):
            momento_del_plan(ctx, V2026, date(2026, 9, 16))
        with pytest.raises(SinVersion):
            momento_del_plan(ctx, V2026, version=1)
    with mundo.como("consulta") as ctx, pytest.raises(PermisoDenegado):
        momento_del_plan(ctx, V2026, date(2026, 9, 15))


def test_original_vigente_y_logro_van_aparte(mundo: Mundo) -> None:
    """La original es la aprobada y no cambia; el logro de un año cerrado no es programación."""
    codigo = PLAN[0].meta_codigo
    importar_libro(mundo, _indicativo(10))
    importar_libro(mundo, _indicativo(20))
    assert _meta(mundo, codigo).programacion_original == ((2026, Decimal(10)), (2027, None))
    congelar(mundo, MARTES + UN_DIA)
    assert _meta(mundo, codigo).programacion_original == ((2026, Decimal(20)), (2027, None))

    importar_libro(mundo, _indicativo(35, (2025, Decimal(8))), DECRETO, MARTES + 2 * UN_DIA)

    meta = _meta(mundo, codigo)
    assert meta.programacion == ((2026, Decimal(35)), (2027, None))
    assert meta.programacion_original == ((2026, Decimal(20)), (2027, None))
    assert meta.logros == ((2025, Decimal(8)),)


def test_el_logro_no_borra_lo_programado_de_su_anio(mundo: Mundo) -> None:
    """Un libro que trae el logro de 2026 en lugar de la meta deja la programación que había."""
    codigo = PLAN[0].meta_codigo
    importar_libro(mundo, _indicativo(10))
    fila = replace(
        _indicativo(0).indicativo[0], programacion=((2027, None),), logros=((2026, Decimal("9.5")),)
    )
    importar_libro(mundo, LibroLeido(indicativo=(fila,)))

    meta = _meta(mundo, codigo)
    assert meta.programacion == ((2026, Decimal(10)), (2027, None))
    assert meta.logros == ((2026, Decimal("9.5")),)
