"""Qué columna identifica de verdad cada meta: un código que se repite con metas distintas no sirve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from almacen.libros.celdas import esta_vacia, texto_de_una_linea
from almacen.perfiles.hojas import en_otra
from almacen.perfiles.relacion import Relacion
from almacen.perfiles.tabla import ColumnaHallada, Tabla

_CANDIDATAS = (
    "meta_codigo",
    "indicador_codigo",
    "producto_codigo",
    "programa_codigo",
    "bpin",
    "codigo_propio",
)
_LO_DE_LA_META = ("meta", "indicador", "meta_vigencia", "meta_cuatrienio")
_IDENTIFICA = 0.97
# A un código de meta que el libro llama así se le perdonan más descuidos que a uno prestado.
_PROPIA = 0.85
_CUBRE = 0.8


@dataclass(frozen=True, slots=True)
class LlaveDeMeta:
    """La columna que identifica la meta.

    Attributes:
        dato: el concepto que se usa («meta_codigo», «programa_codigo»…).
        meta_de_la_actividad: lo que el libro llama meta del año cambia de una actividad a otra de la misma
            meta: es la cantidad de la actividad.
        repetidas: (concepto, columna, cuántos códigos suyos traen metas distintas) que se descartaron.
    """

    dato: str
    columna: ColumnaHallada
    repetidas: tuple[tuple[str, ColumnaHallada, int], ...] = ()
    meta_de_la_actividad: bool = False


def llave_de_meta(relacion: Relacion, tablas: Sequence[Tabla]) -> LlaveDeMeta | None:
    """La primera candidata que identifica las metas; si ninguna lo hace del todo, la que más."""
    con_todo = _buscar(relacion, tablas, _LO_DE_LA_META)
    if con_todo is None or con_todo[0].dato != "meta_codigo":
        propia = _propia(relacion, tablas)
        if propia is not None:
            return propia
    if con_todo is not None and con_todo[1]:
        return con_todo[0]
    if relacion.tiene("meta_vigencia") and relacion.tiene("actividad"):
        sin_anual = _buscar(relacion, tablas, tuple(d for d in _LO_DE_LA_META if d != "meta_vigencia"))
        if sin_anual is not None and sin_anual[1]:
            return replace(sin_anual[0], meta_de_la_actividad=True)
    return con_todo[0] if con_todo is not None else None


def _propia(relacion: Relacion, tablas: Sequence[Tabla]) -> LlaveDeMeta | None:
    """La columna de código de meta, si cada código nombra una sola meta aunque tenga varios productos."""
    columna = relacion.datos.get("meta_codigo")
    if columna is None or not relacion.tiene("meta"):
        return None
    buenas, malas, cubre = _comprobar(relacion, columna, tablas, ("meta",))
    if not buenas or buenas < _IDENTIFICA * (buenas + malas) or cubre < _CUBRE:
        return None
    varia = relacion.tiene("meta_vigencia") and relacion.tiene("actividad")
    if varia:
        _unas, otras, _cubre = _comprobar(relacion, columna, tablas, ("meta_vigencia",))
        varia = otras > 0
    return LlaveDeMeta("meta_codigo", columna, meta_de_la_actividad=varia)


def _buscar(
    relacion: Relacion, tablas: Sequence[Tabla], atributos: Sequence[str]
) -> tuple[LlaveDeMeta, bool] | None:
    """La mejor llave y si identifica las metas de verdad; ``None`` si ningún código sirve."""
    descartadas: list[tuple[str, ColumnaHallada, int]] = []
    mejor: tuple[float, str] | None = None
    for dato in _CANDIDATAS:
        columna = relacion.datos.get(dato)
        if columna is None:
            continue
        buenas, malas, cubre = _comprobar(relacion, columna, tablas, atributos)
        total = buenas + malas
        exigida = _PROPIA if dato == "meta_codigo" else _IDENTIFICA
        if total and buenas >= exigida * total and cubre >= _CUBRE:
            return LlaveDeMeta(dato, columna, tuple(descartadas)), True
        if malas:
            descartadas.append((dato, columna, malas))
        puntaje = cubre * buenas / total if total else 0.0
        if mejor is None or puntaje > mejor[0]:
            mejor = (puntaje, dato)
    if mejor is None or not mejor[0]:
        return None
    otras = tuple(d for d in descartadas if d[0] != mejor[1])
    return LlaveDeMeta(mejor[1], relacion.datos[mejor[1]], otras), False


def _comprobar(
    relacion: Relacion, columna: ColumnaHallada, tablas: Sequence[Tabla], nombres: Sequence[str]
) -> tuple[int, int, float]:
    """Códigos con una sola meta, códigos con varias, y qué parte de las filas tiene código."""
    atributos = [relacion.datos[d] for d in nombres if d in relacion.datos]
    metas: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    con_codigo = filas = 0
    for tabla in tablas:
        ancla = relacion.datos.get("actividad") or relacion.datos.get("meta") or columna
        for codigo, valores in _filas(tabla, columna, atributos, ancla):
            filas += 1
            if codigo:
                con_codigo += 1
                metas[codigo].add(valores)
    malas = sum(len(distintas) > 1 for distintas in metas.values())
    return len(metas) - malas, malas, con_codigo / filas if filas else 0.0


def _filas(
    tabla: Tabla, columna: ColumnaHallada, atributos: Sequence[ColumnaHallada], ancla: ColumnaHallada
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Código y atributos de cada fila con ancla; lo combinado hacia abajo vale para todas las suyas."""
    numeros = [(otra.numero if (otra := en_otra(c, tabla)) else 0) for c in (columna, *atributos)]
    en_ancla = en_otra(ancla, tabla)
    vigentes = [""] * len(numeros)
    for fila in tabla.filas:
        for n, numero in enumerate(numeros):
            celda = tabla.hoja.propia(fila, numero) if numero else None
            if celda is not None and not esta_vacia(celda):
                vigentes[n] = texto_de_una_linea(str(celda.valor))
                if n == 0:
                    # Otro código: lo de la meta anterior ya no vale.
                    vigentes[1:] = [""] * (len(numeros) - 1)
            elif numero and numero not in tabla.combinadas_abajo:
                vigentes[n] = ""
        if en_ancla is not None and not esta_vacia(tabla.hoja.propia(fila, en_ancla.numero)):
            yield vigentes[0], tuple(vigentes[1:])
