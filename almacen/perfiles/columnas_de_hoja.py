"""Dónde está el encabezado de una hoja y en qué columna cayó cada dato del perfil."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from almacen.libros.celdas import texto_de_una_linea
from almacen.libros.columnas import llave
from almacen.libros.cuadricula import Cuadricula
from dominio.entender.texto import normalizar
from dominio.modelo.perfil import ColumnaDelLibro, HojaDePerfil

# De las columnas que el perfil nombra, cuántas deben estar para decir que la hoja es de ese formato.
PARTE_DEL_ENCABEZADO = 0.6
_FILAS_DE_BUSQUEDA = 80
_ALTO_MAXIMO = 4
_ANIO = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Ubicacion:
    """El encabezado de una hoja.

    Attributes:
        columnas: columna del perfil → número de columna en esta hoja; las que no están no aparecen.
        halladas: qué parte de los rótulos del perfil está, de 0 a 1.
    """

    fila: int
    primera_de_datos: int
    columnas: dict[ColumnaDelLibro, int]
    halladas: float

    @property
    def sirve(self) -> bool:
        """La hoja es del formato del perfil."""
        return self.halladas >= PARTE_DEL_ENCABEZADO


def columnas_de(perfil: HojaDePerfil) -> tuple[ColumnaDelLibro, ...]:
    """Todas las columnas que el perfil nombra, sin repetir."""
    return tuple(dict.fromkeys(_nombradas(perfil)))


def _nombradas(perfil: HojaDePerfil) -> Iterator[ColumnaDelLibro]:
    for campo in perfil.campos:
        yield from campo.columnas
    for nivel in perfil.niveles:
        yield from (columna for columna in (nivel.codigo, nivel.nombre) if columna)
    for filtro in perfil.filtros:
        yield filtro.columna
    if perfil.subtotales:
        yield perfil.subtotales
    if jerarquia := perfil.jerarquia:
        yield jerarquia.clase
        yield from (columna for columna in (jerarquia.codigo, jerarquia.nombre) if columna)
        for datos in jerarquia.datos:
            yield from (columna for _dato, columna in datos.otros)


def ubicar(hoja: Cuadricula, perfil: HojaDePerfil) -> Ubicacion | None:
    """El encabezado que más columnas del perfil explica; a igualdad, el más cercano a donde estaba.

    Si la hoja lo repite más arriba, en las mismas columnas, la tabla empieza en el primero. ``None`` si la
    hoja no tiene ninguna de ellas.
    """
    nombradas = columnas_de(perfil)
    filas = [fila for fila in sorted(hoja.celdas) if fila <= perfil.fila_encabezado + _FILAS_DE_BUSQUEDA]
    posibles = [fila - alto for fila in filas for alto in range(perfil.alto_encabezado)]
    mejor: Ubicacion | None = None
    for fila in sorted({f for f in posibles if f >= 1}, key=lambda f: (abs(f - perfil.fila_encabezado), f)):
        ubicacion = _en_la_fila(hoja, perfil, nombradas, fila)
        if ubicacion.halladas and (mejor is None or ubicacion.halladas > mejor.halladas):
            mejor = ubicacion
        if mejor is not None and mejor.halladas == 1:
            break
    return _desde_el_primero(hoja, perfil, mejor) if mejor is not None and mejor.sirve else mejor


def _desde_el_primero(hoja: Cuadricula, perfil: HojaDePerfil, hallada: Ubicacion) -> Ubicacion:
    """La misma ubicación, desde la primera fila de arriba que trae ese mismo encabezado."""
    nombradas = columnas_de(perfil)
    for fila in sorted(f for f in hoja.celdas if f + perfil.alto_encabezado <= hallada.fila):
        otra = _en_la_fila(hoja, perfil, nombradas, fila)
        iguales = sum(hallada.columnas.get(c) == numero for c, numero in otra.columnas.items())
        if otra.sirve and iguales == len(otra.columnas):
            return replace(hallada, fila=otra.fila, primera_de_datos=otra.primera_de_datos)
    return hallada


def _en_la_fila(
    hoja: Cuadricula, perfil: HojaDePerfil, nombradas: Sequence[ColumnaDelLibro], fila: int
) -> Ubicacion:
    rotulos = _rotulos(hoja, fila, perfil.alto_encabezado)
    con_rotulo = [columna for columna in nombradas if columna.rotulo]
    halladas = _por_rotulo(rotulos, con_rotulo)
    columnas = dict(halladas)
    for columna in nombradas:
        if columna not in columnas and (numero := _por_numero(columna, halladas, rotulos)):
            columnas[columna] = numero
    primera = _primera_de_datos(hoja, fila, perfil.alto_encabezado, frozenset(columnas.values()))
    parte = len(halladas) / len(con_rotulo) if con_rotulo else float(fila == perfil.fila_encabezado)
    return Ubicacion(fila, primera, columnas, parte)


def _rotulos(hoja: Cuadricula, fila: int, alto: int) -> dict[int, str]:
    """Columna → su rótulo: los textos de arriba abajo, sin repetir el de una combinada."""
    ultima = max((max(hoja.celdas.get(f, {}), default=0) for f in range(fila, fila + alto)), default=0)
    for rango in hoja.combinadas:
        if fila <= rango.fila < fila + alto:
            ultima = max(ultima, min(rango.ultima_columna, rango.columna + 79))
    rotulos: dict[int, str] = {}
    for numero in range(1, ultima + 1):
        partes = dict.fromkeys(
            texto_de_una_linea(hoja.encabezado(f, numero)) for f in range(fila, fila + alto)
        )
        if texto := " ".join(parte for parte in partes if parte):
            rotulos[numero] = texto
    return rotulos


def _por_rotulo(rotulos: dict[int, str], nombradas: Sequence[ColumnaDelLibro]) -> dict[ColumnaDelLibro, int]:
    """Primero el rótulo tal cual, después sin aclaraciones y por último solo sus letras y cifras."""
    halladas: dict[ColumnaDelLibro, int] = {}
    for manera in _MANERAS:
        donde: dict[str, list[int]] = defaultdict(list)
        for numero, texto in rotulos.items():
            donde[manera(texto)].append(numero)
        for columna in nombradas:
            posibles = donde.get(manera(columna.rotulo), [])
            if columna not in halladas and 0 < columna.aparicion <= len(posibles):
                halladas[columna] = posibles[columna.aparicion - 1]
    _por_rotulo_de_otro_anio(rotulos, nombradas, halladas)
    return halladas


def _por_rotulo_de_otro_anio(
    rotulos: dict[int, str], nombradas: Sequence[ColumnaDelLibro], halladas: dict[ColumnaDelLibro, int]
) -> None:
    """«Compromisos 2025» es «Compromisos 2026» en el libro del otro año, si no hay otra que pueda ser."""
    libres: dict[str, list[int]] = defaultdict(list)
    for numero in rotulos.keys() - set(halladas.values()):
        if _ANIO.search(rotulos[numero]):
            libres[_sin_anio(rotulos[numero])].append(numero)
    for columna in nombradas:
        if columna not in halladas and len(libres.get(_sin_anio(columna.rotulo), ())) == 1:
            halladas[columna] = libres[_sin_anio(columna.rotulo)][0]


@lru_cache(maxsize=8_192)
def solo_letras(texto: str) -> str:
    """Un rótulo sin puntuación ni espacios: «T.4 EJECUTADO» y «T4 EJECUTADO» son el mismo."""
    return "".join(caracter for caracter in normalizar(texto) if caracter.isalnum())


def _sin_anio(texto: str) -> str:
    return solo_letras(_ANIO.sub("", texto))


_MANERAS = (llave, normalizar, solo_letras)


def _por_numero(
    columna: ColumnaDelLibro, halladas: dict[ColumnaDelLibro, int], rotulos: dict[int, str]
) -> int | None:
    """Donde estaba, corrida lo mismo que su vecina más cercana; solo si ahí no hay otro rótulo."""
    if columna.numero < 1:
        return None
    vecinas = [(abs(otra.numero - columna.numero), otra) for otra in halladas if otra.numero]
    corrida = 0
    if vecinas:
        cercana = min(vecinas, key=lambda par: par[0])[1]
        corrida = halladas[cercana] - cercana.numero
    numero = columna.numero + corrida
    return numero if numero >= 1 and numero not in rotulos else None


def _primera_de_datos(hoja: Cuadricula, fila: int, alto: int, columnas: frozenset[int]) -> int:
    """La fila siguiente al encabezado, más allá de lo que tenga combinado hacia abajo."""
    primera = fila + alto
    for rango in hoja.combinadas:
        if fila <= rango.fila < fila + alto and rango.ultima_fila < fila + _ALTO_MAXIMO:
            cubre = any(rango.columna <= columna <= rango.ultima_columna for columna in columnas)
            primera = max(primera, rango.ultima_fila + 1) if cubre else primera
    return primera
