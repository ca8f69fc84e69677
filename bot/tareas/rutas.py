"""Dónde queda cada archivo en la carpeta de datos: con nombres nuestros, nunca los de la persona."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from dominio.modelo.encargo import Encargo
from dominio.modelo.identidad import IdEncargo

_LARGO_MAXIMO = 80


def ruta_del_libro(datos: Path, encargo: Encargo) -> Path:
    """El libro que llegó con ese encargo."""
    return datos / "recibidos" / f"{int(encargo.id)}.xlsx"


def ruta_de_salida(datos: Path, encargo_id: IdEncargo, nombre: str) -> Path:
    """Un archivo hecho por ese encargo, en su propia carpeta; la persona lo recibe con ese nombre."""
    carpeta = datos / "libros" / str(int(encargo_id))
    carpeta.mkdir(parents=True, exist_ok=True)
    return carpeta / nombre


def ruta_de_evidencia(datos: Path, resumen: str) -> Path:
    """``evidencias/ab/<sha256>``: dos archivos iguales son uno solo en disco."""
    return datos / "evidencias" / resumen[:2] / resumen


def nombre_seguro(encargo: Encargo) -> str:
    """El nombre con que llegó el libro, sin extensión ni nada que el sistema de archivos interprete."""
    crudo = PurePosixPath(str(encargo.parametros.get("nombre") or "")).stem
    return re.sub(r"[^\w -]", "_", crudo)[:_LARGO_MAXIMO].strip() or "plan"
