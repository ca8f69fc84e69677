"""Consultas de renglones y registros, una por combinación de filtros, y su paso a modelo."""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Select, and_, bindparam, cast, func, select

from almacen.tablas.esquema import ACTIVIDAD, DEPENDENCIA, META, PROYECTO, REGISTRO
from almacen.tablas.sentencias import FilaSQL
from almacen.tablas.tipos import leer_pesos
from dominio.modelo.financiero import Saldos
from dominio.modelo.importacion import ActividadConocida
from dominio.modelo.plan import Registro, Renglon, TipoMeta
from dominio.puertos.plan import Filtro
from dominio.valores.dinero import CERO

_A = ACTIVIDAD.c
_R = REGISTRO.c
_COLUMNA = {
    "dependencia_id": _A.dependencia_id,
    "responsable_id": _A.responsable_id,
    "responsables": _A.responsable_id,
    "proyecto_id": _A.proyecto_id,
    "actividad_id": _A.id,
    "programa_codigo": _A.programa_codigo,
    "meta_codigo": META.c.codigo,
    "meta_id": _A.meta_id,
}
# Un registro sin actividad tiene proyecto y dependencia propios.
_COLUMNA_DE_REGISTRO = {
    **_COLUMNA,
    "dependencia_id": _R.dependencia_id,
    "proyecto_id": _R.proyecto_id,
    "actividad_id": _R.actividad_id,
}
_DEFINITIVA = func.coalesce(_R.definitiva, _R.monto)


def _suma(columna: Any) -> Any:
    # Sin el tipo de pesos: PostgreSQL suma enteros largos como numéricos.
    return cast(func.sum(columna), BigInteger)


# En el orden de ``Renglon``; los saldos y lo opcional van al final.
_DE_RENGLON = (
    _A.id,
    _A.codigo,
    _A.nombre,
    _A.dependencia_id,
    DEPENDENCIA.c.codigo,
    DEPENDENCIA.c.nombre,
    _A.responsable_id,
    _A.responsable,
    _A.cargo,
    _A.meta_id,
    META.c.codigo,
    _A.meta,
    _A.tipo_meta,
    _A.programa_codigo,
    _A.programa,
    _A.indicador,
    _A.unidad,
    _A.linea_base,
    _A.meta_vigencia,
    _A.proyecto_id,
    PROYECTO.c.bpin,
    PROYECTO.c.nombre,
    _A.objetivo,
    _A.ponderacion,
    _A.cantidad_programada,
    _A.inicio,
    _A.fin,
    _A.avance,
    _A.cantidad,
    _A.sin_revisar,
    _A.ultimo_corte,
    _A.version,
    _suma(_DEFINITIVA),
    _suma(_R.cdp),
    _suma(_R.compromisos),
    _suma(_R.obligaciones),
    _suma(_R.pagos),
    _A.producto_codigo,
    _A.producto,
    _A.sin_fechas,
)


def _recorte(columna: Any, nombre: str) -> Any:
    if nombre == "responsables":
        return columna.in_(bindparam(nombre, expanding=True))
    return columna == bindparam(nombre)


def pedidos(filtro: Filtro | None) -> dict[str, object]:
    """Los campos del filtro que traen algo."""
    if filtro is None:
        return {}
    valores = {campo.name: getattr(filtro, campo.name) for campo in fields(filtro)}
    return {nombre: valor for nombre, valor in valores.items() if valor is not None}


