"""El lector de catálogos: revisa el archivo, lo manda a leer aparte y entrega sus códigos."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from almacen.libros.aparte import HijoCaido, pedir
from almacen.libros.revision import error_de_archivo, revisar_archivo
from dominio.modelo.catalogo import CatalogoLeido, TipoCatalogo


@cache
def _forma() -> TypeAdapter[CatalogoLeido]:
    return TypeAdapter(CatalogoLeido)


def catalogo_a_dato(leido: CatalogoLeido) -> dict[str, Any]:
    """Lo leído como dato de JSON: así vuelve del proceso hijo."""
    return dict(_forma().dump_python(leido, mode="json"))


class LectorDeCatalogosAislado:
    """Lee archivos de catálogo en el mismo proceso hijo, y con los mismos límites, que los libros."""

    def leer(self, ruta: Path, tipo: TipoCatalogo) -> CatalogoLeido:
        """Los códigos del archivo; lo que no se entiende lleva su ``motivo``."""
        motivo = revisar_archivo(ruta, con_perfil=True)
        if motivo is not None:
            return _sin_leer(tipo, motivo)
        try:
            respuesta = pedir({"orden": "catalogo", "ruta": str(ruta.resolve()), "tipo": tipo.value})
            if "archivo" in respuesta:
                return _sin_leer(tipo, str(respuesta["archivo"]))
            return _forma().validate_python(respuesta["catalogo"])
        except HijoCaido as causa:
            return _sin_leer(tipo, causa.codigo)
        except ValidationError:
            return _sin_leer(tipo, "ilegible")


def _sin_leer(tipo: TipoCatalogo, motivo: str) -> CatalogoLeido:
    return CatalogoLeido(tipo, motivo=error_de_archivo(motivo).mensaje)
