"""Perfiles de importación guardados y libros recibidos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dominio.modelo.identidad import IdEntidad
from dominio.modelo.libro_recibido import LibroRecibido, NuevoLibro, NuevoPerfil, PerfilGuardado
from dominio.valores.fechas import Vigencia


class Perfiles(Protocol):
    """Cómo se lee cada formato de una entidad; un nombre, un perfil."""

    def guardar(self, nuevo: NuevoPerfil) -> PerfilGuardado:
        """Lo guarda con su nombre, en lugar del que lo tuviera."""
        ...

    def todos(self, entidad_id: IdEntidad) -> Sequence[PerfilGuardado]:
        """Los de la entidad, del más nuevo al más viejo."""
        ...

    def por_nombre(self, entidad_id: IdEntidad, nombre: str) -> PerfilGuardado | None:
        """El de ese nombre, sin distinguir mayúsculas ni tildes; ``None`` si no hay."""
        ...


class LibrosRecibidos(Protocol):
    """Los libros que la entidad ha entregado; se agregan y no se borran."""

    def agregar(self, nuevo: NuevoLibro) -> LibroRecibido:
        """Lo anota."""
        ...

    def todos(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[LibroRecibido]:
        """Los de la vigencia, del más nuevo al más viejo."""
        ...

    def ultimo_aplicado(self, entidad_id: IdEntidad, vigencia: Vigencia, perfil: str) -> LibroRecibido | None:
        """El último que se guardó leído con ese perfil: el que se devuelve lleno; ``None`` si no hay."""
        ...
