"""Los totales que van como fórmula: solo donde la hoja de cálculo llega exactamente a la misma cifra.

Una dependencia comparte metas y proyectos con otra, y un promedio de promedios no es el promedio: donde
la suma de la tabla no es el total del plan, el total va como valor y no como una fórmula que lo contradiga.
"""

from __future__ import annotations

from collections.abc import Sequence

from almacen.libros.contenido import CIFRAS_EXACTAS
from almacen.libros.por_partes import Formula
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje

NO_APLICA = "no aplica"


def cabe_en_una_formula(*montos: Pesos) -> bool:
    """Si la suma de esos montos es exacta en la coma flotante de una hoja de cálculo."""
    return all(abs(monto.centavos) < 10**CIFRAS_EXACTAS for monto in montos)


def suma(total: object, partes: Sequence[object], zona: str) -> object:
    """``=SUM(zona)`` si las partes suman el total; si no, el total como valor."""
    if not partes or not _suman(total, partes):
        return total
    return Formula(f"=SUM({zona})", total)


def _suman(total: object, partes: Sequence[object]) -> bool:
    if isinstance(total, Pesos):
        montos = [parte for parte in partes if isinstance(parte, Pesos)]
        justo = sum(monto.centavos for monto in montos) == total.centavos
        return justo and len(montos) == len(partes) and cabe_en_una_formula(total)
    if isinstance(total, int):
        return total == sum(parte for parte in partes if isinstance(parte, int))
    return False


def razon(dicha: object, numerador: tuple[str, Pesos], denominador: tuple[str, Pesos]) -> object:
    """La razón como fórmula sobre sus dos celdas, en puntos con dos decimales; o lo dicho, si no da igual.

    Args:
        dicha: el porcentaje calculado, o «no aplica».
        numerador, denominador: (celda, monto).
    """
    (arriba, a), (abajo, b) = numerador, denominador
    if not cabe_en_una_formula(a, b) or a.centavos < 0 or b.centavos < 0:
        return dicha
    if isinstance(dicha, Porcentaje):
        # La mitad exacta depende de cómo redondee cada programa su coma flotante.
        doble = 20_000 * a.centavos
        if not b.centavos or (doble % b.centavos == 0 and doble // b.centavos % 2):
            return dicha
        if Porcentaje.de_razon_acotada(a.centavos, b.centavos) != dicha or dicha == Porcentaje.MAXIMO:
            return dicha
    elif b.centavos:
        return dicha
    return Formula(f'=IF({abajo}=0,"{NO_APLICA}",ROUND({arriba}/{abajo}*100,2))', dicha)
