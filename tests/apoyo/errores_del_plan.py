"""Errores de coherencia puestos a propósito en el plan sembrado, y aceptados con su razón."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from dominio.casos.ajustar_coherencia import CualHallazgo, aceptar_hallazgo
from dominio.casos.contexto import Contexto
from dominio.casos.importar import importar
from dominio.casos.vista_coherencia import VistaDeCoherencia
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.libro import LibroLeido
from dominio.puertos.unidad import Almacen
from tests.apoyo.plan import AHORA, VIGENCIA, Entorno, LunesAViernes, filas


def quitar_responsables(almacen: Almacen, entorno: Entorno, codigos: Collection[str]) -> None:
    """El plan llega otra vez con esas actividades sin nombre y apellido: un error por cada una."""
    plan = tuple(
        replace(fila, responsable="Por definir") if fila.actividad_codigo in codigos else fila
        for fila in filas()
    )
    with almacen.unidad() as unidad:
        pilar = entorno.personas["pilar"]
        contexto = Contexto(unidad, pilar, entorno.entidad, AHORA - timedelta(days=30), LunesAViernes())
        importar(contexto, VIGENCIA, LibroLeido(plan=plan), "plan.xlsx")
        unidad.confirmar()


def aceptar_los_errores(almacen: Almacen, entorno: Entorno, razon: str) -> None:
    """Planeación acepta cada error abierto con esa razón."""
    with almacen.unidad() as unidad:
        contexto = Contexto(unidad, entorno.personas["pilar"], entorno.entidad, AHORA, LunesAViernes())
        for hallazgo in VistaDeCoherencia(contexto, VIGENCIA).hallazgos:
            if hallazgo.severidad is Severidad.ERROR and hallazgo.abierto:
                cual = CualHallazgo(hallazgo.regla, hallazgo.objeto)
                aceptar_hallazgo(contexto, VIGENCIA, cual, razon)
        unidad.confirmar()
