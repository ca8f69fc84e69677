"""Qué trae un libro además del plan de acción: cuántos renglones de cada instrumento y cuánto suman."""

from __future__ import annotations

from collections.abc import Iterable

from dominio.modelo.libro import ContenidoDeInstrumento, FilaPAC, LibroLeido, TipoLibro
from dominio.reglas.ejecucion_enlazada import definitiva_de
from dominio.valores.dinero import Pesos, sumar


def otros_instrumentos(libro: LibroLeido) -> tuple[ContenidoDeInstrumento, ...]:
    """Renglones y pesos del indicativo, el POAI, el PAC y la ejecución que el libro trae.

    El dinero de la ejecución es su apropiación definitiva; si no la dice, no lleva suma.

    Fuente: docs/formato.md (instrumentos del libro).
    """
    definitivas = [d for fila in libro.ejecucion if (d := definitiva_de(fila)) is not None]
    todos = (
        ContenidoDeInstrumento(TipoLibro.INDICATIVO, len({f.meta_codigo for f in libro.indicativo})),
        ContenidoDeInstrumento(
            TipoLibro.POAI, len(libro.poai), sumar(fila.apropiacion for fila in libro.poai)
        ),
        ContenidoDeInstrumento(TipoLibro.PAC, len(libro.pac), _del_pac(libro.pac)),
        ContenidoDeInstrumento(
            TipoLibro.EJECUCION, len(libro.ejecucion), sumar(definitivas) if definitivas else None
        ),
    )
    return tuple(uno for uno in todos if uno.renglones)


def _del_pac(filas: Iterable[FilaPAC]) -> Pesos:
    return sumar(mes for fila in filas for mes in fila.meses)
