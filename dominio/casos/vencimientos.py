"""Qué vence, qué va atrasado: las actividades por su fecha o por su banda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista_consulta import VistaDeConsulta
from dominio.modelo.consolidado import EstadoActividad
from dominio.modelo.plan import Renglon
from dominio.reglas.alertas import terminada
from dominio.reglas.permisos import Permiso
from dominio.reglas.semaforo import VENCIDA


@dataclass(frozen=True, slots=True)
class Atrasadas:
    """Lo que va mal en un ámbito.

    Attributes:
        vencidas: pasó su fecha y no llegan a 100 %; primero la que lleva más tiempo.
        atrasadas: en la banda más baja del semáforo; primero la que menos lleva de lo que debía.
        en_riesgo: cuántas están entre la banda más baja y la más alta.
        de: cuántas actividades se miraron.
    """

    vencidas: tuple[EstadoActividad, ...]
    atrasadas: tuple[EstadoActividad, ...]
    en_riesgo: int
    de: int


@caso(Permiso.CONSULTAR)
def atrasadas(ctx: Contexto, ambito: str = "", clave: int = 0) -> Atrasadas:
    """Las vencidas y las atrasadas de un objeto; sin decir de cuál, de todo lo que ve quien pide.

    Raises:
        NoEncontrado: el objeto no existe o no está al alcance de quien pide.
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDeConsulta(ctx)
    renglones = vista.visibles if not ambito else vista.hallar(ambito, clave)[1]
    medidas = vista.medir(renglones)
    peor, mejor = vista.bandas[-1], vista.bandas[0]
    atras = [m for m in medidas if m.banda == peor]
    intermedias = [banda for banda in vista.bandas if banda not in (peor, mejor)]
    return Atrasadas(
        tuple(sorted((m for m in medidas if m.banda == VENCIDA), key=lambda m: m.renglon.fin)),
        tuple(sorted(atras, key=_cuanto_lleva)),
        sum(m.banda in intermedias for m in medidas),
        len(medidas),
    )


@caso(Permiso.CONSULTAR)
def vencimientos(
    ctx: Contexto, desde: date, hasta: date, ambito: str = "", clave: int = 0
) -> Sequence[EstadoActividad]:
    """Las actividades sin terminar cuya fecha cae entre esos días, incluidos; primero la más próxima.

    Sin decir de qué objeto, las que tiene a su cargo quien pide o, si no tiene, las que puede ver.

    Raises:
        NoEncontrado: el objeto no existe o no está al alcance de quien pide.
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDeConsulta(ctx)
    renglones = (vista.mias or vista.visibles) if not ambito else vista.hallar(ambito, clave)[1]
    tocan = [r for r in renglones if desde <= r.fin <= hasta and not terminada(r)]
    return vista.medir(sorted(tocan, key=_fecha))


def _fecha(renglon: Renglon) -> date:
    return renglon.fin


def _cuanto_lleva(medida: EstadoActividad) -> float:
    """Para ordenar: qué fracción lleva de lo que debía llevar."""
    avance = medida.renglon.avance.centesimas if medida.renglon.avance is not None else 0
    return avance / (medida.esperado.centesimas or 1)
