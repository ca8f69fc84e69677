"""Resultados de las metas guardados."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.errores import NoEncontrado
from dominio.modelo.entidad import Entidad
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdMeta
from dominio.modelo.plan import Meta
from dominio.modelo.reporte import Correccion, EstadoReporte
from dominio.modelo.resultado import NuevoResultado
from dominio.valores.fechas import Corte, Vigencia
from tests.almacen.hechos import (
    AHORA,
    CORTE,
    VIGENCIA,
    cargar,
    fila_indicativo,
    fila_plan,
    una_entidad,
    una_persona,
)


def _metas(almacen: AlmacenSQL, entidad: Entidad) -> list[Meta]:
    """Dos metas: una la coordina Educación según el indicativo; de la otra no se dice."""
    otra = fila_plan(
        "A-002", fila=3, meta_codigo="1905-01", dependencia_codigo="20", dependencia="Secretaría de Salud"
    )
    cargar(almacen, entidad, fila_plan(), otra, indicativo=(fila_indicativo(),))
    with almacen.lectura() as unidad:
        return list(unidad.planes.metas(entidad.id, VIGENCIA))


def _nuevo(entidad: Entidad, meta_id: IdMeta, clave: str = "r1", **cambios: Any) -> NuevoResultado:
    datos: dict[str, Any] = {
        "clave_envio": clave,
        "entidad_id": entidad.id,
        "vigencia": VIGENCIA,
        "meta_id": meta_id,
        "corte": CORTE,
        "valor": Decimal("640.125"),
        "proyeccion": Decimal(1200),
        "logro": "Se atendieron 640 estudiantes",
        "analisis": None,
        "dificultades": None,
        "aclaracion": None,
        "extemporaneo": False,
        "autor_id": None,
        "reportado_en": AHORA,
    }
    return NuevoResultado(**(datos | cambios))


def test_resultado_se_guarda_con_folio_y_version(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Cada reporte es una versión más de su meta, con folio propio y el valor exacto."""
    meta = _metas(almacen, entidad)[0]
    autora = una_persona(almacen, entidad)
    with almacen.unidad() as unidad:
        primero, nuevo = unidad.resultados.guardar(_nuevo(entidad, meta.id, autor_id=autora.id))
        segundo, _ = unidad.resultados.guardar(_nuevo(entidad, meta.id, "r2", valor=Decimal(700)))
        unidad.confirmar()

    assert nuevo
    assert (primero.folio, primero.version, primero.estado) == ("RM-2026-000001", 1, EstadoReporte.ENVIADO)
    assert (primero.valor, primero.proyeccion) == (Decimal("640.125"), Decimal(1200))
    assert (primero.autor_id, primero.autor, primero.reportado_en) == (autora.id, "Ana Ruiz", AHORA)
    assert (primero.meta_codigo, primero.dependencia) == ("2201-01", "Secretaría de Educación")
    assert (segundo.folio, segundo.version) == ("RM-2026-000002", 2)
    with almacen.lectura() as unidad:
        assert unidad.resultados.ultimo(meta.id) == segundo
        assert unidad.resultados.anterior_a(segundo) == primero
        assert unidad.resultados.anterior_a(primero) is None
        assert [unidad.resultados.es_el_ultimo(uno) for uno in (primero, segundo)] == [False, True]
        assert unidad.resultados.por_folio(entidad.id, primero.folio) == primero
        assert unidad.reportes.por_clave("r2") == "RM-2026-000002"


