"""Perfiles escritos a mano, con las columnas dichas por su rótulo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from almacen.libros.columnas import llave
from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import CampoDePerfil, ColumnaDelLibro, HojaDePerfil, Perfil

Rotulo = str | tuple[str, int]


def columna(rotulo: Rotulo, numero: int = 0) -> ColumnaDelLibro:
    """Una columna por su rótulo; con (rótulo, n), la n-ésima que lo lleva."""
    texto, aparicion = rotulo if isinstance(rotulo, tuple) else (rotulo, 1)
    return ColumnaDelLibro(llave(texto), aparicion, numero)


def campo(tipo: TipoLibro, dato: str, *rotulos: Rotulo, **opciones: object) -> CampoDePerfil:
    """Un campo que sale de esas columnas."""
    base = CampoDePerfil(tipo, dato, tuple(columna(rotulo) for rotulo in rotulos))
    return replace(base, **opciones)  # type: ignore[arg-type]


def campos(tipo: TipoLibro, **datos: Rotulo) -> tuple[CampoDePerfil, ...]:
    """Campos de una sola columna: dato → rótulo."""
    return tuple(campo(tipo, dato, rotulo) for dato, rotulo in datos.items())


def hoja(campos_de_hoja: Sequence[CampoDePerfil], fila: int = 1, **opciones: object) -> HojaDePerfil:
    """Una hoja del perfil; sin nombre, todas las de ese encabezado."""
    return replace(HojaDePerfil("", tuple(campos_de_hoja), fila), **opciones)  # type: ignore[arg-type]


def perfil(*hojas: HojaDePerfil, nombre: str = "") -> Perfil:
    """Un perfil con esas hojas."""
    return Perfil(nombre, "0" * 64, hojas)
