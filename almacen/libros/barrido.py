"""Una pasada por el XML de una hoja: hasta dónde hay datos, qué está combinado y qué fórmulas no traen valor.

openpyxl en modo de solo lectura no dice nada de esto.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

MAXIMO_COMBINADAS = 10_000
_REFERENCIA = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class XmlPeligroso(Exception):
    """El XML declara un tipo de documento o entidades: un libro sano nunca lo hace."""


class DemasiadasCombinadas(Exception):
    """La hoja trae más celdas combinadas de las que tiene cualquier plan."""


@dataclass(frozen=True, slots=True)
class Rango:
    """Celdas combinadas, con extremos incluidos (filas y columnas desde 1)."""

    fila: int
    columna: int
    ultima_fila: int
    ultima_columna: int


@dataclass(slots=True)
class Barrido:
    """Lo que se supo de una hoja sin interpretar sus valores.

    Attributes:
        ultima_fila, ultima_columna: hasta dónde hay contenido; 0 si no hay nada.
        celda_lejana: primera celda con contenido de la última fila («XFD1048576»).
        sin_valor: celdas con fórmula cuyo resultado no se guardó.
    """

    ultima_fila: int = 0
    ultima_columna: int = 0
    celda_lejana: str = ""
    combinadas: list[Rango] = field(default_factory=list)
    sin_valor: set[tuple[int, int]] = field(default_factory=set)


def numero_de_columna(letras: str) -> int:
    """«A» es 1, «AA» es 27."""
    numero = 0
    for letra in letras.upper():
        numero = numero * 26 + ord(letra) - 64
    return numero


def letra_de_columna(numero: int) -> str:
    """27 es «AA»."""
    letras = ""
    while numero > 0:
        numero, resto = divmod(numero - 1, 26)
        letras = chr(65 + resto) + letras
    return letras


def leer_rango(referencia: str) -> Rango | None:
    """«B4:D6» como rango; ``None`` si no tiene esa forma."""
    extremos = [_REFERENCIA.fullmatch(extremo) for extremo in referencia.split(":")]
    if not 1 <= len(extremos) <= 2 or None in extremos:
        return None
    primero, ultimo = extremos[0], extremos[-1]
    if primero is None or ultimo is None:
        return None
    return Rango(int(primero[2]), numero_de_columna(primero[1]), int(ultimo[2]), numero_de_columna(ultimo[1]))


def barrer(archivo: IO[bytes]) -> Barrido:
    """Recorre el XML de una hoja.

    Raises:
        XmlPeligroso: declara DTD o entidades.
        DemasiadasCombinadas: pasa de ``MAXIMO_COMBINADAS``.
        xml.parsers.expat.ExpatError: no es XML bien formado.
    """
    oyente = _Oyente()
    analizador = expat.ParserCreate()
    analizador.buffer_text = True
    analizador.StartDoctypeDeclHandler = _rechazar
    analizador.EntityDeclHandler = _rechazar
    analizador.StartElementHandler = oyente.abrir
    analizador.EndElementHandler = oyente.cerrar
    analizador.CharacterDataHandler = oyente.texto
    analizador.ParseFile(archivo)
    return oyente.barrido


def _rechazar(*_: object) -> None:
    raise XmlPeligroso


class _Oyente:
    """Estado de la pasada; los contadores siguen a openpyxl cuando faltan las referencias."""

    def __init__(self) -> None:
        self.barrido = Barrido()
        self._fila = 0
        self._columna = 0
        self._tipo: str | None = None
        self._formula = False
        self._contenido = False
        self._en_valor = False

    def abrir(self, nombre: str, atributos: dict[str, str]) -> None:
        etiqueta = nombre.rpartition(":")[2]
        if etiqueta == "c":
            self._abrir_celda(atributos)
        elif etiqueta == "row":
            self._fila = int(atributos.get("r") or self._fila + 1)
            self._columna = 0
        elif etiqueta in ("v", "t"):
            self._en_valor = True
        elif etiqueta == "f":
            self._formula = True
        elif etiqueta == "mergeCell":
            self._combinar(atributos.get("ref", ""))

    def texto(self, texto: str) -> None:
        if self._en_valor and not self._contenido and texto.strip():
            self._contenido = True

    def cerrar(self, nombre: str) -> None:
        etiqueta = nombre.rpartition(":")[2]
        if etiqueta in ("v", "t"):
            self._en_valor = False
        elif etiqueta == "c":
            self._cerrar_celda()

    def _abrir_celda(self, atributos: dict[str, str]) -> None:
        referencia = _REFERENCIA.fullmatch(atributos.get("r", ""))
        if referencia:
            self._columna, self._fila = numero_de_columna(referencia[1]), int(referencia[2])
        else:
            self._columna += 1
        self._tipo = atributos.get("t")
        self._formula = self._contenido = False

    def _cerrar_celda(self) -> None:
        sin_valor = self._formula and not self._contenido and self._tipo != "str"
        if sin_valor:
            self.barrido.sin_valor.add((self._fila, self._columna))
        if not (self._contenido or sin_valor):
            return
        if self._fila > self.barrido.ultima_fila:
            self.barrido.ultima_fila = self._fila
            self.barrido.celda_lejana = f"{letra_de_columna(self._columna)}{self._fila}"
        self.barrido.ultima_columna = max(self.barrido.ultima_columna, self._columna)

    def _combinar(self, referencia: str) -> None:
        rango = leer_rango(referencia)
        if rango is None:
            return
        if len(self.barrido.combinadas) >= MAXIMO_COMBINADAS:
            raise DemasiadasCombinadas
        self.barrido.combinadas.append(rango)
