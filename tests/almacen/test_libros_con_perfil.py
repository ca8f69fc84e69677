"""Guardar libros con perfil: los mismos resultados en los tres motores, y sin consultas por fila."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import event

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.entidad import Entidad
from dominio.modelo.libro import LibroLeido, TipoLibro
from dominio.modelo.libro_recibido import NuevoLibro, NuevoPerfil, OriginalConservado
from dominio.modelo.perfil import (
    CampoDePerfil,
    ColumnaDelLibro,
    FiltroDePerfil,
    HojaDePerfil,
    JerarquiaPorClase,
    NivelDePerfil,
    OrdenDeFecha,
    Parte,
    Perfil,
    Tomar,
)
from dominio.valores.dinero import Pesos
from tests.almacen.hechos import (
    AHORA,
    VIGENCIA,
    cargar,
    fila_ejecucion,
    fila_indicativo,
    fila_pac,
    fila_plan,
    fila_poai,
    registros,
)

COLUMNA = ColumnaDelLibro("actividad", 2, 7)
PERFIL = Perfil(
    "Seguimiento",
    "a" * 64,
    (
        HojaDePerfil(
            nombre="",
            campos=(
                CampoDePerfil(TipoLibro.PLAN, "actividad", (COLUMNA,), tomar=Tomar.UNIR, parte=Parte.NOMBRE),
                CampoDePerfil(TipoLibro.PLAN, "inicio", (COLUMNA,), orden_de_fecha=OrdenDeFecha.MDA),
                CampoDePerfil(TipoLibro.PLAN, "tipo_meta", constante="Producto", en_fraccion=True),
            ),
            fila_encabezado=9,
            alto_encabezado=2,
            excluidas=(("Copia de Salud", "repite otra hoja"),),
            niveles=(NivelDePerfil("Línea", COLUMNA, None),),
            jerarquia=JerarquiaPorClase(COLUMNA, (("D", "Dimensión"),), ("Pr",), None, COLUMNA),
            filtros=(FiltroDePerfil(COLUMNA, ("2026",)),),
            subtotales=COLUMNA,
        ),
    ),
)
OTRA = {"dependencia_codigo": "20", "dependencia": "Secretaría de Salud", "meta_codigo": "1905-01"}


def _aplicar(almacen: AlmacenSQL, entidad: Entidad, libro: LibroLeido) -> None:
    with almacen.unidad() as unidad:
        unidad.planes.aplicar(entidad.id, VIGENCIA, libro, AHORA)
        unidad.confirmar()


def test_perfil_vuelve_entero(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Todo lo que describe un formato se lee igual, en los tres motores; guardar otra vez reemplaza."""
    for hora in (1, 2):
        nuevo = NuevoPerfil(entidad.id, PERFIL, None, datetime(2026, 9, hora, tzinfo=UTC))
        with almacen.unidad() as unidad:
            unidad.perfiles.guardar(nuevo)
            unidad.confirmar()
    with almacen.lectura() as unidad:
        (guardado,) = unidad.perfiles.todos(entidad.id)
        assert unidad.perfiles.por_nombre(entidad.id, "otro") is None

    assert guardado.perfil == PERFIL
    assert (guardado.desde, guardado.autor) == (datetime(2026, 9, 2, tzinfo=UTC), None)


