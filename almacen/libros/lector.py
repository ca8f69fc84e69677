"""El lector de libros: revisa el archivo, lo manda a leer aparte y entrega lo leído."""

from __future__ import annotations

from pathlib import Path

from almacen.libros.aparte import HijoCaido, pedir
from almacen.libros.canje import CanjeIlegible, de_json
from almacen.libros.revision import error_de_archivo, revisar_archivo
from dominio.modelo.libro import LibroLeido, TipoLibro


class LectorAislado:
    """Lee libros ajenos en un proceso hijo con límites de memoria, procesador y tiempo.

    Nunca lanza por el contenido: lo que no se puede abrir es un ``LibroLeido`` con un error de archivo.
    """

    def leer(self, ruta: Path, vigencia: int, tipo: TipoLibro | None = None) -> LibroLeido:
        """Todo lo reconocible del libro, o solo el instrumento ``tipo``.

        Args:
            ruta: archivo recibido.
            vigencia: año del plan; ninguna fecha se rechaza por caer fuera de él (eso es coherencia).
            tipo: instrumento que se espera; ``None`` = los que traiga.
        """
        motivo = revisar_archivo(ruta)
        if motivo is None:
            try:
                respuesta = pedir(
                    {"orden": "leer", "ruta": str(ruta.resolve()), "vigencia": vigencia, "tipo": tipo}
                )
                if "libro" in respuesta:
                    return de_json(str(respuesta["libro"]))
                motivo = str(respuesta["archivo"])
            except HijoCaido as causa:
                motivo = causa.codigo
            except CanjeIlegible:
                motivo = "ilegible"
        return LibroLeido(errores=(error_de_archivo(motivo),))
