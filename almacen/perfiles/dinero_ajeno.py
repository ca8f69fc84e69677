"""Dinero de una celda, en centavos con su signo: también lo que un libro del formato propio no admite."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from almacen.libros.celdas import ERRORES_DE_EXCEL
from almacen.libros.cuadricula import Celda
from almacen.libros.numeros import CeldaIlegible, citar
from dominio.entender.lecturas import lecturas_de
from dominio.entender.texto import normalizar
from dominio.valores.dinero import MAXIMO_CENTAVOS

_ADORNO = re.compile(r"(?:^|(?<=[(\s+-]))(?:cop|\$)\s*|\s*(?:pesos|cop|m/cte\.?|mcte\.?|\$)(?=\)?$)")
_ENTRE_PARENTESIS = re.compile(r"\((.*)\)")
_SUMA = re.compile(r"=\s*[+-]?[0-9]+(?:\s*[+-]\s*[0-9]+)*")
_SUMANDO = re.compile(r"([+-]?)\s*([0-9]+)")
_CERO_CONTABLE = frozenset({"-", "--", "−", "–", "—"})
_SIN_DATO = frozenset(
    {
        "",
        ".",
        "n/a",
        "na",
        "n.a",
        "n/d",
        "nd",
        "s/d",
        "sd",
        "s.d",
        "no aplica",
        "no disponible",
        "sin dato",
        "np",
    }
)
_CENTAVO = Decimal("0.01")


def centavos_de(celda: Celda, escala: int = 1) -> int | None:
    """Centavos con signo; ``None`` si la celda no trae ningún número («N/A», vacía).

    Lo que pasa del centavo se redondea: un libro con fórmulas trae tercios de peso.

    Raises:
        CeldaIlegible: hay algo y no es un monto, o se puede leer de dos maneras.
    """
    valor = celda.valor
    if celda.tipo in ("f", "e"):
        raise _error_de_excel(celda)
    if valor is None:
        return None
    if isinstance(valor, str):
        exacto = _de_texto(valor, celda)
    elif isinstance(valor, bool) or not isinstance(valor, int | float):
        raise _no_es_monto(celda)
    else:
        exacto = Decimal(valor) if isinstance(valor, int) else Decimal(f"{valor:.15g}")
    return None if exacto is None else _a_centavos(exacto * escala, celda)


def en_pesos(centavos: int) -> str:
    """Centavos como se le dicen a una persona: «-$500», «$1.250,50»."""
    enteros, resto = divmod(abs(centavos), 100)
    decimales = f",{resto:02d}" if resto else ""
    signo = "-" if centavos < 0 else ""
    return f"{signo}${enteros:,}".replace(",", ".") + decimales


def _a_centavos(exacto: Decimal, celda: Celda) -> int:
    if not exacto.is_finite() or abs(exacto) * 100 > MAXIMO_CENTAVOS:
        raise CeldaIlegible(
            "monto_muy_grande", f"trae {citar(celda)}, que pasa de mil billones de pesos; revíselo"
        )
    return int(exacto.quantize(_CENTAVO, rounding=ROUND_HALF_UP).scaleb(2))


def _de_texto(texto: str, celda: Celda) -> Decimal | None:
    lineas = [linea for linea in texto.splitlines() if linea.strip()]
    if len(lineas) > 1:
        raise CeldaIlegible(
            "varias_lineas", f"trae {citar(celda)}, varios valores en una celda; deje uno solo"
        )
    plano = normalizar(texto)
    if plano.upper() in ERRORES_DE_EXCEL or plano == "error":
        raise _error_de_excel(celda)
    if plano in _SIN_DATO:
        return None
    if _SUMA.fullmatch(plano):
        partes = _SUMANDO.findall(plano)
        return Decimal(sum(int(numero) * (-1 if signo == "-" else 1) for signo, numero in partes))
    return _de_cifras(_ADORNO.sub("", plano).strip(), celda)


def _de_cifras(plano: str, celda: Celda) -> Decimal:
    if plano in _CERO_CONTABLE:
        return Decimal(0)
    contable = _ENTRE_PARENTESIS.fullmatch(plano)
    negativo = contable is not None or plano.startswith(("-", "−")) or plano.endswith("-")
    cifras = (contable[1] if contable else plano).strip("-−+ ")
    lectura = lecturas_de(_ADORNO.sub("", cifras).strip()) if len(cifras) <= 40 else None
    if lectura is None:
        raise _no_es_monto(celda)
    propia, ajena = lectura.propia, lectura.ajena
    # Nadie escribe milésimas de peso: «1.250» y «1,250» son mil doscientos cincuenta.
    unica = ajena if lectura.causa == "agrupacion_con_comas" or propia is None else propia
    if unica is None:
        raise _no_es_monto(celda)
    return -unica if negativo else unica


def _error_de_excel(celda: Celda) -> CeldaIlegible:
    if celda.tipo == "f":
        return CeldaIlegible(
            "formula_sin_valor", "trae una fórmula sin resultado guardado; ábralo en Excel y guárdelo"
        )
    return CeldaIlegible("error_de_excel", f"trae un error de Excel ({celda.valor}); escriba el valor")


def _no_es_monto(celda: Celda) -> CeldaIlegible:
    return CeldaIlegible(
        "numero_ilegible", f"trae {citar(celda)}, que no es un monto; escríbalo solo con cifras"
    )
