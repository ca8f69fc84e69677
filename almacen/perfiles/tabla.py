"""Encuentra la tabla de una hoja: su fila de encabezado, sus columnas y dónde empiezan los datos.

No hay lista de formatos: gana la fila que más rótulos del oficio trae, con contenido distinto debajo.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from almacen.libros.celdas import esta_vacia, texto_de_una_linea
from almacen.libros.columnas import llave
from almacen.libros.cuadricula import Celda, Cuadricula, letra_de_columna
from almacen.perfiles.conceptos import es_del_oficio
from almacen.perfiles.contenido import Contenido, mirar
from dominio.modelo.perfil import ColumnaDelLibro

_FILAS_DE_BUSQUEDA = 60
_MUESTRA = 300
_POCAS = 15
_LARGO_DE_ROTULO = 400
_MINIMO_DE_ROTULOS = 4
_MINIMO_DEL_OFICIO = 3
_ALTO_MAXIMO = 4
# Un encabezado que se repite más abajo puede traer algún rótulo corregido.
_PARTE_IGUAL = 0.8


@dataclass(frozen=True)
class ColumnaHallada:
    """Una columna de la tabla.

    Attributes:
        rotulo: el encabezado en una línea, como está en el libro.
        normal: el mismo, como lo guarda el perfil; con ``aparicion`` la nombra.
        bloque: el título combinado que cubre la columna por encima del encabezado.
    """

    numero: int
    rotulo: str
    normal: str
    aparicion: int
    bloque: str
    contenido: Contenido

    @property
    def letra(self) -> str:
        """La letra con que la ve la persona."""
        return letra_de_columna(self.numero)

    @property
    def en_el_perfil(self) -> ColumnaDelLibro:
        """Como la nombra el perfil."""
        return ColumnaDelLibro(self.normal, self.aparicion, self.numero)

    def dicha(self) -> str:
        """Como se le dice a una persona: «COMPROMISOS 2025», columna BW."""
        corto = self.rotulo if len(self.rotulo) <= 50 else f"{self.rotulo[:49]}…"
        return f"«{corto}», columna {self.letra}" if corto else f"la columna {self.letra}, sin rótulo"


@dataclass(frozen=True)
class Tabla:
    """Una hoja con su encabezado hallado."""

    hoja: Cuadricula
    fila: int
    alto: int
    columnas: tuple[ColumnaHallada, ...]

    @property
    def nombre(self) -> str:
        """El de la hoja."""
        return self.hoja.nombre

    @cached_property
    def filas(self) -> tuple[int, ...]:
        """Las filas con algo debajo del encabezado."""
        return tuple(sorted(fila for fila in self.hoja.celdas if fila >= self.fila + self.alto))

    @cached_property
    def por_numero(self) -> dict[int, ColumnaHallada]:
        """Las columnas por su número."""
        return {columna.numero: columna for columna in self.columnas}

    @cached_property
    def combinadas_abajo(self) -> frozenset[int]:
        """Columnas que tienen celdas combinadas hacia abajo entre los datos."""
        desde = self.fila + self.alto
        return frozenset(
            columna
            for rango in self.hoja.combinadas
            if rango.fila >= desde and rango.ultima_fila > rango.fila
            for columna in range(rango.columna, min(rango.ultima_columna, rango.columna + 20) + 1)
        )

    def llenas(self, numero: int) -> set[int]:
        """Filas de datos donde la columna trae algo."""
        if numero not in self._llenas:
            celdas = self.hoja.celdas
            suyas = ((fila, celdas[fila].get(numero)) for fila in self.filas)
            self._llenas[numero] = {f for f, celda in suyas if celda is not None and not esta_vacia(celda)}
        return self._llenas[numero]

    @cached_property
    def _llenas(self) -> dict[int, set[int]]:
        return {}


def hallar_tabla(hoja: Cuadricula) -> Tabla | None:
    """La tabla de la hoja, o ``None`` si ninguna fila parece un encabezado."""
    filas = sorted(hoja.celdas)
    candidatas = filas[:_FILAS_DE_BUSQUEDA]
    puntos = {fila: p for fila in candidatas if (p := _puntos(hoja, fila, filas)) > 0}
    if not puntos:
        return None
    fila = _primera_igual(hoja, max(puntos, key=lambda f: (puntos[f], -f)), candidatas)
    fila, alto = _extension(hoja, fila)
    columnas = _columnas(hoja, fila, alto)
    if sum(es_del_oficio(c.rotulo) for c in columnas) < _MINIMO_DEL_OFICIO:
        return None
    return Tabla(hoja, fila, alto, columnas)


def _puntos(hoja: Cuadricula, fila: int, filas: Sequence[int]) -> float:
    """Cuánto parece encabezado: rótulos del oficio, distintos entre sí y que no siguen hacia abajo."""
    textos = _textos(hoja, fila)
    distintos = {llave(texto) for texto in textos.values()}
    del_oficio = sum(es_del_oficio(texto) for texto in textos.values() if len(texto) <= _LARGO_DE_ROTULO)
    otros = sum(1 for celda in hoja.celdas[fila].values() if not isinstance(celda.valor, str))
    if len(distintos) < _MINIMO_DE_ROTULOS or del_oficio < _MINIMO_DEL_OFICIO:
        return 0.0
    debajo = [f for f in filas if f > fila][:8]
    if not debajo:
        return 0.0
    siguen = sum(
        1 for columna, texto in textos.items() if any(hoja.propia(f, columna).valor == texto for f in debajo)
    )
    con_datos = sum(1 for columna in textos if any(not esta_vacia(hoja.propia(f, columna)) for f in debajo))
    return 2 * del_oficio + 0.2 * len(distintos) + 0.3 * con_datos - 2 * siguen - otros


def _primera_igual(hoja: Cuadricula, fila: int, candidatas: Sequence[int]) -> int:
    """La primera fila con los mismos rótulos en las mismas columnas: la tabla empieza en ella."""
    rotulos = {n: llave(texto) for n, texto in _textos(hoja, fila).items()}
    for otra in candidatas:
        textos = _textos(hoja, otra) if otra < fila else {}
        if textos and len(textos) >= _PARTE_IGUAL * len(rotulos):
            iguales = sum(llave(texto) == rotulos.get(n) for n, texto in textos.items())
            if iguales >= _PARTE_IGUAL * max(len(textos), len(rotulos)):
                return otra
    return fila


def _textos(hoja: Cuadricula, fila: int) -> dict[int, str]:
    return {
        columna: celda.valor
        for columna, celda in hoja.celdas.get(fila, {}).items()
        if isinstance(celda.valor, str) and celda.valor.strip()
    }


def _extension(hoja: Cuadricula, fila: int) -> tuple[int, int]:
    """Primera fila y alto del encabezado: sus combinadas hacia abajo y la otra mitad si viene partido."""
    primera, ultima = fila, fila
    if _es_mitad_de_abajo(hoja, fila):
        primera = fila - 1
    elif _es_mitad_de_arriba(hoja, fila):
        ultima = fila + 1
    for rango in hoja.combinadas:
        empieza = primera <= rango.fila <= ultima
        if empieza and rango.ultima_fila > ultima and not _hay_datos_al_lado(hoja, rango.ultima_fila, ultima):
            ultima = min(rango.ultima_fila, primera + _ALTO_MAXIMO - 1)
    return primera, ultima - primera + 1


def _hay_datos_al_lado(hoja: Cuadricula, hasta: int, desde: int) -> bool:
    """Si en las filas que taparía la combinada ya hay números o fechas: entonces son datos."""
    return any(
        celda.tipo in ("n", "d") and celda.valor is not None
        for fila in range(desde + 1, hasta + 1)
        for celda in hoja.celdas.get(fila, {}).values()
    )


def _es_mitad_de_abajo(hoja: Cuadricula, fila: int) -> bool:
    """La fila de encima nombra columnas que aquí no tienen rótulo, y cubre a lo ancho otras que sí."""
    return fila > 1 and _partido(hoja, fila - 1, fila)


def _es_mitad_de_arriba(hoja: Cuadricula, fila: int) -> bool:
    return fila + 1 in hoja.celdas and _partido(hoja, fila, fila + 1)


def _partido(hoja: Cuadricula, arriba: int, abajo: int) -> bool:
    de_arriba, de_abajo = _textos(hoja, arriba), _rotulos_o_anios(hoja, abajo)
    if any(_es_dato(celda) for celda in hoja.celdas.get(abajo, {}).values()):
        return False
    solas = [c for c, texto in de_arriba.items() if c not in de_abajo and len(texto) <= _LARGO_DE_ROTULO]
    bajo_combinada = [
        c for c in de_abajo if (rango := hoja.cubierta_por(arriba, c)) is not None and rango.columna != c
    ]
    propias = sum(es_del_oficio(de_arriba[c]) for c in solas)
    return propias >= 2 and len(bajo_combinada) >= 1


def _rotulos_o_anios(hoja: Cuadricula, fila: int) -> dict[int, str]:
    rotulos = _textos(hoja, fila)
    for columna, celda in hoja.celdas.get(fila, {}).items():
        if isinstance(celda.valor, int) and 2000 <= celda.valor <= 2099:
            rotulos[columna] = str(celda.valor)
    return rotulos


def _es_dato(celda: Celda) -> bool:
    """Un número que no es un año, o una fecha: en un encabezado no los hay."""
    if celda.tipo == "d":
        return True
    return isinstance(celda.valor, int | float) and not 2000 <= celda.valor <= 2099


def _columnas(hoja: Cuadricula, fila: int, alto: int) -> tuple[ColumnaHallada, ...]:
    datos = [f for f in sorted(hoja.celdas) if f >= fila + alto]
    muestra = _muestra(datos)
    ultima = max(
        (max(hoja.celdas[f], default=0) for f in (*range(fila, fila + alto), *muestra) if f in hoja.celdas),
        default=0,
    )
    apariciones: Counter[str] = Counter()
    columnas: list[ColumnaHallada] = []
    contenidos = {n: mirar(hoja.propia(f, n) for f in muestra) for n in range(1, ultima + 1)}
    escasas = {n for n, c in contenidos.items() if c.llenas < _POCAS} if len(datos) > len(muestra) else set()
    contenidos |= _mirar_enteras(hoja, datos, escasas)
    for numero, contenido in contenidos.items():
        rotulo = rotulo_de(hoja, fila, alto, numero)
        if not rotulo and not contenido.llenas:
            continue
        normal = llave(rotulo)
        apariciones[normal] += 1
        columnas.append(
            ColumnaHallada(
                numero, rotulo, normal, apariciones[normal], _bloque(hoja, fila, numero), contenido
            )
        )
    return tuple(columnas)


def _mirar_enteras(hoja: Cuadricula, filas: Sequence[int], numeros: set[int]) -> dict[int, Contenido]:
    """Columnas casi vacías en la muestra, con lo que traigan en toda la hoja."""
    celdas: dict[int, list[Celda]] = {numero: [] for numero in numeros}
    for fila in filas:
        for numero in numeros & hoja.celdas[fila].keys():
            if len(celdas[numero]) < _MUESTRA:
                celdas[numero].append(hoja.celdas[fila][numero])
    return {numero: mirar(suyas) for numero, suyas in celdas.items()}


def _muestra(filas: Sequence[int]) -> list[int]:
    """Las primeras filas y otras repartidas por toda la hoja."""
    if len(filas) <= _MUESTRA:
        return list(filas)
    cabeza, resto = filas[: _MUESTRA // 4], filas[_MUESTRA // 4 :]
    paso = len(resto) / (_MUESTRA - len(cabeza))
    return [*cabeza, *(resto[int(n * paso)] for n in range(_MUESTRA - len(cabeza)))]


def rotulo_de(hoja: Cuadricula, fila: int, alto: int, numero: int) -> str:
    """Los textos del encabezado de la columna, de arriba abajo, sin repetir los combinados."""
    partes: list[str] = []
    for f in range(fila, fila + alto):
        texto = texto_de_una_linea(hoja.encabezado(f, numero))
        if texto and texto not in partes:
            partes.append(texto)
    return " ".join(partes)


def _bloque(hoja: Cuadricula, fila: int, numero: int) -> str:
    """El título a lo ancho que cubre la columna, en la fila de encima del encabezado."""
    rango = hoja.cubierta_por(fila - 1, numero)
    if rango is None:
        propio = hoja.propia(fila - 1, numero)
        return texto_de_una_linea(propio.valor) if isinstance(propio.valor, str) else ""
    return texto_de_una_linea(hoja.encabezado(fila - 1, numero))
