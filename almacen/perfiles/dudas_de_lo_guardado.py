"""Las dudas de un libro de formato conocido: no detienen, y sirven para corregir lo guardado."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from almacen.perfiles.instrumentos import Armado
from almacen.perfiles.preguntas import preguntar
from dominio.modelo.perfil import CampoDePerfil, ClaseDeDuda, Duda, Perfil
from dominio.reglas.dudas_de_perfil import admite_texto, llave_de_lo_dicho, responder


def dudas_de_lo_guardado(
    armados: Sequence[Armado], conocido: Perfil, guardados: Sequence[Perfil]
) -> tuple[Duda, ...]:
    """Cada duda con lo que el perfil guardado ya decidió como tomado.

    Solo detiene la de una dependencia que el perfil no había visto: el mismo formato lo usan varias.
    """
    return tuple(_dudas(armados, conocido, [p for p in guardados if p.nombre == conocido.nombre]))


def _dudas(armados: Sequence[Armado], conocido: Perfil, iguales: Sequence[Perfil]) -> Iterator[Duda]:
    leidos = {c.dato for hoja in conocido.hojas for c in hoja.campos if c.columnas}
    vistas = {
        llave_de_lo_dicho(dicha)
        for perfil in iguales
        for hoja in perfil.hojas
        for campo in hoja.campos
        if campo.dato == "dependencia"
        for dicha in (campo.constante or "", *dict(campo.equivalencias))
    }
    for armado in armados:
        for duda in preguntar(armado):
            if duda.clase is ClaseDeDuda.HOJA or _ya_se_lee(duda, leidos):
                continue
            firme = duda.firme and admite_texto(duda) and _dicha(duda) not in vistas
            yield replace(duda, firme=firme, elegida=_lo_guardado(duda, conocido))


def _dicha(duda: Duda) -> str:
    campos: tuple[CampoDePerfil, ...] = duda.opciones[0].campos if duda.opciones else ()
    return llave_de_lo_dicho(next((c.constante for c in campos if c.constante), ""))


def _ya_se_lee(duda: Duda, leidos: set[str]) -> bool:
    """Falta en el libro por su nombre, pero la persona ya dijo de qué columna sale."""
    dato = duda.clave.rpartition("/plan.")[2]
    if not dato.endswith(":falta"):
        return False
    dato = dato.removesuffix(":falta")
    return {"inicio", "fin"} <= leidos if dato == "fechas" else dato in leidos and dato != "meta_codigo"


def _lo_guardado(duda: Duda, conocido: Perfil) -> str:
    """La opción que el perfil ya tiene: la que, puesta, no lo cambia."""
    for opcion in duda.opciones:
        sin_recordar = replace(duda, clave="") if admite_texto(duda) else duda
        if responder(conocido, sin_recordar, opcion.valor) == conocido:
            return opcion.valor
    return duda.elegida if not duda.opciones else ""
