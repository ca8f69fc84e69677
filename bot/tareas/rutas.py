"""Dónde queda cada archivo en la carpeta de datos: con nombres nuestros, nunca los de la persona."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from dominio.modelo.encargo import Encargo
from dominio.modelo.identidad import IdEncargo

_LARGO_MAXIMO = 80
# Los demás se guardan como .xlsx: si no lo son, el lector dice qué son.
EXTENSIONES_DE_TEXTO = frozenset({".csv", ".txt"})


def ruta_del_libro(datos: Path, encargo: Encargo) -> Path:
    """El libro que llegó con ese encargo, o con el que este continúa («libro»)."""
    numero = int(str(encargo.parametros.get("libro") or encargo.id))
    return datos / "recibidos" / f"{numero}{_extension(encargo)}"


def ruta_de_lo_leido(datos: Path, encargo: Encargo) -> Path:
    """Lo que se leyó de ese libro, entre la vista previa y la confirmación."""
    return datos / "recibidos" / f"{int(encargo.id)}.json"


def _extension(encargo: Encargo) -> str:
    suya = PurePosixPath(str(encargo.parametros.get("nombre") or "")).suffix.lower()
    return suya if suya in EXTENSIONES_DE_TEXTO else ".xlsx"


def ruta_de_salida(datos: Path, encargo_id: IdEncargo, nombre: str) -> Path:
    """Un archivo hecho por ese encargo, en su propia carpeta; la persona lo recibe con ese nombre."""
    carpeta = datos / "libros" / str(int(encargo_id))
    carpeta.mkdir(parents=True, exist_ok=True)
    return carpeta / nombre


def ruta_de_evidencia(datos: Path, resumen: str) -> Path:
    """``evidencias/ab/<sha256>``: dos archivos iguales son uno solo en disco."""
    return datos / "evidencias" / resumen[:2] / resumen


def ruta_de_documento(datos: Path, resumen: str, nombre_propio: str) -> Path:
    """``documentos/ab/<sha256>/<nombre>``: con un nombre nuestro, que es con el que se envía."""
    return datos / "documentos" / resumen[:2] / resumen / nombre_propio


def nombre_seguro(encargo: Encargo) -> str:
    """El nombre con que llegó el libro, sin extensión ni nada que el sistema de archivos interprete."""
    return _sin_peligro(str(encargo.parametros.get("nombre") or ""))


def nombre_de_archivo(nombre: str) -> str:
    """El mismo nombre, seguro y terminado en .xlsx."""
    return f"{_sin_peligro(nombre)}.xlsx"


def _sin_peligro(nombre: str) -> str:
    crudo = PurePosixPath(nombre).stem
    return re.sub(r"[^\w -]", "_", crudo)[:_LARGO_MAXIMO].strip() or "plan"
