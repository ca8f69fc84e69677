"""Lo que cambia en el plan sembrado antes o durante una conversación."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from dominio.casos.contexto import Contexto
from dominio.casos.ediciones import Ediciones
from dominio.casos.importar import importar
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdPersona
from dominio.modelo.libro import FilaIndicativo, LibroLeido
from dominio.modelo.modificacion import ActoDelPlan
from dominio.modelo.persona import Persona, Rol
from dominio.modelo.plan import TipoAcumulacion
from dominio.puertos.unidad import Almacen
from tests.apoyo.plan import AHORA, VIGENCIA, Entorno, LunesAViernes, filas

_MOMENTOS = {
    "cdp": MomentoGasto.CDP,
    "compromisos": MomentoGasto.COMPROMISO,
    "obligaciones": MomentoGasto.OBLIGACION,
    "pagos": MomentoGasto.PAGO,
}


def cambiar_meta(almacen: Almacen, entorno: Entorno, codigo: str, cambios: Mapping[str, object]) -> None:
    """Vuelve a importar el plan con otra línea base u otra meta, y su indicativo si dice algo de él.

    ``programado: null`` en el indicativo es NP.
    """
    numeros: dict[str, Any] = {
        campo: None if valor is None else Decimal(str(valor))
        for campo, valor in cambios.items()
        if campo in ("linea_base", "meta_vigencia")
    }
    plan = tuple(replace(f, **numeros) if f.meta_codigo == codigo else f for f in filas())
    indicativo: tuple[FilaIndicativo, ...] = ()
    if {"acumulacion", "coordinadora", "programado"} & set(cambios):
        indicativo = (_indicativo(codigo, cambios, numeros.get("meta_vigencia") or Decimal(100)),)
    sistema = Persona(IdPersona(0), entorno.entidad.id, "Siembra", None, Rol.PLANEACION, None, None, None)
    with almacen.unidad() as unidad:
        contexto = Contexto(
            unidad, sistema, entorno.entidad, AHORA - timedelta(days=30), LunesAViernes(), "cli"
        )
        importar(contexto, VIGENCIA, LibroLeido(plan=plan, indicativo=indicativo), "plan.xlsx")
        unidad.confirmar()


def poner_ejecucion(almacen: Almacen, entorno: Entorno, codigo: str, saldos: Mapping[str, int]) -> None:
    """Suma esos acumulados, en pesos, al primer registro de la actividad."""
    with almacen.unidad() as unidad:
        registros = unidad.planes.registros(entorno.entidad.id, VIGENCIA)
        registro = next(r for r in registros if r.actividad_codigo == codigo)
        for nombre, pesos in saldos.items():
            unidad.reportes.sumar_ejecucion(registro.id, _MOMENTOS[nombre], pesos * 100)
        unidad.confirmar()


def aprobar_version(almacen: Almacen, entorno: Entorno, ahora: datetime, acta: str, fecha: str) -> None:
    """Deja el plan de ahora como la versión 1, con esa acta."""
    sistema = Persona(IdPersona(0), entorno.entidad.id, "Siembra", None, Rol.PLANEACION, None, None, None)
    with almacen.unidad() as unidad:
        contexto = Contexto(unidad, sistema, entorno.entidad, ahora, LunesAViernes(), "cli")
        Ediciones(contexto, VIGENCIA).congelar(ActoDelPlan(acta, date.fromisoformat(fecha)))
        unidad.confirmar()


def _indicativo(codigo: str, cambios: Mapping[str, object], programado: Decimal) -> FilaIndicativo:
    dicho = cambios.get("programado", programado)
    acumulacion = cambios.get("acumulacion")
    coordinadora = cambios.get("coordinadora")
    return FilaIndicativo(
        hoja="Plan indicativo",
        fila=2,
        meta_codigo=codigo,
        meta=None,
        programa=None,
        indicador=None,
        unidad=None,
        linea_base=None,
        acumulacion=None if acumulacion is None else TipoAcumulacion(str(acumulacion)),
        meta_cuatrienio=None,
        programacion=((2026, None if dicho is None else Decimal(str(dicho))),),
        coordinadora=None if coordinadora is None else str(coordinadora),
    )
