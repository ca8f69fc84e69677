"""Los códigos dudosos de un libro, y si los que se aceptan en la orden son de ellos."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.cli.lectura import Lectura
from bot.cli.salida import Codigo, ErrorDeOrden
from dominio.casos.contexto import Contexto
from dominio.modelo.lectura import CodigoDudoso
from dominio.reglas.codigos import aceptadas, clave_de, revisar_codigos

_CLAVES_QUE_SE_NOMBRAN = 10
TODAS = "todas"


def con_sus_codigos(contexto: Contexto, lectura: Lectura) -> Lectura:
    """La lectura con los códigos que los catálogos de la entidad y su forma hacen dudosos."""
    catalogos = contexto.unidad.catalogos.de(contexto.entidad.id)
    return replace(lectura, libro=replace(lectura.libro, codigos=revisar_codigos(lectura.libro, catalogos)))


def exigir_codigos(claves: Collection[str], dudosos: Collection[CodigoDudoso]) -> None:
    """Cada clave de --aceptar-codigo nombra una corrección propuesta.

    Raises:
        ErrorDeOrden: alguna no es de ningún código dudoso, o el suyo no tiene propuesta.
    """
    for clave in sorted(set(claves) - {TODAS}):
        if aceptadas(dudosos, (clave,)):
            continue
        hay = [clave_de(uno) for uno in dudosos if uno.propone is not None]
        lista = ", ".join(hay[:_CLAVES_QUE_SE_NOMBRAN]) or "ninguno"
        mas = f" y {len(hay) - _CLAVES_QUE_SE_NOMBRAN} más" if len(hay) > _CLAVES_QUE_SE_NOMBRAN else ""
        frase = f"--aceptar-codigo «{clave}»: el libro no tiene esa corrección por aceptar. Las que hay: "
        raise ErrorDeOrden(f"{frase}{lista}{mas}.", Codigo.RECHAZADO)