def test_repetir_la_clave_devuelve_el_mismo_y_no_gasta_folio(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Confirmar dos veces es un solo resultado, y el folio que sigue no salta."""
    meta = _metas(almacen, entidad)[0]
    with almacen.unidad() as unidad:
        primero, _ = unidad.resultados.guardar(_nuevo(entidad, meta.id))
        assert unidad.resultados.guardar(_nuevo(entidad, meta.id, valor=Decimal(9))) == (primero, False)
        assert unidad.resultados.guardar(_nuevo(entidad, meta.id, "r2"))[0].folio == "RM-2026-000002"


def test_meta_ajena_o_de_otra_vigencia_no_se_guarda(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Una meta solo recibe resultados de su entidad y su año, y ninguno se ve desde otra."""
    meta = _metas(almacen, entidad)[0]
    otra = una_entidad(almacen, "05001")
    with almacen.unidad() as unidad:
        for nuevo in (_nuevo(otra, meta.id), _nuevo(entidad, IdMeta(9999))):
            with pytest.raises(NoEncontrado):
                unidad.resultados.guardar(nuevo)
        guardado, _ = unidad.resultados.guardar(_nuevo(entidad, meta.id))
        assert unidad.resultados.por_folio(otra.id, guardado.folio) is None
        assert unidad.resultados.de_la_vigencia(otra.id, VIGENCIA) == []
        assert unidad.resultados.pendientes(otra.id) == []


def test_devuelto_no_cuenta_y_vuelve_a_contar_el_anterior(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """La decisión es de uno solo: el segundo que la intenta encuentra que ya no está enviado."""
    meta = _metas(almacen, entidad)[0]
    with almacen.unidad() as unidad:
        viejo, _ = unidad.resultados.guardar(_nuevo(entidad, meta.id, corte=Corte.de("2026-T2")))
        nuevo, _ = unidad.resultados.guardar(_nuevo(entidad, meta.id, "r2", valor=Decimal(9)))
        cambiar = unidad.resultados.cambiar_estado
        assert cambiar(entidad.id, nuevo.folio, EstadoReporte.ENVIADO, EstadoReporte.DEVUELTO)
        assert not cambiar(entidad.id, nuevo.folio, EstadoReporte.ENVIADO, EstadoReporte.APROBADO)
        assert unidad.resultados.ultimo(meta.id) == viejo
        assert unidad.resultados.con_reporte_en(entidad.id, VIGENCIA, CORTE) == frozenset()
        assert unidad.resultados.con_reporte_en(entidad.id, VIGENCIA, viejo.corte) == {meta.id}
        # El más nuevo está devuelto: el viejo no vuelve a la cola, espera la versión corregida.
        assert unidad.resultados.pendientes(entidad.id) == []


def test_se_piden_hasta_un_corte(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Los de cortes posteriores no entran en el libro de uno anterior."""
    meta = _metas(almacen, entidad)[0]
    with almacen.unidad() as unidad:
        for numero, corte in enumerate(("2026-T1", "2026-M08", "2026-T4")):
            unidad.resultados.guardar(_nuevo(entidad, meta.id, f"r{numero}", corte=Corte.de(corte)))
        hasta = unidad.resultados.de_la_vigencia(entidad.id, VIGENCIA, CORTE)
        todos = unidad.resultados.de_la_vigencia(entidad.id, VIGENCIA)

    assert [str(uno.corte) for uno in hasta] == ["2026-T1", "2026-M08"]
    assert len(todos) == 3


def test_pendientes_son_los_ultimos_de_cada_meta_y_de_su_coordinadora(
    almacen: AlmacenSQL, entidad: Entidad
) -> None:
    """La coordinadora del indicativo manda; si no la dice, quien tiene actividades de la meta."""
    de_educacion, de_salud = _metas(almacen, entidad)
    with almacen.unidad() as unidad:
        dependencias = {d.codigo: d.id for d in unidad.entidades.dependencias(entidad.id)}
        unidad.resultados.guardar(_nuevo(entidad, de_educacion.id))
        ultimo, _ = unidad.resultados.guardar(_nuevo(entidad, de_educacion.id, "r2"))
        otro, _ = unidad.resultados.guardar(_nuevo(entidad, de_salud.id, "r3"))
        pendientes = unidad.resultados.pendientes
        assert pendientes(entidad.id) == [ultimo, otro]
        assert pendientes(entidad.id, dependencias["10"]) == [ultimo]
        assert pendientes(entidad.id, dependencias["20"]) == [otro]


def test_correccion_queda_encadenada(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """La versión nueva dice a cuál reemplaza y por qué; un folio ajeno no se puede reemplazar."""
    meta = _metas(almacen, entidad)[0]
    with almacen.unidad() as unidad:
        primero, _ = unidad.resultados.guardar(_nuevo(entidad, meta.id))
        correccion = Correccion(primero.folio, 1, "Se contó dos veces")
        segundo, _ = unidad.resultados.guardar(_nuevo(entidad, meta.id, "r2", correccion=correccion))
        assert segundo.correccion == correccion
        inventada = replace(correccion, reemplaza="RM-2026-000999")
        with pytest.raises(NoEncontrado):
            unidad.resultados.guardar(_nuevo(entidad, meta.id, "r3", correccion=inventada))


def test_una_meta_trae_su_vigencia_y_su_programacion(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """La misma ficha que da la lista entera; la ajena o la que salió del plan no existe."""
    metas = _metas(almacen, entidad)
    otra = una_entidad(almacen, "05001")
    with almacen.lectura() as unidad:
        assert [unidad.planes.meta(entidad.id, meta.id) for meta in metas] == [(VIGENCIA, m) for m in metas]
        assert metas[0].programacion != ()
        with pytest.raises(NoEncontrado):
            unidad.planes.meta(otra.id, metas[0].id)
    cargar(almacen, entidad, fila_plan())
    with almacen.lectura() as unidad, pytest.raises(NoEncontrado):
        unidad.planes.meta(entidad.id, metas[1].id)


@pytest.mark.parametrize("momento", list(MomentoGasto))
def test_lleva_ejecucion_desde_el_primer_peso(
    almacen: AlmacenSQL, entidad: Entidad, momento: MomentoGasto
) -> None:
    """Cualquier momento del gasto cuenta, y solo en su entidad y su vigencia."""
    cargar(almacen, entidad, fila_plan())
    otra = una_entidad(almacen, "05001")
    with almacen.unidad() as unidad:
        assert not unidad.planes.lleva_ejecucion(entidad.id, VIGENCIA)
        unidad.reportes.sumar_ejecucion(unidad.planes.registros(entidad.id, VIGENCIA)[0].id, momento, 1)
        assert unidad.planes.lleva_ejecucion(entidad.id, VIGENCIA)
        assert not unidad.planes.lleva_ejecucion(entidad.id, Vigencia(2025))
        assert not unidad.planes.lleva_ejecucion(otra.id, VIGENCIA)
