"""Columnas que son una serie: trimestres de un avance, años de una programación, meses del PAC."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from almacen.perfiles.afinidad import cabe
from almacen.perfiles.conceptos import PERIODO, anios_de, mes_de, plano, por_rotulo, sin_anio
from almacen.perfiles.tabla import ColumnaHallada

_ROMANOS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_ORDINALES = {
    "primer": 1, "primero": 1, "1er": 1, "segundo": 2, "2do": 2, "tercer": 3, "tercero": 3, "3er": 3,
    "cuarto": 4, "4to": 4, "quinto": 5, "sexto": 6,
}  # fmt: skip
_ANIO_N = re.compile(r"\bano ([1-4])\b")
_MINIMO_DE_MESES = 6
# Los gobiernos territoriales comienzan cada cuatro años (Ley 131/1994 y periodos de cuatro desde 2004).
_UN_COMIENZO = 2024


def periodo_de(rotulo: str) -> int | None:
    """El número de trimestre, bimestre o corte que nombra el rótulo; ``None`` si ninguno."""
    hallado = PERIODO.search(plano(rotulo))
    if hallado is None:
        return None
    numero = next(parte for parte in hallado.groups() if parte)
    if numero.isdigit():
        return int(numero)
    return _ROMANOS.get(numero) or _ORDINALES.get(numero)


def sin_periodo(rotulo: str) -> str:
    """El rótulo plano sin trimestre ni año: los cuatro trimestres de un avance quedan iguales."""
    return " ".join(PERIODO.sub("@", sin_anio(rotulo)).split())


def trimestres(columna: ColumnaHallada, columnas: Iterable[ColumnaHallada]) -> tuple[ColumnaHallada, ...]:
    """Las columnas que son la misma serie por periodos, en su orden; solo ella si no es de una serie."""
    if periodo_de(columna.rotulo) is None:
        return (columna,)
    clave = sin_periodo(columna.rotulo)
    anios = anios_de(columna.rotulo)
    serie: dict[int, ColumnaHallada] = {}
    for otra in columnas:
        numero = periodo_de(otra.rotulo)
        if numero is not None and sin_periodo(otra.rotulo) == clave and anios_de(otra.rotulo) == anios:
            serie.setdefault(numero, otra)
    return tuple(serie[numero] for numero in sorted(serie))


def programacion_por_anio(columnas: Iterable[ColumnaHallada], vigencia: int) -> dict[int, ColumnaHallada]:
    """Año → columna con lo programado para él, si el libro trae al menos dos años."""
    grupos: dict[str, dict[int, ColumnaHallada]] = defaultdict(dict)
    for columna in columnas:
        anio = _anio_programado(columna.rotulo, vigencia)
        if anio is None or por_rotulo(columna.rotulo, "meta_vigencia") < 0.8:
            continue
        if cabe("cantidad", columna.contenido) >= 0:
            clave = _ANIO_N.sub("#", sin_anio(columna.rotulo))
            grupos[clave].setdefault(anio, columna)
    mejor = max(grupos.values(), key=len, default={})
    return dict(sorted(mejor.items())) if len(mejor) >= 2 else {}


def _anio_programado(rotulo: str, vigencia: int) -> int | None:
    anios = anios_de(rotulo)
    if len(anios) == 1:
        return anios[0]
    orden = _ANIO_N.search(plano(rotulo))
    if anios or orden is None:
        return None
    comienzo = vigencia - (vigencia - _UN_COMIENZO) % 4
    return comienzo + int(orden[1]) - 1


def meses_con_dinero(columnas: Iterable[ColumnaHallada]) -> dict[int, ColumnaHallada]:
    """Mes → columna con dinero; vacío si no llegan a seis."""
    meses: dict[int, ColumnaHallada] = {}
    for columna in columnas:
        mes = mes_de(columna.rotulo)
        if mes is not None and cabe("dinero", columna.contenido) >= 0:
            meses.setdefault(mes, columna)
    return dict(sorted(meses.items())) if len(meses) >= _MINIMO_DE_MESES else {}


def estados_por_anio(columnas: Iterable[ColumnaHallada], vigencia: int) -> dict[int, ColumnaHallada]:
    """Año → columna que dice P o NP; si el rótulo no nombra el año, el de sus vecinas de la izquierda."""
    estados: dict[int, ColumnaHallada] = {}
    anio_vecino = vigencia
    for columna in columnas:
        anios = anios_de(columna.rotulo)
        if len(anios) == 1:
            anio_vecino = anios[0]
        if cabe("np", columna.contenido) == 1.0:
            estados.setdefault(anio_vecino, columna)
    return estados
