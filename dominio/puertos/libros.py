"""Lectura y escritura de libros."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from dominio.modelo.alerta import LibroDeAlertas
from dominio.modelo.coherencia import LibroDeCoherencia
from dominio.modelo.consolidado import Consolidado
from dominio.modelo.formato_propio import FormatoLleno, ResumenDeFormato
from dominio.modelo.libro import ErrorDeLibro, LibroLeido, TipoLibro
from dominio.modelo.perfil import Perfil, Propuesta
from dominio.modelo.plantilla import DatosDePlantilla
from dominio.modelo.seguimiento import ListaDeEnviados


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

    def coherencia(self, datos: LibroDeCoherencia, destino: Path) -> None:
        """Libro con los hallazgos, cómo queda cada dependencia y la ficha de cada regla."""
        ...

    def alertas(self, datos: LibroDeAlertas, destino: Path) -> None:
        """Libro con las alertas, cuántas tiene cada dependencia y de dónde sale cada regla."""
        ...

    def recordatorios(self, lista: ListaDeEnviados, destino: Path) -> None:
        """La lista de lo que se recordó, como .xlsx o, si el destino termina así, como .csv."""
        ...

    def plantilla(self, tipo: TipoLibro, destino: Path, datos: DatosDePlantilla | None = None) -> None:
        """Libro con los encabezados, listas y notas del instrumento.

        Args:
            datos: los códigos de la entidad para las listas y, si los trae, lo guardado para llenarlo.
        """
        ...

    def formato_propio(self, origen: Path, lleno: FormatoLleno, destino: Path) -> ResumenDeFormato:
        """El libro original de la entidad, en su formato y con lo que hoy se sabe.

        Raises:
            OriginalIlegible: el original no está, no se puede abrir o pasa de los límites.
        """
        ...

    def anotado(
        self,
        origen: Path,
        errores: Sequence[ErrorDeLibro],
        destino: Path,
        libro: LibroLeido | None = None,
    ) -> None:
        """Copia del libro con cada celda errada o dudosa marcada y comentada; siempre un .xlsx.

        Args:
            libro: lo leído, por sus valores y códigos dudosos.
        """
        ...
