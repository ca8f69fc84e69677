"""Cómo se guarda en una fila que un reporte reemplaza a otro, y cómo se vuelve a leer."""

from __future__ import annotations

from sqlalchemy import Connection, Table, select

from almacen.tablas.sentencias import FilaSQL
from dominio.errores import NoEncontrado
from dominio.modelo.reporte import Correccion

COLUMNAS = ("reemplaza_id", "numero_edicion", "motivo_correccion")


def leer(fila: FilaSQL) -> Correccion | None:
    """La corrección que dice una fila con ``reemplaza`` (folio) y las columnas de la edición."""
    if fila.reemplaza is None:
        return None
    return Correccion(fila.reemplaza, fila.numero_edicion, fila.motivo_correccion)


def valores(
    conexion: Connection, tabla: Table, entidad_id: int, correccion: Correccion | None
) -> dict[str, object]:
    """Los valores de ``COLUMNAS``.

    Raises:
        NoEncontrado: el folio que se reemplaza no es de esa entidad.
    """
    if correccion is None:
        return dict.fromkeys(COLUMNAS)
    folio, entidad = tabla.c.folio == correccion.reemplaza, tabla.c.entidad_id == entidad_id
    reemplaza = conexion.execute(select(tabla.c.id).where(folio, entidad)).scalar()
    if reemplaza is None:
        raise NoEncontrado("folio", folio=correccion.reemplaza)
    return dict(zip(COLUMNAS, (reemplaza, correccion.numero, correccion.motivo), strict=True))
