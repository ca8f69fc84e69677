"""El libro con las correcciones de códigos que alguien aceptó, y ninguna más."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from dominio.modelo.lectura import CodigoDudoso
from dominio.modelo.libro import (
    FilaEjecucion,
    FilaIndicativo,
    FilaPAC,
    FilaPlan,
    FilaPOAI,
    LibroLeido,
)

_DATO = {
    "producto_mga": "producto_codigo",
    "programa_mga": "programa_codigo",
    "indicador_mga": "meta_codigo",
    "meta": "meta_codigo",
    "bpin": "bpin",
    "fuente": "fuente_codigo",
    "actividad": "actividad_codigo",
}
Fila = TypeVar("Fila", FilaPlan, FilaIndicativo, FilaPOAI, FilaPAC, FilaEjecucion)
Cambios = Mapping[str, Mapping[str, str]]


def aplicar_correcciones(libro: LibroLeido, aceptadas: Iterable[CodigoDudoso]) -> LibroLeido:
    """El libro con cada código aceptado en lugar del que traía, en todas sus hojas.

    Lo que no se aceptó, o no tiene propuesta, queda como vino. Tampoco se cambia un código si con eso
    dos renglones distintos quedarían con la misma llave (dos fondos que son la misma fuente): se dice
    en ``avisos``. De ``codigos`` salen los que ya no están en el libro.

    Fuente: R05 (proponer la corrección, no corregir solo); docs/reglas.md §13.
    """
    escogidas = [d for d in aceptadas if d.propone is not None and d.propone != d.trae]
    cambios: dict[str, dict[str, str]] = defaultdict(dict)
    for dudoso in escogidas:
        cambios[_DATO[dudoso.clase]][dudoso.trae] = str(dudoso.propone)
    chocan = _los_que_chocan(libro, cambios)
    for dato, trae in chocan:
        del cambios[dato][trae]
    hechas = {(d.clase, d.trae) for d in escogidas if d.trae in cambios[_DATO[d.clase]]}
    return replace(
        libro,
        plan=_corregidas(libro.plan, cambios),
        indicativo=_corregidas(libro.indicativo, cambios),
        poai=_corregidas(libro.poai, cambios),
        pac=_corregidas(libro.pac, cambios),
        ejecucion=_corregidas(libro.ejecucion, cambios),
        codigos=tuple(d for d in libro.codigos if (d.clase, d.trae) not in hechas),
        avisos=(*libro.avisos, *(_aviso(dato, trae, escogidas) for dato, trae in chocan)),
    )


def _corregidas(filas: Sequence[Fila], cambios: Cambios) -> tuple[Fila, ...]:
    datos = [dato for dato, de in cambios.items() if de and filas and hasattr(filas[0], dato)]
    return tuple(_corregida(fila, datos, cambios) for fila in filas) if datos else tuple(filas)


def _corregida(fila: Fila, datos: Sequence[str], cambios: Cambios) -> Fila:
    nuevos = {dato: cambios[dato][valor] for dato in datos if (valor := getattr(fila, dato)) in cambios[dato]}
    return replace(fila, **nuevos) if nuevos else fila  # type: ignore[arg-type]


_LLAVES: dict[str, tuple[str, ...]] = {
    "plan": ("actividad_codigo", "fuente_codigo"),
    "indicativo": ("meta_codigo",),
    "poai": ("bpin", "meta_codigo", "fuente_codigo"),
    "pac": ("bpin", "fuente_codigo"),
    "ejecucion": ("bpin", "actividad_codigo", "fuente_codigo"),
}


def _los_que_chocan(libro: LibroLeido, cambios: Cambios) -> Collection[tuple[str, str]]:
    """Las correcciones que dejarían dos llaves distintas de una hoja convertidas en la misma."""
    chocan: dict[tuple[str, str], None] = {}
    for hoja, llave in _LLAVES.items():
        antes: dict[Hashable, tuple[str | None, ...]] = {}
        for fila in getattr(libro, hoja):
            trae = tuple(getattr(fila, dato) for dato in llave)
            queda = tuple(
                cambios.get(dato, {}).get(valor, valor) for dato, valor in zip(llave, trae, strict=True)
            )
            otra = antes.setdefault(queda, trae)
            if otra != trae:
                chocan |= dict.fromkeys(_cambiados(llave, otra, cambios))
                chocan |= dict.fromkeys(_cambiados(llave, trae, cambios))
    return chocan


def _cambiados(
    llave: Sequence[str], valores: Sequence[str | None], cambios: Cambios
) -> list[tuple[str, str]]:
    return [
        (dato, valor)
        for dato, valor in zip(llave, valores, strict=True)
        if valor is not None and valor in cambios.get(dato, {})
    ]


def _aviso(dato: str, trae: str, escogidas: Collection[CodigoDudoso]) -> str:
    propone = next(d.propone for d in escogidas if _DATO[d.clase] == dato and d.trae == trae)
    return (
        f"El código {trae} no se cambió por {propone}: dos renglones distintos quedarían con el mismo. "
        "Sume esos renglones en el libro o déjelos como están."
    )
