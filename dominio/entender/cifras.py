"""Números escritos con palabras: «cincuenta y dos», «setenta y cinco coma cinco», «tres cuartas partes»."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

_SIMPLES = {
    **{"cero": 0, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9},
    **{"diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16},
    **{"diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20, "veintiun": 21, "veintiuno": 21},
    **{"veintiuna": 21, "veintidos": 22, "veintitres": 23, "veinticuatro": 24, "veinticinco": 25},
    **{"veintiseis": 26, "veintisiete": 27, "veintiocho": 28, "veintinueve": 29, "treinta": 30},
    **{"cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90},
}
_CIENTOS = {
    **{"cien": 100, "ciento": 100, "doscientos": 200, "trescientos": 300, "cuatrocientos": 400},
    **{"quinientos": 500, "seiscientos": 600, "setecientos": 700, "ochocientos": 800, "novecientos": 900},
    **{"doscientas": 200, "trescientas": 300, "cuatrocientas": 400, "quinientas": 500, "seiscientas": 600},
    **{"setecientas": 700, "ochocientas": 800, "novecientas": 900},
}
_UNO = frozenset({"un", "uno", "una"})
_PARTES = {
    **{"tercio": 3, "tercios": 3, "tercera": 3, "terceras": 3, "cuarto": 4, "cuartos": 4, "cuarta": 4},
    **{"cuartas": 4, "quinto": 5, "quintos": 5, "quinta": 5, "quintas": 5, "decima": 10, "decimas": 10},
}
# Sin «parte» detrás, estas son también un ordinal: «la tercera», «el cuarto trimestre».
_ORDINALES = frozenset({"tercera", "terceras", "cuarta", "cuartas", "quinta", "quintas", "decima", "decimas"})


def leer_en_letras(palabras: Sequence[str]) -> tuple[Decimal | None, int]:
    """El número con que empiezan las palabras y cuántas ocupa; ``(None, 0)`` si no empiezan por uno.

    Con «millones» el valor es ``None`` pero las palabras se cuentan: «mil doscientos millones» se
    reconoce como un monto y no se adivina cuánto es.
    """
    total, parcial, usadas, dichas = 0, 0, 0, 0
    de_millones = False
    while usadas < len(palabras):
        palabra = palabras[usadas]
        if palabra in _SIMPLES or palabra in _CIENTOS:
            parcial += _SIMPLES.get(palabra, 0) or _CIENTOS.get(palabra, 0)
        elif palabra == "mil":
            total, parcial = total + (parcial or 1) * 1000, 0
        elif palabra in ("millon", "millones") and dichas:
            de_millones = True
        elif palabra == "y" and dichas and _sigue(palabras, usadas):
            parcial += 1 if palabras[usadas + 1] in _UNO else 0
            usadas += 1 if palabras[usadas + 1] in _UNO else 0
        else:
            break
        usadas, dichas = usadas + 1, dichas + 1
    if not dichas:
        return None, 0
    return (None, usadas) if de_millones else _con_decimales(Decimal(total + parcial), palabras, usadas)


def leer_fraccion(palabras: Sequence[str]) -> tuple[Decimal | None, int]:
    """Los puntos porcentuales que dicen las palabras y cuántas ocupan: «la mitad» es 50.

    Reconoce mitad, tercios, cuartos, quintos y décimas, con o sin «parte(s)».
    """
    if palabras[:1] == ["mitad"]:
        return Decimal(50), 1
    cuantas, inicio = 1, 0
    if palabras and (palabras[0] in _UNO or palabras[0] in _SIMPLES):
        cuantas, inicio = _SIMPLES.get(palabras[0], 1), 1
    if len(palabras) <= inicio or palabras[inicio] not in _PARTES:
        return None, 0
    con_parte = palabras[inicio + 1 : inicio + 2] in (["parte"], ["partes"])
    if not con_parte and (inicio == 0 or palabras[inicio] in _ORDINALES):
        return None, 0
    puntos = Fraction(cuantas * 100, _PARTES[palabras[inicio]])
    if puntos > 100:
        return None, 0
    exactos = (Decimal(puntos.numerator) / puntos.denominator).quantize(Decimal("0.01"))
    return exactos, inicio + (2 if con_parte else 1)


def _sigue(palabras: Sequence[str], y: int) -> bool:
    """Si tras la «y» viene lo que falta del número y no otra cosa: «treinta y uno», no «treinta y la 4»."""
    decena = palabras[y - 1]
    siguiente = palabras[y + 1] if y + 1 < len(palabras) else ""
    if _SIMPLES.get(decena, 0) < 30 or _SIMPLES.get(decena, 0) % 10:
        return False
    return siguiente in _UNO or 0 < _SIMPLES.get(siguiente, 0) < 10


def _con_decimales(entero: Decimal, palabras: Sequence[str], usadas: int) -> tuple[Decimal, int]:
    """Agrega «coma cinco», «punto dos» o «y medio»."""
    resto = list(palabras[usadas : usadas + 3])
    if resto[:2] in (["y", "medio"], ["y", "media"]):
        return entero + Decimal("0.5"), usadas + 2
    if resto[:1] in (["coma"], ["punto"]) and len(resto) > 1 and (resto[1] in _SIMPLES or resto[1] in _UNO):
        decimal = _SIMPLES.get(resto[1], 1)
        return entero + Decimal(f"0.{decimal}"), usadas + 2
    return entero, usadas
