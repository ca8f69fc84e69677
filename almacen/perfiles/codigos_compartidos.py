"""Un mismo código escrito en dos actividades distintas: queda en la primera y la otra recibe uno."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from almacen.libros.celdas import Valor
from almacen.perfiles.columnas_de_hoja import solo_letras
from almacen.perfiles.renglones_ajenos import RenglonAjeno
from dominio.modelo.lectura import ValorDudoso
from dominio.modelo.libro import TipoLibro


@dataclass(frozen=True, slots=True)
class CodigoCompartido:
    """Una fila cuyo código ya era de otra actividad, y el que se le puso."""

    renglon: RenglonAjeno
    codigo: str
    asignado: str
    primera: RenglonAjeno


def separar_compartidos(renglones: Sequence[RenglonAjeno]) -> list[CodigoCompartido]:
    """Da código propio a las actividades de otro nombre que traen uno ya usado, y a su ejecución.

    Fuente: R01 (llaves únicas: un código de actividad nombra una sola).
    """
    del_plan = [(r, r.valores[TipoLibro.PLAN]) for r in renglones if TipoLibro.PLAN in r.valores]
    usados = {valores.get("actividad_codigo") for _, valores in del_plan}
    primeras: dict[str, tuple[str, RenglonAjeno]] = {}
    asignados: dict[tuple[str, str], str] = {}
    compartidos: list[CodigoCompartido] = []
    for renglon, valores in del_plan:
        codigo, nombre = _codigo_y_nombre(valores)
        if not codigo or not nombre:
            continue
        del_primero, primera = primeras.setdefault(codigo, (nombre, renglon))
        if del_primero == nombre:
            continue
        if (codigo, nombre) not in asignados:
            asignados[codigo, nombre] = _siguiente(codigo, usados)
        asignado = asignados[codigo, nombre]
        valores["actividad_codigo"], valores["sin_codigo"] = asignado, True
        compartidos.append(CodigoCompartido(renglon, codigo, asignado, primera))
        ejecucion = renglon.valores.get(TipoLibro.EJECUCION, {})
        if ejecucion.get("actividad_codigo") == codigo:
            ejecucion["actividad_codigo"] = asignado
    _en_la_ejecucion(renglones, asignados)
    return compartidos


def _en_la_ejecucion(renglones: Sequence[RenglonAjeno], asignados: Mapping[tuple[str, str], str]) -> None:
    """El gasto que en otra hoja nombra a la actividad por su código y su nombre va a la de ese nombre."""
    for renglon in renglones if asignados else ():
        ejecucion = renglon.valores.get(TipoLibro.EJECUCION)
        if ejecucion and TipoLibro.PLAN not in renglon.valores:
            asignado = asignados.get(_codigo_y_nombre(ejecucion))
            ejecucion["actividad_codigo"] = asignado or ejecucion.get("actividad_codigo")


def _codigo_y_nombre(valores: Mapping[str, Valor]) -> tuple[str, str]:
    codigo, nombre = valores.get("actividad_codigo"), valores.get("actividad")
    return (
        codigo if isinstance(codigo, str) else "",
        solo_letras(nombre) if isinstance(nombre, str) else "",
    )


def _siguiente(codigo: str, usados: set[Valor]) -> str:
    numero = 2
    while f"{codigo}-{numero}" in usados:
        numero += 1
    usados.add(f"{codigo}-{numero}")
    return f"{codigo}-{numero}"


def duda_de_compartido(uno: CodigoCompartido, posiciones: Mapping[tuple[str, str], str]) -> ValorDudoso:
    """La celda del código repetido, en qué fila estaba antes y cuál se le puso."""
    fila, primera = uno.renglon, uno.primera
    donde = "" if primera.hoja == fila.hoja else f" de la hoja «{primera.hoja}»"
    return ValorDudoso(
        fila.hoja,
        f"{posiciones.get((fila.hoja, 'actividad_codigo'), 'A')}{fila.fila}",
        "actividad_codigo",
        "codigo_repetido",
        uno.codigo,
        f"El código de actividad {uno.codigo} ya es de otra actividad, en la fila {primera.fila}{donde}; "
        f"esta quedó con el código asignado {uno.asignado}. Dele a cada una el suyo.",
    )
