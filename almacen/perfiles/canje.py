"""Perfiles y propuestas a JSON y de vuelta: así viajan al proceso hijo y así se guardan."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from dominio.modelo.lectura import CodigoDudoso, LecturaDeHoja, ValorDudoso
from dominio.modelo.perfil import Perfil, Propuesta


class PerfilIlegible(ValueError):
    """El dato no es de un perfil, o es de otra forma."""


@cache
def _de(clase: Any) -> TypeAdapter[Any]:
    return TypeAdapter(clase)


def perfil_a_dato(perfil: Perfil) -> dict[str, Any]:
    """El perfil como dato de JSON."""
    return dict(_de(Perfil).dump_python(perfil, mode="json"))


def perfil_de_dato(dato: object) -> Perfil:
    """El perfil que dejó ``perfil_a_dato``.

    Raises:
        PerfilIlegible: no es de esta forma.
    """
    return _validar(Perfil, dato)  # type: ignore[no-any-return]


def propuesta_a_dato(propuesta: Propuesta) -> dict[str, Any]:
    """La propuesta como dato de JSON."""
    return dict(_de(Propuesta).dump_python(propuesta, mode="json"))


def propuesta_de_dato(dato: object) -> Propuesta:
    """La propuesta que dejó ``propuesta_a_dato``.

    Raises:
        PerfilIlegible: no es de esta forma.
    """
    return _validar(Propuesta, dato)  # type: ignore[no-any-return]


_CUENTAS: dict[str, Any] = {
    "lecturas": tuple[LecturaDeHoja, ...],
    "dudosos": tuple[ValorDudoso, ...],
    "codigos": tuple[CodigoDudoso, ...],
}


def cuentas_a_dato(libro: Any) -> dict[str, Any]:
    """Lo que un libro con perfil lleva además de sus filas: la cuenta, los dudosos y los códigos."""
    return {
        nombre: _de(clase).dump_python(getattr(libro, nombre), mode="json")
        for nombre, clase in _CUENTAS.items()
    }


def cuentas_de_dato(dato: dict[str, Any]) -> dict[str, Any]:
    """Lo que dejó ``cuentas_a_dato``.

    Raises:
        PerfilIlegible: no es de esta forma.
    """
    return {nombre: _validar(clase, dato.get(nombre, [])) for nombre, clase in _CUENTAS.items()}


def _validar(clase: Any, dato: object) -> Any:
    try:
        return _de(clase).validate_python(dato)
    except ValidationError as causa:
        raise PerfilIlegible(str(causa)) from causa
