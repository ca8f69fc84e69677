"""El plan guardado: aplicar un libro y volver a leerlo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.errores import NoEncontrado
from dominio.modelo.entidad import Entidad
from dominio.modelo.financiero import Saldos
from dominio.modelo.identidad import IdEntidad, IdProyecto, IdRegistro
from dominio.modelo.libro import FilaPlan, LibroLeido
from dominio.modelo.persona import Rol
from dominio.modelo.plan import Renglon, TipoAcumulacion, TipoMeta
from dominio.puertos.plan import Filtro
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia
from tests.almacen.hechos import (
    AHORA,
    VIGENCIA,
    cargar,
    fila_ejecucion,
    fila_indicativo,
    fila_pac,
    fila_plan,
    fila_poai,
    nuevo_avance,
    registros,
    una_entidad,
)

GESTION = fila_plan(
    "A-002",
    tipo_meta=TipoMeta.GESTION,
    programa_codigo=None,
    programa=None,
    meta_codigo="GE-01",
    bpin=None,
    proyecto=None,
    objetivo=None,
    fuente_codigo=None,
    fuente=None,
    monto=None,
    contratacion=False,
    dependencia="Secretaría de Planeación",
    dependencia_codigo=None,
    responsable="Luis Gómez",
    meta_vigencia=None,
    ponderacion=None,
    cantidad_programada=None,
    fin=date(2026, 12, 31),
)
PLAN = (fila_plan(), fila_plan(fuente_codigo="1.2.1.0.00", fuente="ICLD", monto=Pesos(50)), GESTION)


def _como_fila(renglon: Renglon) -> dict[str, object]:
    """Lo que el renglón guardado tiene en común con el del libro."""
    return {nombre: getattr(renglon, nombre) for nombre in FilaPlan.__slots__ if hasattr(renglon, nombre)}


def _del_libro(fila: FilaPlan) -> dict[str, object]:
    propios = {nombre: getattr(fila, nombre) for nombre in FilaPlan.__slots__ if hasattr(Renglon, nombre)}
    return propios | {"avance": None}


def test_plan_vuelve_como_vino(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Cada dato del renglón se lee igual, con sus decimales, sus vacíos y el orden del libro."""
    renglones = cargar(almacen, entidad, *PLAN)

    assert [renglon.codigo for renglon in renglones] == ["A-001", "A-002"]
    assert [_como_fila(renglon) for renglon in renglones] == [_del_libro(PLAN[0]), _del_libro(GESTION)]
    assert [renglon.nombre for renglon in renglones] == ["Actividad A-001", "Actividad A-002"]
    assert renglones[0].saldos == Saldos(definitiva=Pesos(1_000_000_55))
    assert renglones[1].saldos == Saldos()


