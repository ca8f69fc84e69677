"""Programar no cuesta por actividad: las fechas del plan, todas las de un tipo a la vez y por índice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.entidad import Entidad
from dominio.modelo.persona import Rol
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.valores.fechas import Vigencia
from tests.almacen.hechos import VIGENCIA, cargar, fila_plan, una_entidad
from tests.almacen.recordar import alguien, disparo, programar

FIN = date(2026, 9, 15)
INICIO = date(2026, 1, 15)
OBJETO_T3 = "corte:2026-T3"


def test_fechas_del_plan_sin_repetir(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Las distintas, en orden; un plan sin actividades no tiene ninguna."""
    cargar(almacen, entidad, fila_plan("A-001"), fila_plan("A-002"), fila_plan("A-003", fin=date(2026, 2, 1)))

    with almacen.lectura() as unidad:
        fechas = unidad.recordatorios.fechas_del_plan(entidad.id, VIGENCIA)
        vacias = unidad.recordatorios.fechas_del_plan(entidad.id, Vigencia(2025))

    assert (fechas.inicios, fechas.fines) == ((INICIO,), (date(2026, 2, 1), FIN))
    assert (vacias.inicios, vacias.fines) == ((), ())


@pytest.mark.parametrize("tipo", list(TipoRecordatorio))
def test_cualquier_tipo_admite_varias_fechas_de_una_vez(
    almacen: AlmacenSQL, entidad: Entidad, tipo: TipoRecordatorio
) -> None:
    """Todas las fechas de un tipo van en una sola sentencia, sea cual sea el tipo."""
    cargar(almacen, entidad, fila_plan())
    de_quien = {TipoRecordatorio.CORTE_ABRE: OBJETO_T3, TipoRecordatorio.CORTE_CIERRA: OBJETO_T3}
    dias = [date(2020, 1, dia) for dia in (1, 2, 3)]
    for rol in (Rol.PLANEACION, Rol.ADMINISTRACION):
        alguien(almacen, entidad, rol.value, rol)

    nuevos = programar(almacen, entidad, *(disparo(tipo, dia, objeto=de_quien.get(tipo, "")) for dia in dias))

    por_persona = {
        TipoRecordatorio.CORTE_ABRE,
        TipoRecordatorio.CORTE_CIERRA,
        TipoRecordatorio.LEGAL,
        TipoRecordatorio.RUTA,
        TipoRecordatorio.RESUMEN_SEMANAL,
        TipoRecordatorio.RESUMEN_DIARIO,
    }
    assert nuevos == (3 if tipo in por_persona else 0)


@pytest.mark.parametrize("tipo", list(TipoRecordatorio))
def test_lo_que_toca_se_halla_por_indice(tipo: TipoRecordatorio) -> None:
    """Ninguna sentencia recorre una tabla que crece: lo que no toca hoy no cuesta."""
    recorridas: list[str] = []

    def explicar(conexion: Any, _cursor: Any, sentencia: str, datos: Any, *_: Any) -> None:
        if sentencia.startswith("INSERT INTO recordatorio"):
            plan = conexion.connection.execute(f"EXPLAIN QUERY PLAN {sentencia}", datos).fetchall()
            recorridas.extend(
                paso[3] for paso in plan if paso[3].startswith("SCAN") and "CONSTANT" not in paso[3]
            )

    memoria = AlmacenSQL("sqlite:///:memory:")
    entidad = una_entidad(memoria)
    with memoria.unidad() as unidad:
        event.listen(unidad._conexion, "before_cursor_execute", explicar)
        objeto = OBJETO_T3 if tipo.value.startswith("corte") else ""
        unidad.recordatorios.programar(entidad.id, VIGENCIA, [disparo(tipo, FIN, objeto=objeto)])
    memoria.cerrar()

    assert recorridas == []
