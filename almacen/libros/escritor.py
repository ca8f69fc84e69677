"""El escritor de libros; openpyxl se importa al escribir y no antes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from almacen.libros.aparte import HijoCaido, pedir
from almacen.libros.canje_de_formato import formato_a_dato, resumen_de_dato
from almacen.libros.notas import Notas, notas_a_dato
from almacen.libros.revision import revisar_archivo
from dominio.errores.libros import OriginalIlegible
from dominio.modelo.alerta import LibroDeAlertas
from dominio.modelo.coherencia import LibroDeCoherencia
from dominio.modelo.consolidado import Consolidado
from dominio.modelo.formato_propio import FormatoLleno, ResumenDeFormato
from dominio.modelo.libro import ErrorDeLibro, LibroLeido, TipoLibro
from dominio.modelo.plantilla import DatosDePlantilla
from dominio.modelo.seguimiento import ListaDeEnviados


class EscritorOpenpyxl:
    """Escribe los libros que se entregan: el consolidado, las plantillas y la copia anotada."""

    def consolidado(self, consolidado: Consolidado, destino: Path) -> None:
        """Libro de ocho hojas del contrato, con totales y un gráfico en Resumen."""
        from almacen.libros.consolidado import escribir_consolidado

        escribir_consolidado(consolidado, destino)

    def coherencia(self, datos: LibroDeCoherencia, destino: Path) -> None:
        """Libro con los hallazgos, cómo queda cada dependencia y la ficha de cada regla."""
        from almacen.libros.coherencia import escribir_coherencia

        escribir_coherencia(datos, destino)

    def alertas(self, datos: LibroDeAlertas, destino: Path) -> None:
        """Libro con las alertas, cuántas tiene cada dependencia y de dónde sale cada regla."""
        from almacen.libros.alertas import escribir_alertas

        escribir_alertas(datos, destino)

    def recordatorios(self, lista: ListaDeEnviados, destino: Path) -> None:
        """La lista de lo que se recordó, como .xlsx o, si el destino termina así, como .csv."""
        from almacen.libros.lista_de_enviados import escribir_lista

        escribir_lista(lista, destino)

    def plantilla(self, tipo: TipoLibro, destino: Path, datos: DatosDePlantilla | None = None) -> None:
        """Libro con los encabezados, listas y notas del instrumento; lleno si ``datos`` lo trae."""
        from almacen.libros.plantilla import escribir_plantilla

        escribir_plantilla(tipo, destino, datos)

    def formato_propio(self, origen: Path, lleno: FormatoLleno, destino: Path) -> ResumenDeFormato:
        """El libro original de la entidad, en su formato y con lo que hoy se sabe.

        Raises:
            OriginalIlegible: el original no está, no se puede abrir o pasa de los límites.
        """
        orden: dict[str, object] = {
            "orden": "llenar",
            "ruta": str(origen.resolve()),
            "destino": str(destino.resolve()),
            **formato_a_dato(lleno),
        }
        motivo = revisar_archivo(origen) if origen.is_file() else "no_esta"
        if motivo is None:
            try:
                respuesta = pedir(orden)
            except HijoCaido as causa:
                destino.unlink(missing_ok=True)
                raise OriginalIlegible(causa.codigo) from causa
            if "archivo" not in respuesta:
                return resumen_de_dato(respuesta["resumen"])
            motivo = str(respuesta["archivo"])
        raise OriginalIlegible(motivo)

    def anotado(
        self,
        origen: Path,
        errores: Sequence[ErrorDeLibro],
        destino: Path,
        libro: LibroLeido | None = None,
    ) -> None:
        """Copia del libro con cada celda errada o dudosa marcada y comentada, y sus listas al comienzo.

        De un texto separado (.csv) sale un .xlsx con sus mismas celdas. El original se abre en un proceso
        hijo con límites; si no se puede abrir, el libro que queda trae solo las listas.

        Args:
            libro: lo leído, por sus valores y códigos dudosos.

        Raises:
            OSError: no se pudo escribir en ``destino``.
        """
        notas = Notas(errores) if libro is None else Notas(errores, libro.dudosos, libro.codigos)
        orden: dict[str, object] = {
            "orden": "anotar",
            "ruta": str(origen.resolve()),
            "destino": str(destino.resolve()),
            # Un libro con el formato de la entidad puede ser el doble de grande.
            "perfil": libro is not None and libro.perfil is not None,
            **notas_a_dato(notas),
        }
        if revisar_archivo(origen, con_perfil=True) is None:
            try:
                respuesta = pedir({**orden, "solo_errores": False})
                if "archivo" not in respuesta:
                    return
            except HijoCaido:
                pass
            destino.unlink(missing_ok=True)
        try:
            pedir({**orden, "solo_errores": True})
        except HijoCaido as causa:
            raise OSError(f"no se pudo escribir {destino}: {causa}") from causa