@lru_cache(maxsize=128)
def de_renglones(filtros: frozenset[str], *, suelta: bool = False) -> Select[Any]:
    """Actividades con su dependencia, meta, proyecto y la suma de sus registros, en una consulta.

    Se agrupa el enlace y no se enlaza una tabla de sumas: recién cargado un plan, PostgreSQL no
    sabe cuántas filas hay y recorrería las sumas enteras por cada actividad.

    Args:
        filtros: campos de ``Filtro`` por los que se recorta.
        suelta: una sola actividad, sin saber su vigencia.
    """
    vigencia = [] if suelta else [_A.vigencia == bindparam("anio")]
    recortes = [_recorte(_COLUMNA[nombre], nombre) for nombre in sorted(filtros)]
    return (
        select(*_DE_RENGLON)
        .select_from(
            ACTIVIDAD.join(DEPENDENCIA, DEPENDENCIA.c.id == _A.dependencia_id)
            .join(META, META.c.id == _A.meta_id)
            .outerjoin(PROYECTO, PROYECTO.c.id == _A.proyecto_id)
            .outerjoin(REGISTRO, and_(_R.actividad_id == _A.id, _R.retirado.is_(False)))
        )
        .where(_A.entidad_id == bindparam("entidad"), _A.retirada.is_(False), *vigencia, *recortes)
        .group_by(_A.id, DEPENDENCIA.c.id, META.c.id, PROYECTO.c.id)
        .order_by(_A.orden, _A.id)
    )


_TIPOS = {tipo.value: tipo for tipo in TipoMeta}


def leer_renglon(fila: FilaSQL) -> Renglon:
    """De fila a modelo; una actividad sin registros tiene saldos en cero."""
    sumas = [leer_pesos(suma) or CERO for suma in fila[32:37]]
    saldos = Saldos(*sumas)
    return Renglon(*[*fila[:12], _TIPOS[fila[12]], *fila[13:31], saldos, fila[31], *fila[37:40]])


@lru_cache(maxsize=128)
def de_registros(filtros: frozenset[str], *, suelto: bool = False) -> Select[Any]:
    """Registros con los códigos de su actividad y su proyecto, en el orden del plan."""
    consulta = (
        select(
            _R.id,
            _R.actividad_id,
            _A.codigo,
            _R.proyecto_id,
            PROYECTO.c.bpin,
            PROYECTO.c.nombre,
            _R.dependencia_id,
            _R.fuente_codigo,
            _R.fuente,
            _R.monto,
            _R.contratacion,
            _DEFINITIVA,
            _R.cdp,
            _R.compromisos,
            _R.obligaciones,
            _R.pagos,
            _R.version,
        )
        .select_from(
            REGISTRO.outerjoin(ACTIVIDAD, _A.id == _R.actividad_id)
            .outerjoin(META, META.c.id == _A.meta_id)
            .outerjoin(PROYECTO, PROYECTO.c.id == _R.proyecto_id)
        )
        .where(_R.entidad_id == bindparam("entidad"), _R.retirado.is_(False))
    )
    if suelto:
        return consulta.where(_R.id == bindparam("registro"))
    recortes = [_recorte(_COLUMNA_DE_REGISTRO[nombre], nombre) for nombre in sorted(filtros)]
    return consulta.where(_R.vigencia == bindparam("anio"), *recortes).order_by(_R.orden, _R.id)


def leer_registro(fila: FilaSQL) -> Registro:
    """De fila a modelo."""
    saldos = Saldos(*(CERO if valor is None else valor for valor in fila[11:16]))
    return Registro(*[*fila[:11], saldos, fila[16]])


CONOCIDAS = (
    select(
        _A.codigo,
        _A.nombre,
        DEPENDENCIA.c.nombre,
        META.c.codigo,
        _A.programa_codigo,
        PROYECTO.c.bpin,
        _A.sin_codigo,
        _A.retirada,
    )
    .select_from(
        ACTIVIDAD.join(DEPENDENCIA, DEPENDENCIA.c.id == _A.dependencia_id)
        .join(META, META.c.id == _A.meta_id)
        .outerjoin(PROYECTO, PROYECTO.c.id == _A.proyecto_id)
    )
    .where(_A.entidad_id == bindparam("entidad"), _A.vigencia == bindparam("anio"))
    .order_by(_A.orden, _A.id)
)


def leer_conocida(fila: FilaSQL) -> ActividadConocida:
    """De fila a modelo."""
    return ActividadConocida(*fila)