def test_libro_recibido_vuelve_entero(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Huella, nombre, tamaño, ruta, perfil, cuándo y si se guardó."""
    original = OriginalConservado("b" * 64, "Cuadro ñ.xlsx", 5_000_000_000, "originales/bb/b.xlsx")
    with almacen.unidad() as unidad:
        nuevo = NuevoLibro(entidad.id, VIGENCIA, original, "Seguimiento", None, AHORA, aplicado=True)
        agregado = unidad.libros_recibidos.agregar(nuevo)
        unidad.confirmar()
    with almacen.lectura() as unidad:
        assert list(unidad.libros_recibidos.todos(entidad.id, VIGENCIA)) == [agregado]
        assert unidad.libros_recibidos.ultimo_aplicado(entidad.id, VIGENCIA, "seguimiento") == agregado
        assert unidad.libros_recibidos.ultimo_aplicado(entidad.id, VIGENCIA, "otro") is None
    assert (agregado.original, agregado.aplicado, agregado.recibido) == (original, True, AHORA)


def test_libro_parcial_deja_quieto_lo_demas(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Actividades, registros, POAI, PAC e indicativo de lo que el libro no trae quedan como estaban."""
    otra = fila_plan("S-1", **OTRA)
    ajeno = fila_poai(bpin="2025769990099", dependencia="Secretaría de Salud")
    pac_ajeno = replace(fila_pac(), bpin="2025769990099")
    cargar(
        almacen,
        entidad,
        fila_plan(),
        fila_plan("A-002"),
        otra,
        poai=(fila_poai(), ajeno),
        pac=(fila_pac(), pac_ajeno),
        indicativo=(fila_indicativo(), fila_indicativo("1905-01")),
    )
    antes = {r.actividad_codigo: r for r in registros(almacen, entidad)}

    poai = fila_poai(apropiacion=Pesos(1))
    programada = fila_indicativo(programacion=((2026, Decimal(77)),), meta_cuatrienio=None)
    libro = LibroLeido(
        plan=(fila_plan(),),
        poai=(poai,),
        pac=(fila_pac(),),
        indicativo=(programada,),
        perfil="p",
        alcance=("Secretaría de Educación",),
    )
    _aplicar(almacen, entidad, libro)

    with almacen.lectura() as unidad:
        planes, quien = unidad.planes, (entidad.id, VIGENCIA)
        assert [r.codigo for r in planes.renglones(*quien)] == ["A-001", "S-1"]
        assert [(f.bpin, f.apropiacion) for f in planes.poai(*quien)] == [
            (poai.bpin, Pesos(1)),
            (ajeno.bpin, ajeno.apropiacion),
        ]
        assert [f.bpin for f in planes.pac(*quien)] == [poai.bpin, "2025769990099"]
        metas = {m.codigo: m for m in planes.metas(*quien)}
        retiradas = [c.codigo for c in planes.conocidas(*quien) if c.retirada]
    assert retiradas == ["A-002"]
    assert metas["1905-01"].programacion == fila_indicativo().programacion
    anios = dict(metas["2201-01"].programacion)
    assert anios == dict(fila_indicativo().programacion) | {2026: Decimal(77)}
    assert metas["2201-01"].meta_cuatrienio == fila_indicativo().meta_cuatrienio
    assert {r.actividad_codigo: r for r in registros(almacen, entidad)} == {
        codigo: registro for codigo, registro in antes.items() if codigo != "A-002"
    }


def test_gasto_crea_sus_proyectos_en_pocas_consultas(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Trescientos proyectos nuevos cuestan las mismas consultas que tres, y se guardan al peso."""
    cuantas: list[int] = []
    for total in (3, 300):
        filas = tuple(
            fila_ejecucion(bpin=f"2024{n:09d}", proyecto=f"P {n}", dependencia=f"D {n % 7}", cdp=Pesos(n))
            for n in range(1, total + 1)
        )
        with almacen.unidad() as unidad:
            sentencias: list[str] = []
            conexion: Any = unidad.planes._conexion

            def contar(
                _c: Any, _cur: Any, sentencia: str, *_otros: Any, hechas: list[str] = sentencias
            ) -> None:
                hechas.append(sentencia)

            event.listen(conexion, "before_cursor_execute", contar)
            libro = LibroLeido(ejecucion=filas, perfil="gasto")
            unidad.planes.aplicar(entidad.id, VIGENCIA, libro, AHORA)
            event.remove(conexion, "before_cursor_execute", contar)
            cuantas.append(len(sentencias))
            guardados = unidad.planes.registros(entidad.id, VIGENCIA)
            assert sum(r.saldos.cdp.centavos for r in guardados) == total * (total + 1) // 2
            assert len({r.dependencia_id for r in guardados}) == min(total, 7)

    assert cuantas[1] <= cuantas[0] + 5
