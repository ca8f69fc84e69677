"""El lector de libros: revisa el archivo, lo manda a leer aparte y entrega lo leído."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from almacen.libros.aparte import HijoCaido, pedir
from almacen.libros.canje import CanjeIlegible, de_json
from almacen.libros.revision import error_de_archivo, revisar_archivo
from almacen.perfiles.canje import PerfilIlegible, perfil_a_dato, propuesta_de_dato
from dominio.modelo.libro import LibroLeido, TipoLibro
from dominio.modelo.perfil import Perfil, Propuesta


class LectorAislado:
    """Lee libros ajenos en un proceso hijo con límites de memoria, procesador y tiempo.

    Nunca lanza por el contenido: lo que no se puede abrir es un ``LibroLeido`` con un error de archivo.
    """

    def leer(
        self, ruta: Path, vigencia: int, tipo: TipoLibro | None = None, perfil: Perfil | None = None
    ) -> LibroLeido:
        """Todo lo reconocible del libro, o solo el instrumento ``tipo``.

        Args:
            ruta: archivo recibido.
            vigencia: año del plan; ninguna fecha se rechaza por caer fuera de él (eso es coherencia).
            tipo: instrumento que se espera; ``None`` = los que traiga.
            perfil: cómo se lee; ``None`` = es del formato propio.
        """
        orden = {
            "orden": "leer",
            "ruta": str(ruta.resolve()),
            "vigencia": vigencia,
            "tipo": tipo,
            "perfil": perfil and perfil_a_dato(perfil),
        }
        try:
            respuesta = _pedir(ruta, orden)
            return de_json(str(respuesta["libro"]))
        except _NoSeLee as causa:
            return LibroLeido(errores=(error_de_archivo(causa.motivo),))
        except CanjeIlegible:
            return LibroLeido(errores=(error_de_archivo("ilegible"),))

    def proponer(self, ruta: Path, vigencia: int, conocidos: Sequence[Perfil] = ()) -> Propuesta:
        """Cómo se leería el libro: uno de los perfiles conocidos, o uno nuevo con sus dudas."""
        orden = {
            "orden": "proponer",
            "ruta": str(ruta.resolve()),
            "vigencia": vigencia,
            "conocidos": [perfil_a_dato(perfil) for perfil in conocidos],
        }
        try:
            return propuesta_de_dato(_pedir(ruta, orden)["propuesta"])
        except _NoSeLee as causa:
            return Propuesta(None, motivo=error_de_archivo(causa.motivo).mensaje)
        except PerfilIlegible:
            return Propuesta(None, motivo=error_de_archivo("ilegible").mensaje)


class _NoSeLee(Exception):
    """El archivo no se puede abrir; ``motivo`` es un código de ``revision``."""

    def __init__(self, motivo: str) -> None:
        self.motivo = motivo
        super().__init__(motivo)


def _pedir(ruta: Path, orden: dict[str, object]) -> dict[str, object]:
    motivo = revisar_archivo(ruta, con_perfil=orden["orden"] == "proponer" or bool(orden.get("perfil")))
    if motivo is None:
        try:
            respuesta = pedir(orden)
        except HijoCaido as causa:
            raise _NoSeLee(causa.codigo) from causa
        if "archivo" not in respuesta:
            return respuesta
        motivo = str(respuesta["archivo"])
    raise _NoSeLee(motivo)
