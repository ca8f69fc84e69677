"""Los libros que la entidad entrega, conservados tal como llegaron en la carpeta de datos."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from pathlib import Path, PurePosixPath

from dominio.modelo.libro_recibido import OriginalConservado

CARPETA = "originales"
_EXTENSION = re.compile(r"\.[a-z0-9]{1,5}")
_LARGO_MAXIMO = 120
_TROZO = 1 << 20


def conservar_original(datos: Path, archivo: Path, nombre: str | None = None) -> OriginalConservado:
    """Copia el libro a ``originales/ab/<sha256>.xlsx``; dos libros iguales son uno solo en disco.

    La copia aparece completa o no aparece: se escribe al lado y se renombra.

    Args:
        datos: carpeta de datos de la instalación.
        archivo: el que se recibió.
        nombre: con el que llegó; por omisión, el del archivo.

    Raises:
        OSError: el archivo no se puede leer o el disco no lo recibe.
    """
    huella = _huella(archivo)
    relativa = PurePosixPath(CARPETA, huella[:2], f"{huella}{_extension(nombre or archivo.name)}")
    destino = datos / relativa
    if not destino.exists():
        destino.parent.mkdir(parents=True, exist_ok=True)
        descriptor, parcial = tempfile.mkstemp(dir=destino.parent)
        try:
            with os.fdopen(descriptor, "wb") as salida, archivo.open("rb") as entrada:
                shutil.copyfileobj(entrada, salida, _TROZO)
                salida.flush()
                os.fsync(salida.fileno())
            Path(parcial).replace(destino)
        except BaseException:
            Path(parcial).unlink(missing_ok=True)
            raise
    tamano = destino.stat().st_size
    return OriginalConservado(huella, (nombre or archivo.name)[:_LARGO_MAXIMO], tamano, str(relativa))


def _huella(archivo: Path) -> str:
    with archivo.open("rb") as entrada:
        return hashlib.file_digest(entrada, "sha256").hexdigest()


def _extension(nombre: str) -> str:
    suya = PurePosixPath(nombre).suffix.lower()
    return suya if _EXTENSION.fullmatch(suya) else ""
