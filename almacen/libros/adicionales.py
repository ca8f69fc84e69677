"""Las columnas de «Plan de acción» que solo llevan los planes venidos de un libro con formato propio."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from almacen.libros.columnas import PLAN, Columna, columna_de_nivel
from dominio.modelo.identidad import IdActividad
from dominio.modelo.plan import ComoVino, Registro, Renglon, TipoMeta

_NADA = ComoVino()
_DEL_RENGLON: tuple[tuple[str, Callable[[Renglon], bool]], ...] = (
    ("responsable", lambda r: not r.responsable),
    ("actividad", lambda r: not r.nombre),
)
_DE_PRODUCTO: tuple[tuple[str, Callable[[Renglon], bool]], ...] = (
    ("programa_codigo", lambda r: not r.programa_codigo),
    ("bpin", lambda r: not r.bpin),
    ("proyecto", lambda r: not r.proyecto),
)
_TITULOS = {columna.dato: columna.titulo for columna in PLAN.columnas}
_Extra = Callable[[Renglon, Registro | None], object]


def columnas_adicionales(
    renglones: Sequence[Renglon],
    por_actividad: Mapping[IdActividad, Sequence[Registro]],
    origen_de_todas: Mapping[IdActividad, ComoVino],
) -> tuple[tuple[Columna, ...], tuple[_Extra, ...]]:
    """Las que traen algo en este plan, y cómo se saca cada una de un renglón y su registro."""
    # En el libro de una dependencia no van los niveles de las demás.
    origen = {r.id: origen_de_todas[r.id] for r in renglones if r.id in origen_de_todas}
    extras: dict[str, _Extra] = {
        "producto_codigo": lambda r, _: r.producto_codigo,
        "producto": lambda r, _: r.producto,
        "sin_fechas": lambda r, _: True if r.sin_fechas else None,
        "sin_codigo": lambda r, _: True if origen.get(r.id, _NADA).sin_codigo else None,
        "sin_dato": _sin_dato,
    }
    usadas = [
        (columna, extras[columna.dato])
        for columna in PLAN.adicionales
        if any(extras[columna.dato](*par) for par in _pares(renglones, por_actividad))
    ]
    usadas += _niveles(origen)
    return tuple(columna for columna, _ in usadas), tuple(extra for _, extra in usadas)


def _pares(
    renglones: Sequence[Renglon], por_actividad: Mapping[IdActividad, Sequence[Registro]]
) -> Iterator[tuple[Renglon, Registro | None]]:
    for renglon in renglones:
        for registro in por_actividad.get(renglon.id) or (None,):
            yield renglon, registro


def _sin_dato(renglon: Renglon, registro: Registro | None) -> str | None:
    """Las columnas obligatorias que la entidad no diligenció: al releer el libro no son un error."""
    faltan = [dato for dato, falta in _DEL_RENGLON if falta(renglon)]
    if renglon.tipo_meta is TipoMeta.PRODUCTO:
        faltan += [dato for dato, falta in _DE_PRODUCTO if falta(renglon)]
        if registro is None or not registro.fuente:
            faltan.append("fuente")
        if registro is None or not (registro.fuente or registro.fuente_codigo or registro.monto.centavos):
            faltan.append("monto")
    return "; ".join(_TITULOS[dato] for dato in faltan) or None


def _niveles(origen: Mapping[IdActividad, ComoVino]) -> list[tuple[Columna, _Extra]]:
    """Dos columnas por nivel: su código y su nombre, en el orden de la jerarquía."""
    vistos = dict.fromkeys(
        (puesto, rotulo)
        for como in origen.values()
        for puesto, (rotulo, _, _) in enumerate(como.niveles, start=1)
    )
    columnas: list[tuple[Columna, _Extra]] = []
    for puesto, rotulo in sorted(vistos, key=lambda visto: visto[0]):
        for es_codigo in (True, False):
            columnas.append(
                (columna_de_nivel(es_codigo, puesto, rotulo), _nivel(origen, puesto, rotulo, es_codigo))
            )
    return columnas


def _nivel(origen: Mapping[IdActividad, ComoVino], puesto: int, rotulo: str, es_codigo: bool) -> _Extra:
    def extra(renglon: Renglon, _: Registro | None) -> object:
        niveles = origen.get(renglon.id, _NADA).niveles
        if len(niveles) < puesto or niveles[puesto - 1][0] != rotulo:
            return None
        return niveles[puesto - 1][1 if es_codigo else 2]

    return extra
