"""Los datos de un objeto del plan: quién responde, sus fechas, su proyecto, su meta y sus fuentes."""

from __future__ import annotations

from dataclasses import dataclass

from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista_consulta import VistaDeConsulta
from dominio.modelo.objeto import Objeto
from dominio.modelo.plan import Registro, Renglon
from dominio.reglas.permisos import Permiso


@dataclass(frozen=True, slots=True)
class DatosDelPlan:
    """Un objeto con lo que el plan dice de él.

    Attributes:
        renglones: sus actividades, en el orden del plan; al menos una.
        registros: sus fuentes con lo programado y lo ejecutado, en pesos.
    """

    objeto: Objeto
    renglones: tuple[Renglon, ...]
    registros: tuple[Registro, ...]


@caso(Permiso.CONSULTAR)
def datos_de(ctx: Contexto, ambito: str, clave: int) -> DatosDelPlan:
    """Lo que el plan dice de un objeto, por su ámbito y número interno (``Objeto.id``).

    Raises:
        NoEncontrado: no existe o no está al alcance de quien pide.
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDeConsulta(ctx)
    objeto, renglones = vista.hallar(ambito, clave)
    return DatosDelPlan(objeto, tuple(renglones), tuple(vista.registros_de(renglones, objeto)))


@caso(Permiso.CONSULTAR)
def objeto_de(ctx: Contexto, ambito: str, clave: int) -> Objeto:
    """El objeto con su código y su nombre.

    Raises:
        NoEncontrado: no existe o no está al alcance de quien pide.
        SinPlan: la entidad no tiene plan.
    """
    return VistaDeConsulta(ctx).hallar(ambito, clave)[0]


@caso(Permiso.CONSULTAR)
def objeto_general(ctx: Contexto) -> Objeto:
    """De qué se habla cuando no se nombra nada: la entidad, o la dependencia de quien pide.

    Raises:
        PermisoDenegado: su rol ve una sola dependencia y no tiene ninguna.
    """
    return VistaDeConsulta(ctx).general()
