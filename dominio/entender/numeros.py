"""Números como se escriben en Colombia: un valor, una pregunta o un error, nunca una adivinanza.

La coma separa decimales y el punto agrupa miles. Lo que admite una segunda lectura
posible («12.5», «1,250,000.50», «0,45» en un porcentaje) se pregunta.

Códigos de error (``EntradaInvalida.pista``; ``datos["ejemplo"]`` trae cómo se escribe):

- ``vacio``: no se escribió nada.
- ``numero_muy_largo``: más de 64 caracteres.
- ``caracter_no_permitido``: controles, NUL, saltos de línea o marcas invisibles de dirección.
- ``digitos_no_admitidos``: dígitos que no son 0-9 (árabes, de ancho completo, superíndices).
- ``sin_numero``: ni dígitos ni palabras (solo emoji o signos).
- ``numero_en_letras``: «cien», «mil doscientos millones».
- ``numero_con_palabra_de_escala``: «2 millones y medio», «1 billón»; «1,5 millones» fuera de un monto.
- ``texto_ademas_del_numero``: hay un número y algo más («45 talleres»).
- ``numero_con_signo``: «-5», «+5», «(5)».
- ``numero_exponente``: «1e5».
- ``numero_en_fraccion``: «1/2», «½».
- ``agrupacion_invalida``: puntos, comas o espacios donde no van («1.25.00»).
- ``demasiados_decimales``: más decimales de los que el dato admite (``maximo``).
- ``porcentaje_mayor_100``: el porcentaje pasa de 100.
- ``porcentaje_con_pesos``: «$ 45» donde va un porcentaje.
- ``pesos_con_porcentaje``: «12 %» donde van pesos.
- ``cantidad_con_unidad_ajena``: «%» o «$» donde va una cantidad.
- ``moneda_extranjera``: dólares o euros.
- ``numero_muy_grande``: pasa de lo que se puede guardar.

Causas de pregunta (``Pregunta.causa``):

- ``punto_decimal``: se usó punto como decimal («12.5»).
- ``agrupacion_con_comas``: miles con coma («1,250,000.50», «1,250»).
- ``agrupacion_con_apostrofo``: «1'250.000».
- ``miles_o_decimales``: «1.250» puede ser mil doscientos cincuenta o 1,25.
- ``menor_que_uno``: «0,45» en un porcentaje puede ser 0,45 % o 45 %.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, NoReturn, TypeVar

from dominio.entender.lecturas import Lectura, decimales, lecturas_de, sin_ceros
from dominio.entender.texto import ANCHO_CERO, BIDI
from dominio.errores import EntradaInvalida, MontoFueraDeRango
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje

CODIGOS: tuple[str, ...] = (
    "vacio",
    "numero_muy_largo",
    "caracter_no_permitido",
    "digitos_no_admitidos",
    "sin_numero",
    "numero_en_letras",
    "numero_con_palabra_de_escala",
    "texto_ademas_del_numero",
    "numero_con_signo",
    "numero_exponente",
    "numero_en_fraccion",
    "agrupacion_invalida",
    "demasiados_decimales",
    "porcentaje_mayor_100",
    "porcentaje_con_pesos",
    "pesos_con_porcentaje",
    "cantidad_con_unidad_ajena",
    "moneda_extranjera",
    "numero_muy_grande",
)
CAUSAS: tuple[str, ...] = (
    "punto_decimal",
    "agrupacion_con_comas",
    "agrupacion_con_apostrofo",
    "miles_o_decimales",
    "menor_que_uno",
)
LARGO_MAXIMO = 64
# Con más cifras Decimal redondearía en silencio; ningún dato del plan las necesita.
CIFRAS_MAXIMAS = 24
CANTIDAD_MAXIMA = Decimal(10) ** 15

T = TypeVar("T")

_EJEMPLO_PESOS, _EJEMPLO_PORCENTAJE, _EJEMPLO_CANTIDAD = "1.250.000,50", "12,5", "12,5"


@dataclass(frozen=True, slots=True)
class Opcion(Generic[T]):
    """Una respuesta posible a la pregunta; sin valor significa «corregir, lo escribo de nuevo»."""

    valor: T | None

    @property
    def es_corregir(self) -> bool:
        """Dice si es la salida para escribir otra vez."""
        return self.valor is None


@dataclass(frozen=True, slots=True)
class Valor(Generic[T]):
    """Lo escrito tiene una sola lectura."""

    valor: T


@dataclass(frozen=True, slots=True)
class Pregunta(Generic[T]):
    """Lo escrito admite otra lectura: que la persona elija."""

    opciones: tuple[Opcion[T], ...]
    causa: str


Leido = Valor[T] | Pregunta[T]

_POR_CIENTO = re.compile(r"\s*(?:%|por\s?ciento)$")
_DE_PESOS = re.compile(r"^(?:cop\s*\$?|\$\s*(?:cop)?)\s*|\s*(?:pesos(?:\s+m/?cte)?|cop|m/?cte|\$)$")
_EXTRANJERA = re.compile(r"\bus?\s?\$|\busd\b|\beur\b|[€£¥]|d[oó]lar|\beuros?\b")
_DE_DINERO = re.compile(r"\$|\bpesos\b|\bcop\b")
_ESCALA = re.compile(r"(?<![a-záéíóúñ])(?:mil|miles|mill[oó]n|millones|bill[oó]n|billones|mm)(?![a-záéíóúñ])")
_EXPONENTE = re.compile(r"[0-9][.,]?\s?e\s?[+-]?[0-9]")
_FRACCION = re.compile(r"[0-9]\s?[/\u2044\u2215]\s?[0-9]")
_CON_SIGNO = re.compile(r"\$?\s*[+\-\u2212\u2010-\u2015]\s*\$?\s*[0-9]|\(.*\)$|.*[0-9][+\-\u2212]$")
_APOSTROFOS = str.maketrans({"\u2019": "'", "\u00b4": "'", "`": "'", "\u2032": "'"})


def leer_pesos(texto: str) -> Leido[Pesos]:
    """Lee un monto en pesos, con hasta dos decimales, con o sin «$», y «1,5 millones» o «300 mil».

    Raises:
        EntradaInvalida: no es un monto; la pista es uno de ``CODIGOS``.
    """
    limpio = _limpiar(texto, _EJEMPLO_PESOS)
    if _EXTRANJERA.search(limpio):
        _fallar("moneda_extranjera", _EJEMPLO_PESOS)
    if _POR_CIENTO.search(limpio):
        _fallar("pesos_con_porcentaje", _EJEMPLO_PESOS)
    desnudo, factor = _separar_escala(_DE_PESOS.sub("", limpio).strip())
    lectura = _interpretar(desnudo, _EJEMPLO_PESOS)
    if factor == 1 and lectura.causa == "miles_o_decimales":
        # Los pesos no llevan tres decimales: «1.250» solo puede ser mil doscientos cincuenta.
        lectura = Lectura(lectura.propia)
    return _resolver(lectura.por(factor), 2, Pesos.de, _EJEMPLO_PESOS)


def leer_porcentaje(texto: str) -> Leido[Porcentaje]:
    """Lee un porcentaje de 0 a 100, con hasta dos decimales y con o sin «%».

    Raises:
        EntradaInvalida: no es un porcentaje declarable; la pista es uno de ``CODIGOS``.
    """
    limpio = _limpiar(texto, _EJEMPLO_PORCENTAJE)
    if _DE_DINERO.search(limpio):
        _fallar("porcentaje_con_pesos", _EJEMPLO_PORCENTAJE)
    desnudo = _POR_CIENTO.sub("", limpio).strip()
    lectura = _interpretar(desnudo, _EJEMPLO_PORCENTAJE)
    candidatos = [v for v in (lectura.propia, lectura.ajena) if v is not None]
    posibles = [v for v in candidatos if v <= 100 and decimales(sin_ceros(v)) <= 2]
    if not posibles:
        if candidatos[0] > 100:
            _fallar("porcentaje_mayor_100", _EJEMPLO_PORCENTAJE, maximo=100)
        _fallar("demasiados_decimales", _EJEMPLO_PORCENTAJE, maximo=2)
    elegido = posibles[0]
    if 0 < elegido < 1 and desnudo == limpio:
        opciones = tuple(Opcion(Porcentaje.de(v)) for v in (elegido, elegido * 100))
        return Pregunta(opciones, "menor_que_uno")
    if lectura.causa:
        return Pregunta((Opcion(Porcentaje.de(elegido)), Opcion(None)), lectura.causa)
    if decimales(elegido) > 2:
        _fallar("demasiados_decimales", _EJEMPLO_PORCENTAJE, maximo=2)
    return Valor(Porcentaje.de(elegido))


def leer_cantidad(texto: str) -> Leido[Decimal]:
    """Lee una cantidad mayor o igual a cero, con hasta tres decimales, en la unidad de la actividad.

    «1.250» se pregunta: con tres decimales permitidos, mil doscientos cincuenta y 1,25
    son ambas posibles.

    Raises:
        EntradaInvalida: no es una cantidad; la pista es uno de ``CODIGOS``.
    """
    limpio = _limpiar(texto, _EJEMPLO_CANTIDAD)
    if _POR_CIENTO.search(limpio) or _DE_DINERO.search(limpio):
        _fallar("cantidad_con_unidad_ajena", _EJEMPLO_CANTIDAD)
    return _resolver(_interpretar(limpio, _EJEMPLO_CANTIDAD), 3, _a_cantidad, _EJEMPLO_CANTIDAD)


def _resolver(lectura: Lectura, maximo: int, hacer: Callable[[Decimal], T], ejemplo: str) -> Leido[T]:
    """Valor si la única lectura es la colombiana; pregunta si hay otra; error si ninguna cabe."""
    if lectura.propia is not None and lectura.ajena is None:
        if decimales(lectura.propia) > maximo:
            _fallar("demasiados_decimales", ejemplo, maximo=maximo)
        return Valor(_convertir(lectura.propia, hacer, ejemplo))
    candidatos = [sin_ceros(v) for v in (lectura.propia, lectura.ajena) if v is not None]
    posibles = [v for v in candidatos if decimales(v) <= maximo]
    if not posibles:
        _fallar("demasiados_decimales", ejemplo, maximo=maximo)
    opciones = tuple(Opcion(_convertir(v, hacer, ejemplo)) for v in posibles)
    return Pregunta((*opciones, Opcion(None)), lectura.causa)


def _convertir(valor: Decimal, hacer: Callable[[Decimal], T], ejemplo: str) -> T:
    try:
        return hacer(valor)
    except MontoFueraDeRango as causa:
        raise _error("numero_muy_grande", ejemplo) from causa


def _a_cantidad(valor: Decimal) -> Decimal:
    if valor > CANTIDAD_MAXIMA:
        raise MontoFueraDeRango("cantidad", maximo=CANTIDAD_MAXIMA)
    return sin_ceros(valor)


def _limpiar(texto: str, ejemplo: str) -> str:
    """Minúsculas, espacios normales y sin bordes; rechaza lo que no puede ser un número."""
    if len(texto) > LARGO_MAXIMO:
        _fallar("numero_muy_largo", ejemplo, maximo=LARGO_MAXIMO)
    recortado = texto.strip()
    if not recortado:
        _fallar("vacio", ejemplo)
    if any(_es_invisible(c) for c in recortado):
        _fallar("caracter_no_permitido", ejemplo)
    if any("\u2044" in unicodedata.normalize("NFKD", c) for c in recortado):
        _fallar("numero_en_fraccion", ejemplo)
    if any(not c.isascii() and unicodedata.category(c).startswith("N") for c in recortado):
        _fallar("digitos_no_admitidos", ejemplo)
    limpio = re.sub(r"\s+", " ", recortado).translate(_APOSTROFOS).lower()
    _exigir_numero(limpio, ejemplo)
    return re.sub(r"(?<=[\w%])\.$", "", limpio)


def _exigir_numero(limpio: str, ejemplo: str) -> None:
    if not re.search(r"[0-9]", limpio):
        _fallar("numero_en_letras" if re.search(r"[^\W_]{2}", limpio) else "sin_numero", ejemplo)
    if len(re.findall(r"[0-9]", limpio)) > CIFRAS_MAXIMAS:
        _fallar("numero_muy_grande", ejemplo)
    if _EXPONENTE.search(limpio):
        _fallar("numero_exponente", ejemplo)
    if _FRACCION.search(limpio):
        _fallar("numero_en_fraccion", ejemplo)
    if _CON_SIGNO.match(limpio):
        _fallar("numero_con_signo", ejemplo)


def _interpretar(numero: str, ejemplo: str) -> Lectura:
    """Las lecturas de un número ya sin símbolos de unidad, o el error que mejor lo explica."""
    lectura = lecturas_de(numero)
    if lectura is not None:
        return lectura
    if _ESCALA.search(numero):
        _fallar("numero_con_palabra_de_escala", ejemplo)
    if re.search(r"[^0-9.,' ]", numero):
        _fallar("texto_ademas_del_numero", ejemplo)
    _fallar("agrupacion_invalida", ejemplo)


def _separar_escala(texto: str) -> tuple[str, int]:
    partes = re.fullmatch(r"([0-9][0-9.,' ]*?) ?(mil|mill[oó]n|millones)(?: de)?", texto)
    if partes is None:
        return texto, 1
    return partes[1], 1000 if partes[2] == "mil" else 1_000_000


def _es_invisible(caracter: str) -> bool:
    if caracter in BIDI or caracter in ANCHO_CERO:
        return True
    return unicodedata.category(caracter) in ("Cc", "Cs", "Zl", "Zp")


def _error(codigo: str, ejemplo: str, **datos: object) -> EntradaInvalida:
    return EntradaInvalida(codigo, None, ejemplo=ejemplo, **datos)


def _fallar(codigo: str, ejemplo: str, **datos: object) -> NoReturn:
    raise _error(codigo, ejemplo, **datos)
