"""Qué del POAI, del PAC y del indicativo guardados sigue igual cuando el libro solo trae una parte."""

from __future__ import annotations

from collections.abc import Callable

from dominio.modelo.libro import LibroLeido
from dominio.valores.texto import normalizar

# BPIN y dependencia de un renglón guardado → si sigue como está.
Conserva = Callable[[str, str | None], bool]


def complementa(libro: LibroLeido) -> bool:
    """Si el libro trae esos instrumentos al lado del plan de acción, y no como libro suyo.

    Un formato de seguimiento repite en cada renglón lo programado de su meta y lo apropiado de su
    proyecto: con eso se completa lo guardado, no se reemplaza. El libro propio del instrumento sí lo
    reemplaza entero.

    Fuente: Cuadro 1S de Santiago de Cali (plan, indicativo y presupuesto en la misma fila).
    """
    return libro.perfil is not None and bool(libro.plan)


def conserva_poai(libro: LibroLeido) -> Conserva:
    """Cuáles renglones guardados del POAI no toca el libro, por BPIN y dependencia.

    Fuente: docs/formato.md (libro que solo trae algunas dependencias).
    """
    if not complementa(libro):
        return lambda _bpin, _dependencia: False
    propios = {fila.bpin for fila in libro.poai}
    alcance = None if libro.alcance is None else {normalizar(nombre) for nombre in libro.alcance}

    def conserva(bpin: str, dependencia: str | None) -> bool:
        if alcance is not None and dependencia:
            return normalizar(dependencia) not in alcance
        return bpin not in propios

    return conserva


def conserva_pac(libro: LibroLeido) -> Conserva:
    """Cuáles renglones guardados del PAC no toca el libro, por BPIN.

    Fuente: docs/formato.md (libro que solo trae algunas dependencias).
    """
    if not complementa(libro):
        return lambda _bpin, _dependencia: False
    propios = {fila.bpin for fila in libro.pac}
    return lambda bpin, _dependencia: bpin not in propios
