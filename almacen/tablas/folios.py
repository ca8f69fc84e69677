"""Consecutivos de los folios: sin huecos por lo que se deshace y sin repetidos a la vez."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, update

from almacen.tablas.esquema import CONSECUTIVO
from almacen.tablas.sentencias import por_motor

_C = CONSECUTIVO.c
# La fila del contador queda bloqueada hasta el fin de la transacción: si se deshace, el número vuelve.
_TOMAR = por_motor(
    lambda insertar: (
        (nuevo := insertar(CONSECUTIVO))
        .on_conflict_do_update(
            index_elements=[_C.entidad_id, _C.vigencia, _C.serie],
            set_={"ultimo": _C.ultimo + nuevo.excluded.ultimo},
        )
        .returning(_C.ultimo)
    )
)
_DEVOLVER = (
    update(CONSECUTIVO)
    .where(
        _C.entidad_id == bindparam("entidad"),
        _C.vigencia == bindparam("anio"),
        _C.serie == bindparam("letras"),
    )
    .values(ultimo=_C.ultimo - 1)
)


def tomar(conexion: Connection, entidad_id: int, anio: int, serie: str, cuantos: int = 1) -> range:
    """Reserva números seguidos de la serie; se sueltan si la transacción se deshace."""
    datos = {"entidad_id": entidad_id, "vigencia": anio, "serie": serie, "ultimo": cuantos}
    ultimo: int = conexion.execute(_TOMAR[conexion.dialect.name], datos).scalar_one()
    return range(ultimo - cuantos + 1, ultimo + 1)


def devolver(conexion: Connection, entidad_id: int, anio: int, serie: str) -> None:
    """Devuelve el último número tomado en esta misma transacción: nadie más pudo tomar el siguiente."""
    conexion.execute(_DEVOLVER, {"entidad": entidad_id, "anio": anio, "letras": serie})


def folio(serie: str, anio: int, numero: int) -> str:
    """Folio con la forma «AV-2026-000123»."""
    return f"{serie}-{anio}-{numero:06d}"
