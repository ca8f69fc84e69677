"""Lectura y escritura de libros."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from dominio.modelo.consolidado import Consolidado
from dominio.modelo.libro import ErrorDeLibro, LibroLeido, TipoLibro
from dominio.modelo.perfil import Perfil, Propuesta


class LectorDeLibros(Protocol):
    """Lee un libro ajeno sin fiarse de él."""

    def leer(
        self, ruta: Path, vigencia: int, tipo: TipoLibro | None = None, perfil: Perfil | None = None
    ) -> LibroLeido:
        """Todo lo reconocible del libro, o solo el instrumento ``tipo``.

        Nunca lanza por el contenido: un archivo hostil o ajeno da un ``LibroLeido`` con un error
        de archivo (hoja y celda vacías) que dice qué es y qué hacer.

        Args:
            ruta: archivo recibido (.xlsx, o .csv si se lee con perfil).
            vigencia: año del plan.
            tipo: instrumento que se espera; ``None`` = los que traiga.
            perfil: cómo se lee; ``None`` = es del formato propio (contrato §6).
        """
        ...

    def proponer(self, ruta: Path, vigencia: int, conocidos: Sequence[Perfil] = ()) -> Propuesta:
        """Cómo se leería el libro: uno de los perfiles conocidos, o uno nuevo con sus dudas.

        Nunca lanza por el contenido: si no se entiende nada, ``perfil`` es ``None`` y ``motivo`` lo dice.
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