def test_registros_son_los_renglones_del_libro(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Uno por actividad y fuente; sin ejecución la definitiva es el monto programado."""
    cargar(almacen, entidad, *PLAN)
    guardados = registros(almacen, entidad)

    assert [(r.actividad_codigo, r.fuente_codigo, r.monto, r.contratacion) for r in guardados] == [
        ("A-001", "1.2.4.1.01", Pesos(1_000_000_05), True),
        ("A-001", "1.2.1.0.00", Pesos(50), True),
        ("A-002", None, Pesos(0), False),
    ]
    assert [r.saldos.definitiva for r in guardados] == [r.monto for r in guardados]


def test_plan_aplicado_dos_veces_no_cambia_nada(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Las mismas filas, con los mismos números y versiones; ni personas ni dependencias de más."""
    hojas = {"indicativo": (fila_indicativo(),), "poai": (fila_poai(),), "pac": (fila_pac(),)}
    antes = cargar(almacen, entidad, *PLAN, **hojas), registros(almacen, entidad)
    despues = cargar(almacen, entidad, *PLAN, **hojas), registros(almacen, entidad)

    assert despues == antes
    with almacen.lectura() as unidad:
        dependencias = unidad.entidades.dependencias(entidad.id)
        personas = unidad.personas.listar(entidad.id)
    assert [d.nombre for d in dependencias] == ["Secretaría de Educación", "Secretaría de Planeación"]
    assert [(p.nombre, p.rol) for p in personas] == [
        ("Luis Gómez", Rol.RESPONSABLE),
        ("María Pérez Gómez", Rol.RESPONSABLE),
    ]


def test_plan_cambia_solo_lo_distinto(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Una fecha nueva sube la versión de esa actividad y deja quieta la otra."""
    antes = cargar(almacen, entidad, *PLAN)
    cambiada = [replace(fila, fin=date(2026, 10, 1)) for fila in PLAN[:2]]
    despues = cargar(almacen, entidad, *cambiada, GESTION)

    assert despues[0] == replace(antes[0], fin=date(2026, 10, 1), version=antes[0].version + 1)
    assert despues[1] == antes[1]


def test_actividad_que_ya_no_esta_se_retira_y_sus_avances_siguen(
    almacen: AlmacenSQL, entidad: Entidad
) -> None:
    """No se lista ni recibe reportes, pero lo reportado queda; si vuelve al libro, vuelve con lo suyo."""
    primera = cargar(almacen, entidad, *PLAN)[0]
    with almacen.unidad() as unidad:
        unidad.reportes.guardar_avance(nuevo_avance(entidad, primera))
        unidad.confirmar()

    assert [renglon.codigo for renglon in cargar(almacen, entidad, GESTION)] == ["A-002"]
    with almacen.unidad() as unidad:
        with pytest.raises(NoEncontrado):
            unidad.planes.actividad(entidad.id, primera.id)
        with pytest.raises(NoEncontrado):
            unidad.reportes.guardar_avance(nuevo_avance(entidad, primera, "envio-2"))
        assert [avance.folio for avance in unidad.reportes.avances(entidad.id, VIGENCIA)] == [
            "AV-2026-000001"
        ]
    assert [r.actividad_codigo for r in registros(almacen, entidad)] == ["A-002"]

    vuelta = cargar(almacen, entidad, *PLAN)[0]
    assert (vuelta.id, vuelta.avance) == (primera.id, nuevo_avance(entidad, primera).porcentaje)


def test_lo_incoherente_se_guarda_como_vino(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Dos actividades de una meta pueden decir programas distintos: lo señala la coherencia."""
    otra = fila_plan("A-009", programa_codigo="4599", programa="Otro", linea_base=None)
    renglones = cargar(almacen, entidad, fila_plan(), otra)

    assert [(r.programa_codigo, r.linea_base) for r in renglones] == [
        ("2201", Decimal("1000.5")),
        ("4599", None),
    ]


def test_renglones_se_recortan_por_cada_filtro(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Dependencia, responsable, proyecto, actividad, programa y meta recortan lo suyo."""
    primera, segunda = cargar(almacen, entidad, *PLAN)
    casos: tuple[tuple[Filtro, list[str]], ...] = (
        (Filtro(dependencia_id=segunda.dependencia_id), ["A-002"]),
        (Filtro(responsable_id=primera.responsable_id), ["A-001"]),
        (Filtro(proyecto_id=primera.proyecto_id), ["A-001"]),
        (Filtro(actividad_id=segunda.id), ["A-002"]),
        (Filtro(programa_codigo="2201"), ["A-001"]),
        (Filtro(meta_codigo="GE-01"), ["A-002"]),
        (Filtro(meta_codigo="GE-01", programa_codigo="2201"), []),
    )
    with almacen.lectura() as unidad:
        for filtro, codigos in casos:
            hallados = unidad.planes.renglones(entidad.id, VIGENCIA, filtro)
            assert [renglon.codigo for renglon in hallados] == codigos
            propios = {r.actividad_codigo for r in unidad.planes.registros(entidad.id, VIGENCIA, filtro)}
            assert propios == set(codigos)
        assert unidad.planes.actividad(entidad.id, primera.id) == primera


def test_entidad_ajena_no_ve_nada(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Conocer un número no da acceso: todo se pide con su entidad y su vigencia."""
    primera = cargar(almacen, entidad, *PLAN)[0]
    registro = registros(almacen, entidad)[0]
    ajena = una_entidad(almacen, "05001")
    with almacen.unidad() as unidad:
        assert unidad.planes.renglones(ajena.id, VIGENCIA) == []
        assert unidad.planes.renglones(entidad.id, Vigencia(2025)) == []
        assert unidad.planes.vigencias(ajena.id) == []
        for pedir in (
            lambda: unidad.planes.actividad(ajena.id, primera.id),
            lambda: unidad.planes.registro(ajena.id, registro.id),
            lambda: unidad.planes.registro(entidad.id, IdRegistro(999)),
            lambda: unidad.reportes.guardar_avance(
                replace(nuevo_avance(entidad, primera), entidad_id=ajena.id)
            ),
            lambda: unidad.planes.registro_de_proyecto(ajena.id, VIGENCIA, IdProyecto(1), "1.2"),
        ):
            with pytest.raises(NoEncontrado):
                pedir()


def test_vigencias_y_plazo(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Vigencias de la más nueva a la más vieja; el plazo más lejano es el de la vigencia pedida."""
    cargar(almacen, entidad, *PLAN)
    with almacen.unidad() as unidad:
        libro = LibroLeido(plan=(fila_plan(fin=date(2025, 12, 1)),))
        unidad.planes.aplicar(entidad.id, Vigencia(2025), libro, AHORA)
        assert unidad.planes.vigencias(entidad.id) == [VIGENCIA, Vigencia(2025)]
        assert unidad.planes.plazo_mas_lejano(entidad.id, VIGENCIA) == date(2026, 12, 31)
        assert unidad.planes.plazo_mas_lejano(IdEntidad(9), VIGENCIA) is None


def test_indicativo_programa_las_metas_sin_pisar_la_ficha_del_plan(
    almacen: AlmacenSQL, entidad: Entidad
) -> None:
    """NP se guarda como NP; la meta nueva entra después de las del plan y la que sale deja de verse."""
    nueva = fila_indicativo("9999-01", coordinadora=None, acumulacion=None)
    cargar(almacen, entidad, *PLAN, indicativo=(fila_indicativo(), nueva))
    with almacen.lectura() as unidad:
        metas = unidad.planes.metas(entidad.id, VIGENCIA)
        coordinadora = unidad.entidades.dependencias(entidad.id)[0].id

    assert [meta.codigo for meta in metas] == ["2201-01", "GE-01", "9999-01"]
    assert metas[0].indicador == "Estudiantes"
    assert metas[0].programacion == ((2024, Decimal(1100)), (2025, None), (2026, Decimal(1200)))
    assert (metas[0].acumulacion, metas[0].coordinadora_id) == (TipoAcumulacion.FLUJO, coordinadora)
    assert (metas[1].meta_vigencia, metas[1].programacion) == (None, ())
    assert (metas[2].tipo, metas[2].meta_vigencia) == (TipoMeta.PRODUCTO, Decimal(1200))

    with almacen.unidad() as unidad:
        libro = LibroLeido(indicativo=(fila_indicativo(),))
        unidad.planes.aplicar(entidad.id, VIGENCIA, libro, AHORA)
        assert [meta.codigo for meta in unidad.planes.metas(entidad.id, VIGENCIA)] == ["2201-01", "GE-01"]


def test_poai_y_pac_vuelven_como_vinieron(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Se guardan por vigencia y un libro nuevo los reemplaza."""
    otro = fila_poai(bpin="2025769990099", proyecto="Otro")
    for filas in ((otro,), (fila_poai(), replace(otro, fila=2))):
        cargar(almacen, entidad, *PLAN, poai=filas, pac=(fila_pac(),))
        with almacen.lectura() as unidad:
            assert tuple(unidad.planes.poai(entidad.id, VIGENCIA)) == filas
            assert unidad.planes.pac(entidad.id, VIGENCIA) == [fila_pac()]


def test_ejecucion_de_libro_mueve_los_saldos_de_su_registro(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Con actividad va a su registro; la definitiva es la cuenta de la apropiación; lo vacío no borra."""
    filas = (
        fila_ejecucion(
            actividad_codigo="A-001",
            inicial=Pesos(900),
            adiciones=Pesos(200),
            reducciones=Pesos(50),
            creditos=Pesos(30),
            contracreditos=Pesos(80),
            cdp=Pesos(700),
        ),
    )
    cargar(almacen, entidad, *PLAN, ejecucion=filas)
    despues = fila_ejecucion(actividad_codigo="A-001", compromisos=Pesos(600))
    renglones = cargar(almacen, entidad, *PLAN, ejecucion=(despues,))

    esperados = Saldos(definitiva=Pesos(1000), cdp=Pesos(700), compromisos=Pesos(600))
    assert registros(almacen, entidad)[0].saldos == esperados
    assert renglones[0].saldos == replace(esperados, definitiva=Pesos(1050))


def test_ejecucion_sin_actividad_va_al_registro_del_proyecto(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Proyecto por fuente, sin sumarse a ninguna actividad; el chat encuentra ese mismo registro."""
    renglon = cargar(
        almacen, entidad, *PLAN, ejecucion=(fila_ejecucion(definitiva=Pesos(70), pagos=Pesos(7)),)
    )[0]
    suelto = registros(almacen, entidad)[-1]

    assert (suelto.actividad_id, suelto.bpin) == (None, "2025769990011")
    assert suelto.saldos == Saldos(definitiva=Pesos(70), pagos=Pesos(7))
    assert renglon.saldos.pagos == Pesos(0)
    assert renglon.proyecto_id is not None
    with almacen.unidad() as unidad:
        pedir = unidad.planes.registro_de_proyecto
        assert pedir(entidad.id, VIGENCIA, renglon.proyecto_id, "1.2.4.1.01") == suelto
        nuevo = pedir(entidad.id, VIGENCIA, renglon.proyecto_id, "Donación privada")
        assert pedir(entidad.id, VIGENCIA, renglon.proyecto_id, "DONACIÓN  privada") == nuevo
        assert (nuevo.fuente_codigo, nuevo.fuente, nuevo.saldos) == (None, "Donación privada", Saldos())
        assert nuevo.dependencia_id == renglon.dependencia_id


@pytest.mark.parametrize(
    "fila", [fila_ejecucion(bpin="2025000000000"), fila_ejecucion(actividad_codigo="A-999")]
)
def test_ejecucion_de_lo_que_no_existe_no_guarda_nada(
    almacen: AlmacenSQL, entidad: Entidad, fila: object
) -> None:
    """Un BPIN o una actividad desconocidos lanzan ``NoEncontrado``."""
    with pytest.raises(NoEncontrado):
        cargar(almacen, entidad, *PLAN, ejecucion=(fila,))
    assert registros(almacen, entidad) == []
