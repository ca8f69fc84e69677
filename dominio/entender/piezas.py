"""Una frase partida en palabras, números y signos, y qué papel cumple cada parte."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from dominio.entender.cifras import leer_en_letras
from dominio.entender.lexico.familias import FAMILIAS
from dominio.entender.texto import normalizar

# Una frase más larga no es una orden: es un texto.
MAXIMO_PIEZAS = 120

_APOSTROFOS = str.maketrans({"\u2019": "'", "\u00b4": "'", "`": "'", "\u2032": "'"})
_PIEZA = re.compile(
    r"(?P<codigo>(?<![a-z0-9])[a-z]{1,8}[-_./]?[0-9]+(?:[-_./]?[a-z0-9]+)*)"
    r"|(?P<numero>[0-9]+(?:[-.,'/][0-9]+)*(?:[a-z](?![a-z]))?)"
    r"|(?P<palabra>[a-z]+)"
    r"|(?P<signo>[%$?#]|(?<!\S)[-+](?=[0-9]))"
)
# «la12» y «act.12» son dos palabras; «pa12» puede ser un código.
_PEGADO = re.compile(
    r"(?<![a-z0-9])(las?|acts?|actividad(?:es)?|activ|nro|num|no|de|en|al|va|van|con)[-.]?([0-9])"
)
_LEMAS = tuple((lema, re.compile(formas)) for lema, formas in FAMILIAS)


class Clase(StrEnum):
    """Qué es una pieza por su forma."""

    PALABRA = "palabra"
    NUMERO = "numero"
    CODIGO = "codigo"
    SIGNO = "signo"


class Papel(StrEnum):
    """Qué dice una pieza en la frase, una vez reconocida; es también su nombre en el esqueleto."""

    PORCENTAJE = "PCT"
    INCREMENTO = "MAS"
    CANTIDAD = "CANT"
    MONTO = "MONTO"
    OBJETO = "OBJ"
    FECHA = "FECHA"
    PERIODO = "PERIODO"
    PERSONA = "PERSONA"
    AJENO = "AJENO"
    CORTESIA = "CORTESIA"


@dataclass(slots=True)
class Pieza:
    """Una palabra, número o signo de la frase.

    Attributes:
        texto: normalizado (minúsculas, sin tildes).
        valor: el número, si se escribió con palabras.
        lema: la familia del léxico a la que pertenece, si pertenece a alguna.
        papel: ``None`` mientras nadie la ha reconocido.
    """

    texto: str
    clase: Clase
    valor: Decimal | None = None
    lema: str | None = None
    papel: Papel | None = None


@lru_cache(maxsize=20_000)
def lema_de(palabra: str) -> str | None:
    """El lema de una palabra normalizada, o ``None`` si no es del léxico."""
    return next((lema for lema, formas in _LEMAS if formas.fullmatch(palabra)), None)


def partir(frase: str) -> list[Pieza]:
    """Las piezas de la frase, con los números en letras ya juntos; las primeras ``MAXIMO_PIEZAS``."""
    plano = normalizar(frase).translate(_APOSTROFOS)
    piezas: list[Pieza] = []
    for hallada in _PIEZA.finditer(_PEGADO.sub(r"\1 \2", plano)):
        clase = Clase(hallada.lastgroup or "palabra")
        lema = lema_de(hallada[0]) if clase is Clase.PALABRA else None
        piezas.append(Pieza(hallada[0], clase, lema=lema))
        if len(piezas) >= MAXIMO_PIEZAS:
            break
    return list(_juntar_letras(piezas))


def _juntar_letras(piezas: Sequence[Pieza]) -> Iterator[Pieza]:
    """«cincuenta y dos» en una sola pieza; «por ciento» no es un número."""
    palabras = [pieza.texto if pieza.clase is Clase.PALABRA else "" for pieza in piezas]
    i = 0
    while i < len(piezas):
        valor, usadas = (None, 0) if _no_es_numero(piezas, i) else leer_en_letras(palabras[i:])
        # «mil gracias» y «a mil»: solo es número si viene seguido de otro o de su unidad.
        if usadas and not (palabras[i] == "mil" and usadas == 1):
            yield Pieza(" ".join(palabras[i : i + usadas]), Clase.NUMERO, valor)
        else:
            usadas = 1
            yield piezas[i]
        i += usadas


def _no_es_numero(piezas: Sequence[Pieza], i: int) -> bool:
    """«por ciento», «2 mil millones» y «cero novedades» no empiezan un número en letras."""
    palabra, antes = piezas[i].texto, piezas[i - 1] if i else None
    if palabra == "ciento":
        return antes is not None and antes.texto in ("por", "x")
    if palabra == "mil":
        return antes is not None and antes.clase is Clase.NUMERO
    siguiente = piezas[i + 1].lema if i + 1 < len(piezas) else None
    return palabra == "cero" and siguiente in ("novedad", "avance", "ejecucion")


class Renglones:
    """Las piezas vistas como una línea de texto, para buscar en ellas con expresiones regulares.

    Un número se escribe «#», un código «@» y lo ya reconocido «·»; así una regla no vuelve sobre lo
    que otra ya leyó.
    """

    def __init__(self, piezas: Sequence[Pieza]) -> None:
        """Arma la línea una vez; quien cambie papeles arma otra."""
        partes = [_marca(pieza) for pieza in piezas]
        self._inicios: list[int] = []
        largo = 0
        for parte in partes:
            self._inicios.append(largo)
            largo += len(parte) + 1
        self.linea = " ".join(partes)

    def hallar(self, patron: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Cada aparición del patrón, de izquierda a derecha."""
        return patron.finditer(self.linea)

    def indices(self, hallado: re.Match[str], grupo: int | str = 0) -> range:
        """Qué piezas ocupa el hallazgo o uno de sus grupos; vacío si el grupo no participó."""
        inicio, fin = hallado.span(grupo)
        while inicio < fin and self.linea[inicio] == " ":
            inicio += 1
        while fin > inicio and self.linea[fin - 1] == " ":
            fin -= 1
        if inicio < 0 or inicio == fin:
            return range(0)
        return range(bisect_right(self._inicios, inicio) - 1, bisect_right(self._inicios, fin - 1))


def _marca(pieza: Pieza) -> str:
    if pieza.papel is not None:
        return "·"
    if pieza.clase is Clase.NUMERO:
        return "#"
    if pieza.texto == "#":
        return "nro"
    return "@" if pieza.clase is Clase.CODIGO else pieza.texto


def marcar(piezas: Sequence[Pieza], indices: range, papel: Papel) -> None:
    """Pone el papel a esas piezas."""
    for i in indices:
        piezas[i].papel = papel
