"""Las columnas de un libro como las ve una persona: su letra, su rótulo y tres ejemplos."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from almacen.libros.celdas import texto_de_una_linea
from almacen.libros.columnas import llave
from almacen.libros.cuadricula import Cuadricula, letra_de_columna
from dominio.modelo.perfil import ColumnaVista, HojaDePerfil, Perfil

_EJEMPLOS = 3
_FILAS_DE_MUESTRA = 400
_LARGO = 60


def columnas_a_la_vista(hojas: Sequence[Cuadricula], perfil: Perfil) -> tuple[ColumnaVista, ...]:
    """Las columnas de cada hoja distinta que el perfil lee; de varias hojas iguales, la primera."""
    vistas: list[ColumnaVista] = []
    for hoja_de_perfil in perfil.hojas:
        cuadricula = _primera(hojas, hoja_de_perfil)
        if cuadricula is not None:
            vistas.extend(_columnas(cuadricula, hoja_de_perfil))
    return tuple(vistas)


def _primera(hojas: Sequence[Cuadricula], perfil: HojaDePerfil) -> Cuadricula | None:
    if perfil.nombre:
        return next((hoja for hoja in hojas if hoja.nombre == perfil.nombre), None)
    excluidas = {nombre for nombre, _razon in perfil.excluidas}
    posibles = (h for h in hojas if not h.oculta and h.celdas and h.nombre not in excluidas)
    return max(posibles, key=lambda hoja: _coincidencias(hoja, perfil), default=None)


def _coincidencias(hoja: Cuadricula, perfil: HojaDePerfil) -> int:
    """Cuántos rótulos del perfil están en la fila de encabezado de la hoja."""
    rotulos = {columna.rotulo for campo in perfil.campos for columna in campo.columnas}
    ultima = max(hoja.celdas.get(perfil.fila_encabezado, {}), default=0)
    return sum(llave(_rotulo(hoja, perfil, n)) in rotulos for n in range(1, ultima + 1))


def _columnas(hoja: Cuadricula, perfil: HojaDePerfil) -> Iterator[ColumnaVista]:
    desde = perfil.fila_encabezado + perfil.alto_encabezado
    filas = [fila for fila in sorted(hoja.celdas) if fila >= desde][:_FILAS_DE_MUESTRA]
    encabezado = range(perfil.fila_encabezado, desde)
    ultima = max((max(hoja.celdas.get(fila, {}), default=0) for fila in (*encabezado, *filas)), default=0)
    apariciones: Counter[str] = Counter()
    for numero in range(1, ultima + 1):
        rotulo = _rotulo(hoja, perfil, numero)
        ejemplos = _ejemplos(hoja, filas, numero)
        if not rotulo and not ejemplos:
            continue
        normal = llave(rotulo)
        apariciones[normal] += 1
        yield ColumnaVista(
            hoja.nombre,
            numero,
            letra_de_columna(numero),
            rotulo[:_LARGO],
            normal,
            apariciones[normal],
            ejemplos,
        )


def _rotulo(hoja: Cuadricula, perfil: HojaDePerfil, numero: int) -> str:
    """Los textos del encabezado de la columna, de arriba abajo, sin repetir los combinados."""
    partes: list[str] = []
    for fila in range(perfil.fila_encabezado, perfil.fila_encabezado + perfil.alto_encabezado):
        texto = texto_de_una_linea(hoja.encabezado(fila, numero))
        if texto and texto not in partes:
            partes.append(texto)
    return " ".join(partes)


def _ejemplos(hoja: Cuadricula, filas: Sequence[int], numero: int) -> tuple[str, ...]:
    vistos: dict[str, None] = {}
    for fila in filas:
        valor = hoja.propia(fila, numero).valor
        texto = "" if valor is None else texto_de_una_linea(str(valor))[:_LARGO]
        if texto:
            vistos[texto] = None
        if len(vistos) == _EJEMPLOS:
            break
    return tuple(vistos)
