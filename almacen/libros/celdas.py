"""De una celda a un valor del plan: o se entiende del todo, o una frase dice qué trae y cómo va."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from almacen.libros.columnas import Clase, Columna
from almacen.libros.cuadricula import Celda
from almacen.libros.numeros import CeldaIlegible, citar, decimal_de, negativo, pesos_de, porcentaje_de
from dominio.entender.texto import limpiar, normalizar
from dominio.modelo.plan import TipoAcumulacion, TipoMeta
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import PRIMER_ANIO, ULTIMO_ANIO
from dominio.valores.porcentaje import Porcentaje

LARGO_TEXTO = 2_000
# Excel guarda quince cifras significativas: un código numérico más largo ya llegó cambiado.
_CIFRAS_DE_EXCEL = 15

Valor = str | date | Decimal | Pesos | Porcentaje | bool | TipoMeta | TipoAcumulacion | None

ERRORES_DE_EXCEL = frozenset(
    {"#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!"}
    | {"#¡DIV/0!", "#¡REF!", "#¡VALOR!", "#¿NOMBRE?", "#¡NUM!", "#¡NULO!", "#N/D"}
)
# Maneras de dejar constancia de que no hay dato; en una columna obligatoria cuentan como vacías.
_SIN_DATO = frozenset(
    {
        "",
        "-",
        "--",
        "n/a",
        "na",
        "n.a",
        "n/d",
        "nd",
        "s/d",
        "no aplica",
        "no disponible",
        "sin dato",
    }
)
_NO_PROGRAMADA = frozenset({"np", "n.p", "no programado", "no programada", "no programados"})
_SI = frozenset({"si", "s", "x", "verdadero", "true", "1"})
_NO = frozenset({"no", "n", "falso", "false", "0"})

_TIPOS_META = (
    (re.compile(r"(meta de )?productos?"), TipoMeta.PRODUCTO),
    (re.compile(r"(meta de )?gestion"), TipoMeta.GESTION),
    (re.compile(r"(metas? )?(administrativ[ao]s?|adm\.?)( recurrentes?)?"), TipoMeta.ADMINISTRATIVA),
)
_TIPOS_ACUMULACION = (
    (re.compile(r"(incremento )?(acumulad[ao]|acumulativ[ao])"), TipoAcumulacion.ACUMULADO),
    (re.compile(r"(incremento )?flujo"), TipoAcumulacion.FLUJO),
    (re.compile(r"mantenimiento( stock)?|stock"), TipoAcumulacion.MANTENIMIENTO),
    (re.compile(r"(incremento )?capacidad"), TipoAcumulacion.CAPACIDAD),
    (re.compile(r"reduccion( anual)?"), TipoAcumulacion.REDUCCION),
)
_FECHA_DMA = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})(?: 0{1,2}:00(?::00)?)?")
_FECHA_AMD = re.compile(r"([0-9]{4})[/-]([0-9]{1,2})[/-]([0-9]{1,2})(?:[ T]00:00(?::00)?)?")
_CEROS = re.compile(r"0+")
_ENTERO_CON_COLA = re.compile(r"([0-9]{6,})\.0")


def leer_celda(celda: Celda, columna: Columna) -> Valor:
    """El valor de una celda según la clase de su columna; ``None`` = vacía (o NP donde se programa).

    Raises:
        CeldaIlegible: hay algo y no se puede leer; lleva código y frase.
    """
    if celda.tipo == "f":
        raise CeldaIlegible(
            "formula_sin_valor",
            "trae una fórmula sin resultado guardado; abra el libro en Excel, guárdelo y envíelo de nuevo, "
            "o pegue el valor",
        )
    if celda.tipo == "e" or (
        isinstance(celda.valor, str) and celda.valor.strip().upper() in ERRORES_DE_EXCEL
    ):
        raise CeldaIlegible(
            "error_de_excel",
            f"trae un error de Excel ({celda.valor}); corrija la fórmula o escriba el valor",
        )
    if celda.valor is None or (isinstance(celda.valor, str) and not _visible(celda.valor)):
        return None
    return _LECTORES[columna.clase](celda, columna)


def esta_vacia(celda: Celda) -> bool:
    """La celda no tiene nada que leer (ni siquiera un error)."""
    if celda.tipo in ("e", "f"):
        return False
    return celda.valor is None or (isinstance(celda.valor, str) and not _visible(celda.valor))


@lru_cache(maxsize=16_384)
def _visible(texto: str) -> bool:
    return any(caracter.isprintable() and not caracter.isspace() for caracter in texto)


@lru_cache(maxsize=16_384)
def texto_de_una_linea(texto: str) -> str:
    """Sin controles ni marcas invisibles, en una sola línea y con un espacio entre palabras."""
    return " ".join(limpiar(texto, max(len(texto) * 4, 1)).split())


def _texto(celda: Celda, columna: Columna) -> Valor:
    valor = celda.valor
    if isinstance(valor, datetime | date):
        return valor.strftime("%d/%m/%Y")
    if isinstance(valor, bool):
        return "Verdadero" if valor else "Falso"
    if isinstance(valor, int | float):
        return f"{Decimal(f'{valor:.15g}'):f}".replace(".", ",")
    limpio = texto_de_una_linea(str(valor))
    if len(limpio) > LARGO_TEXTO:
        raise CeldaIlegible(
            "texto_muy_largo",
            f"tiene {len(limpio):,} caracteres y caben 2.000; resuma el texto".replace(",", "."),
        )
    return None if _plano(limpio) in _SIN_DATO and not columna.obligatoria else (limpio or None)


def _codigo(celda: Celda, columna: Columna) -> Valor:
    valor = celda.valor
    if isinstance(valor, str):
        limpio = texto_de_una_linea(valor)
        if len(limpio) > 200:
            raise CeldaIlegible("texto_muy_largo", "tiene más de 200 caracteres y es un código; revíselo")
        if entero := _ENTERO_CON_COLA.fullmatch(limpio):
            return entero[1]
        return None if _plano(limpio) in _SIN_DATO else limpio
    if isinstance(valor, bool) or not isinstance(valor, int | float):
        raise CeldaIlegible(
            "codigo_ilegible",
            f"es un código y Excel guardó {citar(celda)}; dele formato de texto y escríbalo otra vez",
        )
    if valor != int(valor) or valor < 0:
        raise CeldaIlegible(
            "codigo_con_decimales",
            f"es un código y trae el número {citar(celda)}; dele formato de texto y escríbalo otra vez",
        )
    if abs(valor) >= 10**_CIFRAS_DE_EXCEL:
        raise CeldaIlegible(
            "codigo_redondeado",
            "tiene más de 15 cifras y Excel cambió las últimas; dele formato de texto y escríbalo otra vez",
        )
    digitos = str(int(valor))
    # «05001» escrito como número con formato 00000: lo que se ve es el código.
    return digitos.zfill(len(celda.formato)) if _CEROS.fullmatch(celda.formato) else digitos


def _fecha(celda: Celda, columna: Columna) -> Valor:
    valor = celda.valor
    if isinstance(valor, datetime):
        leida: date | None = valor.date()
    elif isinstance(valor, date):
        leida = valor
    else:
        leida = _fecha_de_texto(valor) if isinstance(valor, str) else None
    if leida is None or not PRIMER_ANIO <= leida.year <= ULTIMO_ANIO:
        raise CeldaIlegible(
            "fecha_imposible",
            f"trae {citar(celda)}, que no es una fecha posible; escríbala como día/mes/año, "
            "por ejemplo 15/01/2026",
        )
    return leida


def _fecha_de_texto(texto: str) -> date | None:
    limpio = texto_de_una_linea(texto)
    try:
        if partes := _FECHA_DMA.fullmatch(limpio):
            return date(int(partes[3]), int(partes[2]), int(partes[1]))
        if partes := _FECHA_AMD.fullmatch(limpio):
            return date(int(partes[1]), int(partes[2]), int(partes[3]))
    except ValueError:
        return None
    return None


@lru_cache(maxsize=16_384)
def _plano(texto: str) -> str:
    return normalizar(texto).rstrip(". ")


def _palabra(celda: Celda) -> str:
    """Lo escrito, para compararlo con las palabras conocidas."""
    return _plano(str(celda.valor))


def _sin_dato(celda: Celda) -> bool:
    return isinstance(celda.valor, str) and _palabra(celda) in _SIN_DATO


def _numero(celda: Celda, columna: Columna) -> Valor:
    if _sin_dato(celda) or (isinstance(celda.valor, str) and _palabra(celda) in _NO_PROGRAMADA):
        return None
    numero = decimal_de(celda)
    if numero < 0 and columna.dato != "linea_base":
        raise negativo(celda)
    return numero


def _programado(celda: Celda, columna: Columna) -> Valor:
    """Un número, o NP (no programada), que es ``None`` y no es cero."""
    if isinstance(celda.valor, str) and _palabra(celda) in _NO_PROGRAMADA:
        return None
    if _sin_dato(celda):
        raise CeldaIlegible(
            "no_programada_sin_np",
            f"trae {citar(celda)}; escriba el número programado, o NP si la meta no está programada",
        )
    numero = decimal_de(celda)
    if numero < 0:
        raise negativo(celda)
    return numero


def _dinero(celda: Celda, columna: Columna) -> Valor:
    if isinstance(celda.valor, str) and normalizar(celda.valor).strip("$ ") in ("-", "--"):
        return Pesos.CERO
    return None if _sin_dato(celda) else pesos_de(celda)


def _porcentaje(celda: Celda, columna: Columna) -> Valor:
    return None if _sin_dato(celda) else porcentaje_de(celda)


def _si_no(celda: Celda, columna: Columna) -> Valor:
    if isinstance(celda.valor, bool):
        return celda.valor
    palabra = _palabra(celda)
    if palabra in _SI or palabra in _NO:
        return palabra in _SI
    if palabra in _SIN_DATO:
        return None
    raise CeldaIlegible("si_no_ilegible", f"trae {citar(celda)}; escriba Sí o No")


def _tipo_meta(celda: Celda, columna: Columna) -> Valor:
    palabra = _palabra(celda)
    for forma, tipo in _TIPOS_META:
        if forma.fullmatch(palabra):
            return tipo
    raise CeldaIlegible(
        "tipo_de_meta_ilegible", f"trae {citar(celda)}; escriba Producto, Gestión o Administrativa"
    )


def _acumulacion(celda: Celda, columna: Columna) -> Valor:
    palabra = _palabra(celda)
    for forma, tipo in _TIPOS_ACUMULACION:
        if forma.fullmatch(palabra):
            return tipo
    if palabra in _SIN_DATO:
        return None
    raise CeldaIlegible(
        "acumulacion_ilegible",
        f"trae {citar(celda)}; escriba Acumulado, Flujo, Mantenimiento, Capacidad o Reducción",
    )


_LECTORES: dict[Clase, Callable[[Celda, Columna], Valor]] = {
    Clase.TEXTO: _texto,
    Clase.CODIGO: _codigo,
    Clase.FECHA: _fecha,
    Clase.NUMERO: _numero,
    Clase.PROGRAMADO: _programado,
    Clase.DINERO: _dinero,
    Clase.PORCENTAJE: _porcentaje,
    Clase.SI_NO: _si_no,
    Clase.TIPO_META: _tipo_meta,
    Clase.ACUMULACION: _acumulacion,
}
