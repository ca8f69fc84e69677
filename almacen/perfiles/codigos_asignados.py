"""Los códigos de actividad y de meta que el libro no trae: se asignan siempre igual, y se dice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from almacen.libros.celdas import Valor
from almacen.perfiles.renglones_ajenos import RenglonAjeno
from dominio.modelo.libro import TipoLibro

SIN_META = "SIN-META"
SIN_PROGRAMA = "ACT"


def asignar_codigos(renglones: Sequence[RenglonAjeno]) -> None:
    """Pone código a cada actividad y a cada meta del plan que no lo trae, y lo repite en su ejecución.

    El de una actividad es «<código de programa o de meta>-<n>», con ``n`` en el orden del libro y sin
    pisar un código que sí venga escrito: el mismo libro da siempre los mismos.
    """
    del_plan = [(r, r.valores[TipoLibro.PLAN]) for r in renglones if TipoLibro.PLAN in r.valores]
    escritos = {valores["actividad_codigo"] for _, valores in del_plan if valores.get("actividad_codigo")}
    cuenta: Counter[str] = Counter()
    for renglon, valores in del_plan:
        if not valores.get("meta_codigo"):
            valores["meta_codigo"] = _codigo_de_meta(renglon, valores)
            valores["sin_meta"] = True
        if not valores.get("actividad_codigo"):
            prefijo = _prefijo(valores)
            codigo = ""
            while not codigo or codigo in escritos:
                cuenta[prefijo] += 1
                codigo = f"{prefijo}-{cuenta[prefijo]}"
            valores["actividad_codigo"] = codigo
            valores["sin_codigo"] = True
        _repetir_en_la_ejecucion(renglon, valores)


def _codigo_de_meta(renglon: RenglonAjeno, valores: dict[str, Valor]) -> str:
    for dato in ("producto_codigo", "programa_codigo", "bpin"):
        if isinstance(codigo := valores.get(dato), str) and codigo:
            return codigo
    for _rotulo, codigo_de_nivel, _nombre in reversed(renglon.niveles):
        if codigo_de_nivel:
            return codigo_de_nivel
    return SIN_META


def _prefijo(valores: dict[str, Valor]) -> str:
    for dato in ("programa_codigo", "meta_codigo"):
        codigo = valores.get(dato)
        if isinstance(codigo, str) and codigo and codigo != SIN_META:
            return codigo
    return SIN_PROGRAMA


def _repetir_en_la_ejecucion(renglon: RenglonAjeno, valores: dict[str, Valor]) -> None:
    """La ejecución que lleva actividad, en la misma fila, es la de esa actividad."""
    ejecucion = renglon.valores.get(TipoLibro.EJECUCION)
    if ejecucion is not None and {"actividad_codigo", "actividad"} & ejecucion.keys():
        ejecucion["actividad_codigo"] = ejecucion.get("actividad_codigo") or valores["actividad_codigo"]
