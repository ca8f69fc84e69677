"""Cuándo cambió lo que un plan nombra: para no volver a leerlo entero si sigue igual."""

from __future__ import annotations

import hashlib
from itertools import count
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, bindparam, func, select

from almacen.tablas.esquema import ACTIVIDAD, DEPENDENCIA, META, PROYECTO

_A = ACTIVIDAD.c
_DEL_PLAN = (_A.entidad_id == bindparam("entidad"), _A.vigencia == bindparam("anio"))
# Un reporte sube a la vez la versión y los reportes: la diferencia solo la mueven los demás cambios.
_BARATA = select(func.count(), func.max(_A.id), func.sum(_A.version - _A.reportes)).where(*_DEL_PLAN)
_PROYECTOS = (
    select(PROYECTO.c.id, PROYECTO.c.bpin, PROYECTO.c.nombre)
    .where(PROYECTO.c.entidad_id == bindparam("entidad"), PROYECTO.c.vigencia == bindparam("anio"))
    .order_by(PROYECTO.c.id)
)
_DEPENDENCIAS = (
    select(DEPENDENCIA.c.id, DEPENDENCIA.c.codigo, DEPENDENCIA.c.nombre)
    .where(DEPENDENCIA.c.entidad_id == bindparam("entidad"))
    .order_by(DEPENDENCIA.c.id)
)
_NOMBRES = (
    select(
        _A.id,
        _A.codigo,
        _A.nombre,
        _A.dependencia_id,
        _A.proyecto_id,
        _A.responsable_id,
        META.c.codigo,
        _A.meta,
        _A.programa_codigo,
        _A.programa,
    )
    .join(META, META.c.id == _A.meta_id)
    .where(*_DEL_PLAN, _A.retirada.is_(False))
    .order_by(_A.orden, _A.id)
)
# Dos bases del mismo proceso pueden tener planes con las mismas cuentas.
_BASES: WeakKeyDictionary[Engine, int] = WeakKeyDictionary()
_NUMERO = count(1)


def huella_barata(conexion: Connection, entidad_id: int, anio: int) -> str:
    """Cambia con toda importación y con ningún reporte; también puede cambiar al revisar uno."""
    sumas = tuple(conexion.execute(_BARATA, {"entidad": entidad_id, "anio": anio}).one())
    base = _BASES.get(conexion.engine) or _BASES.setdefault(conexion.engine, next(_NUMERO))
    return _resumir((base, sumas, _rotulos(conexion, entidad_id, anio)))


def huella_de_nombres(conexion: Connection, entidad_id: int, anio: int) -> str:
    """Cambia solo si cambia un código, un nombre o de quién es cada actividad; lee todo el plan."""
    filas = conexion.execute(_NOMBRES, {"entidad": entidad_id, "anio": anio})
    return _resumir(([tuple(fila) for fila in filas], _rotulos(conexion, entidad_id, anio)))


def _rotulos(conexion: Connection, entidad_id: int, anio: int) -> list[tuple[object, ...]]:
    """Proyectos y dependencias: pocos, y su nombre cambia sin que cambie ninguna actividad."""
    datos = {"entidad": entidad_id, "anio": anio}
    return [tuple(fila) for tabla in (_PROYECTOS, _DEPENDENCIAS) for fila in conexion.execute(tabla, datos)]


def _resumir(valores: object) -> str:
    return hashlib.blake2b(repr(valores).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
