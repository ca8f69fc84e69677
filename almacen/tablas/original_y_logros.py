"""Lo que se guarda de una meta aparte de lo que hoy tiene programado: lo original y lo logrado."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, tuple_

from almacen.tablas.alcance import Alcance
from almacen.tablas.esquema import EDICION, LOGRO, PROGRAMACION, PROGRAMACION_ORIGINAL
from dominio.modelo.libro import FilaIndicativo
from dominio.modelo.version_del_plan import ClaseDeEdicion

PorMeta = Mapping[int, Sequence[tuple[int, Any]]]


def _de_la_vigencia(tabla: Any) -> Any:
    return (
        select(tabla.c.meta_id, tabla.c.anio, tabla.c.valor)
        .where(tabla.c.entidad_id == bindparam("entidad"), tabla.c.vigencia == bindparam("anio"))
        .order_by(tabla.c.anio)
    )


_CONSULTAS = {tabla: _de_la_vigencia(tabla) for tabla in (PROGRAMACION, PROGRAMACION_ORIGINAL, LOGRO)}


def por_meta(conexion: Connection, tabla: Any, datos: Mapping[str, int]) -> PorMeta:
    """Meta → (año, valor) de una de las tres tablas, de la vigencia entera."""
    hallados: defaultdict[int, list[tuple[int, Any]]] = defaultdict(list)
    for meta_id, anio, valor in conexion.execute(_CONSULTAS[tabla], dict(datos)):
        hallados[meta_id].append((anio, valor))
    return hallados


def de_una_meta(conexion: Connection, tabla: Any, meta_id: int) -> Sequence[tuple[int, Any]]:
    """(año, valor) de una meta."""
    consulta = select(tabla.c.anio, tabla.c.valor).where(tabla.c.meta_id == meta_id).order_by(tabla.c.anio)
    return [(anio, valor) for anio, valor in conexion.execute(consulta)]


def con_lo_que_no_trae(
    alcance: Alcance,
    nuevas: Sequence[Mapping[str, Any]],
    guardadas: Mapping[tuple[int, int], Decimal | None],
    logros: Mapping[int, Sequence[tuple[int, Decimal]]],
) -> list[Mapping[str, Any]]:
    """La programación del libro y, del año en que solo trae el logro, la que ya estaba guardada."""
    traidas = {(nueva["meta_id"], nueva["anio"]) for nueva in nuevas}
    conservadas = [
        {**alcance.base, "meta_id": meta, "anio": anio, "valor": guardadas[meta, anio]}
        for meta, suyos in logros.items()
        for anio, _ in suyos
        if (meta, anio) in guardadas and (meta, anio) not in traidas
    ]
    return [*nuevas, *conservadas]


def anotar_original(alcance: Alcance, nuevas: Sequence[Mapping[str, Any]]) -> None:
    """Lo programado por primera vez es lo original, mientras el Consejo no haya aprobado el plan."""
    aprobado = select(EDICION.c.id).where(
        *alcance.de(EDICION), EDICION.c.clase == ClaseDeEdicion.APROBADA.value
    )
    if alcance.conexion.execute(aprobado.limit(1)).first() is not None:
        return
    tabla = PROGRAMACION_ORIGINAL
    consulta = select(tabla.c.meta_id, tabla.c.anio).where(*alcance.de(tabla))
    ya = {(meta, anio) for meta, anio in alcance.conexion.execute(consulta)}
    faltan = [dict(nueva) for nueva in nuevas if (nueva["meta_id"], nueva["anio"]) not in ya]
    if faltan:
        alcance.conexion.execute(insert(tabla), faltan)


def anotar_logros(
    alcance: Alcance, filas: Sequence[FilaIndicativo], metas: Mapping[str, int]
) -> Mapping[int, Sequence[tuple[int, Decimal]]]:
    """Guarda lo logrado que trae el libro, en lugar de lo que hubiera de esos años; lo devuelve por meta."""
    logros = {metas[fila.meta_codigo]: fila.logros for fila in filas if fila.logros}
    nuevas = [
        {**alcance.base, "meta_id": meta, "anio": anio, "valor": valor}
        for meta, suyos in logros.items()
        for anio, valor in suyos
    ]
    if nuevas:
        llaves = [(nueva["meta_id"], nueva["anio"]) for nueva in nuevas]
        for desde in range(0, len(llaves), _TANDA):
            alcance.conexion.execute(
                LOGRO.delete().where(
                    tuple_(LOGRO.c.meta_id, LOGRO.c.anio).in_(llaves[desde : desde + _TANDA])
                )
            )
        alcance.conexion.execute(insert(LOGRO), nuevas)
    return logros


_TANDA = 400
