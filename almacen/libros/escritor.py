"""El escritor de libros; openpyxl se importa al escribir y no antes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from almacen.libros.aparte import HijoCaido, pedir
from almacen.libros.revision import revisar_archivo
from dominio.modelo.consolidado import Consolidado
from dominio.modelo.libro import ErrorDeLibro, TipoLibro


class EscritorOpenpyxl:
    """Escribe los libros que se entregan: el consolidado, las plantillas y la copia anotada."""

    def consolidado(self, consolidado: Consolidado, destino: Path) -> None:
        """Libro de ocho hojas del contrato, con totales y un gráfico en Resumen."""
        from almacen.libros.consolidado import escribir_consolidado

        escribir_consolidado(consolidado, destino)

    def plantilla(self, tipo: TipoLibro, destino: Path) -> None:
        """Libro vacío con los encabezados, listas y notas del instrumento."""
        from almacen.libros.plantilla import escribir_plantilla

        escribir_plantilla(tipo, destino)

    def anotado(self, origen: Path, errores: Sequence[ErrorDeLibro], destino: Path) -> None:
        """Copia del libro con cada celda errada marcada y comentada, y la lista en la hoja «Errores».

        El original se abre en un proceso hijo con límites; si no se puede abrir, el libro que queda
        trae solo la lista.

        Raises:
            OSError: no se pudo escribir en ``destino``.
        """
        orden: dict[str, object] = {
            "orden": "anotar",
            "ruta": str(origen.resolve()),
            "destino": str(destino.resolve()),
            "errores": [[e.hoja, e.celda, e.codigo, e.mensaje] for e in errores],
        }
        if revisar_archivo(origen) is None:
            try:
                pedir({**orden, "solo_errores": False})
                return
            except HijoCaido:
                destino.unlink(missing_ok=True)
        try:
            pedir({**orden, "solo_errores": True})
        except HijoCaido as causa:
            raise OSError(f"no se pudo escribir {destino}: {causa}") from causa
