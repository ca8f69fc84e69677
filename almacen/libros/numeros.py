"""Números de una celda: los de Excel, exactos; los escritos como texto, a la colombiana o con una pista."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from almacen.libros.cuadricula import Celda
from dominio.entender.lecturas import lecturas_de
from dominio.entender.texto import limpiar
from dominio.errores import ErrorDominio
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje

_PESOS = re.compile(r"^(?:cop\s*)?\$?\s*|\s*(?:pesos|cop|m/cte\.?|\$)$", re.IGNORECASE)
_POR_CIENTO = re.compile(r"\s*%$")
_ENTRE_PARENTESIS = re.compile(r"\((.*)\)")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_MAXIMO = Decimal(10) ** 18
_CENTAVO = Decimal("0.01")


class CeldaIlegible(Exception):
    """La celda trae algo que no se puede leer; ``frase`` sigue al nombre de la columna."""

    def __init__(self, codigo: str, frase: str) -> None:
        self.codigo = codigo
        self.frase = frase
        super().__init__(frase)


def citar(celda: Celda) -> str:
    """Lo que trae la celda, entre comillas y recortado, para decirlo en la frase."""
    valor = celda.valor
    if isinstance(valor, bool):
        texto = "Verdadero" if valor else "Falso"
    elif isinstance(valor, date):
        # strftime no rellena el año 205 con ceros en todas las plataformas.
        texto = f"{valor.day:02d}/{valor.month:02d}/{valor.year:04d}"
    elif isinstance(valor, float):
        texto = f"{valor:.15g}".replace(".", ",")
    else:
        texto = " ".join(limpiar(str(valor), len(str(valor)) * 4).split())
    return f"«{texto[:40]}…»" if len(texto) > 41 else f"«{texto}»"


def negativo(celda: Celda) -> CeldaIlegible:
    """El error de un número menor que cero."""
    return CeldaIlegible("numero_negativo", f"trae {citar(celda)} y no puede ser negativo; revíselo")


def decimal_de(celda: Celda) -> Decimal:
    """El número de la celda; un porcentaje escrito como tal da sus puntos (45 % es 45).

    Raises:
        CeldaIlegible: no es un número, o admite dos lecturas.
    """
    valor = celda.valor
    if isinstance(valor, bool) or not isinstance(valor, int | float | str):
        raise _no_es_numero(celda)
    if isinstance(valor, str):
        return _de_texto(_POR_CIENTO.sub("", _aplanar(valor)), celda)
    exacto = _de_numero(valor, celda)
    return exacto * 100 if _se_ve_en_porcentaje(celda.formato) else exacto


def porcentaje_de(celda: Celda) -> Porcentaje:
    """Puntos porcentuales: 45 si dice 45, «45 %» o 0,45 con formato de porcentaje.

    Raises:
        CeldaIlegible: no es un número, es negativo o pasa de lo que se puede guardar.
    """
    puntos = decimal_de(celda)
    if puntos < 0:
        raise negativo(celda)
    try:
        return Porcentaje.de(puntos)
    except ErrorDominio as causa:
        raise CeldaIlegible(
            "porcentaje_fuera_de_rango", f"trae {citar(celda)}, que no es un porcentaje posible; revíselo"
        ) from causa


def pesos_de(celda: Celda) -> Pesos:
    """Pesos con centavos, exactos.

    Raises:
        CeldaIlegible: no es un número, es negativo o trae fracciones de centavo.
    """
    valor = celda.valor
    if isinstance(valor, bool) or not isinstance(valor, int | float | str):
        raise _no_es_numero(celda)
    if isinstance(valor, str):
        plano = _PESOS.sub("", _PESOS.sub("", _aplanar(valor)))
        pesos = _de_texto(plano, celda, miles_con_punto=True)
    else:
        pesos = _de_numero(valor, celda)
    if pesos < 0:
        raise negativo(celda)
    centavos = pesos.quantize(_CENTAVO, rounding=ROUND_HALF_UP)
    # Un número de Excel arrastra ruido binario: unas pocas unidades de su última cifra.
    tolerancia = Decimal(0) if isinstance(valor, str) else Decimal("1e-6") + abs(pesos) * Decimal("4e-15")
    if abs(pesos - centavos) > tolerancia:
        raise CeldaIlegible(
            "fraccion_de_centavo",
            f"trae {citar(celda)}, con más de dos decimales; redondee a centavos (por ejemplo 1.250.000,50)",
        )
    try:
        return Pesos.de(centavos)
    except ErrorDominio as causa:
        raise CeldaIlegible(
            "monto_muy_grande", f"trae {citar(celda)}, que pasa de mil billones de pesos; revíselo"
        ) from causa


def _aplanar(texto: str) -> str:
    return " ".join(limpiar(texto, len(texto) * 4 + 1).split())


def _de_numero(valor: int | float, celda: Celda) -> Decimal:
    exacto = Decimal(valor) if isinstance(valor, int) else Decimal(f"{valor:.15g}")
    if not exacto.is_finite() or abs(exacto) > _MAXIMO:
        raise _no_es_numero(celda)
    return exacto


def _de_texto(plano: str, celda: Celda, *, miles_con_punto: bool = False) -> Decimal:
    """Lee «1.250.000,50»; con ``miles_con_punto``, «1.250» es mil doscientos cincuenta sin más."""
    contable = _ENTRE_PARENTESIS.fullmatch(plano)
    signo = -1 if contable or plano.startswith(("-", "−")) else 1
    plano = (contable[1] if contable else plano).lstrip("-−+ ").strip()
    plano = _PESOS.sub("", plano) if miles_con_punto else plano
    lectura = lecturas_de(plano) if len(plano) <= 40 else None
    if lectura is None:
        raise _no_es_numero(celda)
    propia, ajena = lectura.propia, lectura.ajena
    if propia is not None and ajena is not None and propia != ajena:
        if not (miles_con_punto and lectura.causa == "miles_o_decimales"):
            raise CeldaIlegible(
                "numero_ambiguo",
                f"trae {citar(celda)}, que se puede leer como {_colombiano(propia)} o como "
                f"{_colombiano(ajena)}; escriba el número con coma para los decimales y sin puntos de miles",
            )
        return propia * signo
    unica = propia if propia is not None else ajena
    if unica is None:
        raise _no_es_numero(celda)
    return unica * signo


def _colombiano(numero: Decimal) -> str:
    entero, _, decimales = f"{numero:,f}".partition(".")
    decimales = decimales.rstrip("0")
    return entero.replace(",", ".") + (f",{decimales}" if decimales else "")


def _se_ve_en_porcentaje(formato: str) -> bool:
    """El formato multiplica por cien; en ``0.00"%"`` el signo es solo un adorno."""
    return "%" in _LITERAL.sub("", formato.split(";")[0])


def _no_es_numero(celda: Celda) -> CeldaIlegible:
    return CeldaIlegible(
        "numero_ilegible",
        f"trae {citar(celda)}, que no es un número; escríbalo solo con cifras, por ejemplo 1250,5",
    )
