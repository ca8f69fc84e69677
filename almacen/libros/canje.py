"""``LibroLeido`` a JSON y de vuelta, sin perder un centavo ni un cero a la izquierda.

Así viaja del proceso hijo al padre, y así se guarda entre la vista previa y la confirmación.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from almacen.perfiles.canje import cuentas_a_dato, cuentas_de_dato
from dominio.modelo.libro import (
    ErrorDeLibro,
    FilaEjecucion,
    FilaIndicativo,
    FilaPAC,
    FilaPlan,
    FilaPOAI,
    LibroLeido,
    Procedencia,
)
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje

FORMA = 2

_FILAS: dict[str, type[Any]] = {
    "plan": FilaPlan,
    "indicativo": FilaIndicativo,
    "poai": FilaPOAI,
    "pac": FilaPAC,
    "ejecucion": FilaEjecucion,
    "errores": ErrorDeLibro,
}


class CanjeIlegible(ValueError):
    """El JSON no es de un libro leído, o es de otra forma."""


def a_json(libro: LibroLeido) -> str:
    """El libro leído como texto JSON (ASCII)."""
    cuerpo: dict[str, Any] = {
        nombre: [_fila_a_lista(fila) for fila in getattr(libro, nombre)] for nombre in _FILAS
    }
    cuerpo["forma"] = FORMA
    cuerpo["avisos"] = list(libro.avisos)
    cuerpo["posiciones"] = [[hoja, dato, letra] for (hoja, dato), letra in libro.posiciones.items()]
    cuerpo["filas_leidas"] = libro.filas_leidas
    procedencia = libro.procedencia
    cuerpo["procedencia"] = procedencia and [procedencia.entidad, procedencia.vigencia]
    cuerpo["perfil"] = libro.perfil
    if libro.perfil is not None:
        cuerpo["cuentas"] = cuentas_a_dato(libro)
    return json.dumps(cuerpo, separators=(",", ":"))


def de_json(texto: str) -> LibroLeido:
    """El libro leído que dejó ``a_json``.

    Raises:
        CanjeIlegible: el texto no es JSON de esta forma.
    """
    try:
        cuerpo = json.loads(texto)
        if cuerpo["forma"] != FORMA:
            raise CanjeIlegible(f"forma {cuerpo['forma']}, se esperaba {FORMA}")
        filas = {
            nombre: tuple(_fila_de_lista(clase, valores) for valores in cuerpo[nombre])
            for nombre, clase in _FILAS.items()
        }
        return LibroLeido(
            **filas,
            avisos=tuple(cuerpo["avisos"]),
            posiciones={(hoja, dato): letra for hoja, dato, letra in cuerpo["posiciones"]},
            procedencia=_procedencia(cuerpo.get("procedencia")),
            filas_leidas={str(hoja): int(filas) for hoja, filas in cuerpo["filas_leidas"].items()},
            perfil=cuerpo.get("perfil"),
            **(cuentas_de_dato(cuerpo["cuentas"]) if "cuentas" in cuerpo else {}),
        )
    except (KeyError, TypeError, ValueError, ArithmeticError) as causa:
        if isinstance(causa, CanjeIlegible):
            raise
        raise CanjeIlegible(str(causa)) from causa


def _procedencia(valores: list[Any] | None) -> Procedencia | None:
    if valores is None:
        return None
    entidad, vigencia = valores
    return Procedencia(entidad, vigencia)


def _fila_a_lista(fila: Any) -> list[Any]:
    return [_plano(getattr(fila, campo.name)) for campo in fields(fila)]


def _plano(valor: Any) -> Any:
    """Un valor del dominio como dato de JSON."""
    if isinstance(valor, Pesos):
        return valor.centavos
    if isinstance(valor, Porcentaje):
        return valor.centesimas
    if isinstance(valor, Decimal):
        return str(valor)
    if isinstance(valor, date):
        return valor.isoformat()
    if isinstance(valor, tuple):
        return [_plano(parte) for parte in valor]
    return valor


def _fila_de_lista(clase: type[Any], valores: list[Any]) -> Any:
    convertidores = _convertidores(clase.__name__)
    if len(valores) != len(convertidores):
        raise CanjeIlegible(f"{clase.__name__}: {len(valores)} valores")
    return clase(*(convertir(valor) for convertir, valor in zip(convertidores, valores, strict=True)))


@lru_cache
def _convertidores(nombre: str) -> tuple[Callable[[Any], Any], ...]:
    """Cómo se rehace cada campo de una clase de fila, en su orden."""
    clase = next(clase for clase in _FILAS.values() if clase.__name__ == nombre)
    tipos = get_type_hints(clase)
    return tuple(_convertidor(tipos[campo.name]) for campo in fields(clase))


def _convertidor(tipo: Any) -> Callable[[Any], Any]:
    """La función que rehace un valor de ese tipo desde JSON."""
    if get_origin(tipo) in (Union, UnionType):
        (interno,) = (parte for parte in get_args(tipo) if parte is not NoneType)
        convertir = _convertidor(interno)
        return lambda valor: None if valor is None else convertir(valor)
    if get_origin(tipo) is tuple:
        return _convertidor_de_tupla(get_args(tipo))
    if tipo is date:
        return date.fromisoformat
    if isinstance(tipo, type) and issubclass(tipo, Pesos | Porcentaje | Decimal | StrEnum):
        return tipo
    return lambda valor: valor


def _convertidor_de_tupla(partes: tuple[Any, ...]) -> Callable[[Any], Any]:
    if partes[-1] is Ellipsis:
        convertir = _convertidor(partes[0])
        return lambda valor: tuple(convertir(parte) for parte in valor)
    convertidores = [_convertidor(parte) for parte in partes]
    return lambda valor: tuple(c(parte) for c, parte in zip(convertidores, valor, strict=True))
