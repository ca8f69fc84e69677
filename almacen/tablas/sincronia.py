"""Dejar las filas de una tabla como dice un libro, tocando solo lo que de verdad cambia."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, bindparam, insert, select, update

Fila = Mapping[str, Any]
Llave = tuple[Any, ...]


def guardadas(
    conexion: Connection, tabla: Table, donde: Sequence[ColumnElement[bool]], llave: Sequence[str]
) -> dict[Llave, Fila]:
    """Las filas de la tabla por su llave, bloqueadas hasta el fin de la transacción."""
    filas = conexion.execute(select(tabla).where(*donde).with_for_update()).mappings()
    return {tuple(fila[nombre] for nombre in llave): dict(fila) for fila in filas}


def sincronizar(
    conexion: Connection,
    tabla: Table,
    antes: Mapping[Llave, Fila],
    deseadas: Sequence[Fila],
    llave: Sequence[str],
) -> None:
    """Inserta las que faltan y cambia las distintas; lo que no se nombra queda como estaba.

    Una fila cambiada sube su ``version`` si la tabla la lleva; una igual no se toca.

    Args:
        antes: lo guardado, según ``guardadas``.
        deseadas: todas con las mismas columnas; las de la llave incluidas.
        llave: columnas que identifican la fila en el libro.
    """
    nuevas, cambiadas = [], []
    for deseada in deseadas:
        guardada = antes.get(tuple(deseada[nombre] for nombre in llave))
        if guardada is None:
            nuevas.append(dict(deseada))
        elif any(guardada[nombre] != valor for nombre, valor in deseada.items()):
            cambiadas.append({"fila": guardada["id"]} | {f"n_{n}": v for n, v in deseada.items()})
    if nuevas:
        conexion.execute(insert(tabla), nuevas)
    if cambiadas:
        columnas = [nombre for nombre in deseadas[0] if nombre not in llave]
        conexion.execute(_cambio(tabla, columnas), cambiadas)


def marcar(conexion: Connection, tabla: Table, ids: Sequence[int], **valores: object) -> None:
    """Pone los mismos valores en varias filas (retirarlas, por ejemplo) y sube su versión."""
    if ids:
        cambio = _cambio(tabla, list(valores))
        nuevos = {f"n_{nombre}": valor for nombre, valor in valores.items()}
        conexion.execute(cambio, [{"fila": identidad} | nuevos for identidad in ids])


def _cambio(tabla: Table, columnas: Sequence[str]) -> Any:
    valores: dict[str, Any] = {
        nombre: bindparam(f"n_{nombre}", type_=tabla.c[nombre].type) for nombre in columnas
    }
    if "version" in tabla.c:
        valores["version"] = tabla.c.version + 1
    return update(tabla).where(tabla.c.id == bindparam("fila")).values(valores)
