"""Lo que las reglas de coherencia miran, y la forma de una regla."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dominio.modelo.hallazgo import Severidad
from dominio.modelo.plan import Meta, Registro, Renglon
from dominio.modelo.reporte import Avance
from dominio.reglas.alertas import hay_ejecucion
from dominio.valores.fechas import Vigencia


@dataclass(frozen=True)
class PlanGuardado:
    """El plan de una vigencia y lo reportado en él.

    Attributes:
        ultimos: identificador de actividad → su último reporte enviado o aprobado.
    """

    vigencia: Vigencia
    renglones: Sequence[Renglon] = ()
    registros: Sequence[Registro] = ()
    metas: Sequence[Meta] = ()
    ultimos: Mapping[int, Avance] = field(default_factory=dict)

    @cached_property
    def metas_con_actividades(self) -> Mapping[str, Sequence[Renglon]]:
        """Código de meta → sus actividades, en el orden del plan."""
        grupos: dict[str, list[Renglon]] = {}
        for renglon in self.renglones:
            grupos.setdefault(renglon.meta_codigo, []).append(renglon)
        return grupos

    @cached_property
    def del_indicativo(self) -> Mapping[str, Meta]:
        """Código de meta → meta del Plan Indicativo; vacío si la entidad no lo ha cargado."""
        return {meta.codigo: meta for meta in self.metas if meta.programacion}

    @cached_property
    def dependencias(self) -> Mapping[int, str]:
        """Identificador de dependencia → nombre, de las que tienen actividades."""
        return {renglon.dependencia_id: renglon.dependencia for renglon in self.renglones}

    @cached_property
    def con_ejecucion(self) -> bool:
        """Si ya se lleva ejecución: sin ella no se puede juzgar avance contra gasto."""
        return hay_ejecucion(registro.saldos for registro in self.registros)


@dataclass(frozen=True, slots=True)
class Falta:
    """Un incumplimiento, todavía sin el código de su regla.

    Attributes:
        mensaje: nombra el objeto y dice cómo arreglarlo.
        severidad: si en este caso no es la de la regla.
    """

    objeto: str
    dependencia: str | None
    mensaje: str
    severidad: Severidad | None = None


@dataclass(frozen=True, slots=True)
class Regla:
    """Una regla de coherencia: su código, su peso y la función que halla las faltas."""

    codigo: str
    severidad: Severidad
    buscar: Callable[[PlanGuardado], Iterable[Falta]]
