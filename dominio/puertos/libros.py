"""Lectura y escritura de libros."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from dominio.modelo.consolidado import Consolidado
from dominio.modelo.libro import ErrorDeLibro, LibroLeido, TipoLibro


class LectorDeLibros(Protocol):
    """Lee un libro ajeno sin fiarse de él."""

    def leer(self, ruta: Path, vigencia: int, tipo: TipoLibro | None = None) -> LibroLeido:
        """Todo lo reconocible del libro, o solo el instrumento ``tipo``.

        Nunca lanza por el contenido: un archivo hostil o ajeno da un ``LibroLeido`` con un error
        de archivo (hoja y celda vacías) que dice qué es y qué hacer.
        """
        ...


class EscritorDeLibros(Protocol):
    """Escribe libros que una persona puede entregar."""

    def consolidado(self, consolidado: Consolidado, destino: Path) -> None:
        """Libro de ocho hojas del contrato, con totales y un gráfico en Resumen."""
        ...

    def plantilla(self, tipo: TipoLibro, destino: Path) -> None:
        """Libro vacío con los encabezados, listas y notas del instrumento."""
        ...

    def anotado(self, origen: Path, errores: Sequence[ErrorDeLibro], destino: Path) -> None:
        """Copia del libro con cada celda errada marcada y comentada."""
        ...
