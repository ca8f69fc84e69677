"""El dinero que una hoja trae encima del encabezado: no es de la tabla, pero nunca se calla."""

from __future__ import annotations

from collections.abc import Iterator

from almacen.libros.cuadricula import Celda, Cuadricula, referencia
from almacen.perfiles.campos import CamposDeHoja
from almacen.perfiles.dinero_ajeno import en_pesos

_NOMBRADAS = 5
# Un año suelto en los títulos no es dinero.
_ANIOS = range(2000, 2100)


def dinero_encima(hoja: Cuadricula, encabezado: int, campos: CamposDeHoja) -> Iterator[str]:
    """Un aviso si hay montos en las columnas de dinero, encima de la fila del encabezado."""
    columnas = {numero for campo in campos.de_dinero for numero in campo.numeros}
    montos = {
        referencia(fila, numero): celda.valor
        for fila in sorted(hoja.celdas)
        if fila < encabezado
        for numero, celda in sorted(hoja.celdas[fila].items())
        if numero in columnas and _es_monto(celda)
    }
    if not montos:
        return
    nombradas = ", ".join([*montos][:_NOMBRADAS]) + ("…" if len(montos) > _NOMBRADAS else "")
    suma = sum(round(valor * 100) for valor in montos.values() if isinstance(valor, int | float))
    yield (
        f"Hoja «{hoja.nombre}»: encima del encabezado (fila {encabezado}) hay montos que no se leyeron: "
        f"{nombradas}; suman {en_pesos(suma)}."
    )


def _es_monto(celda: Celda) -> bool:
    valor = celda.valor
    numero = isinstance(valor, int | float) and not isinstance(valor, bool)
    return celda.tipo != "d" and numero and valor != 0 and valor not in _ANIOS
