"""Lo que las reglas de coherencia miran, y la forma de una regla."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from dominio.modelo.catalogo import SIN_CATALOGOS, Catalogos
from dominio.modelo.coherencia import Apropiacion, OmisionVigente
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.libro import FilaPAC, FilaPOAI
from dominio.modelo.plan import Meta, Registro, Renglon
from dominio.modelo.reporte import Avance
from dominio.modelo.resultado import ResultadoDeMeta
from dominio.reglas.alertas import hay_ejecucion
from dominio.reglas.coherencia.fichas import FICHAS
from dominio.valores.fechas import Vigencia


@dataclass(frozen=True)
class PlanGuardado:
    """El plan de una vigencia, los demás instrumentos y lo reportado en él.

    Attributes:
        ultimos: identificador de actividad → su último reporte enviado o aprobado.
        previos: identificador de actividad → el que contaba antes de ese.
        resultados: identificador de meta → sus resultados que cuentan, del más viejo al más nuevo.
        apropiaciones: identificador de registro → de dónde sale su definitiva.
        omisiones: lo que no se reportó en cortes cerrados y sigue sin reportarse.
        certificadas: identificadores de actividades con un certificado entre sus evidencias.
        logros: código de meta → logro de la vigencia que trae el Plan Indicativo, en su unidad.
        directorio: identificador de dependencia → nombre, de todas las de la entidad.
        hoy: día de Bogotá; ``None`` = no se mira lo que depende de la fecha.
        limite_narrativa: caracteres que admite el formato de la entidad.
        umbrales: regla → el que puso la entidad, si cambió el de su ficha.
        catalogos: los oficiales que la entidad cargó; sin ellos solo se mira la forma de los códigos.
    """

    vigencia: Vigencia
    renglones: Sequence[Renglon] = ()
    registros: Sequence[Registro] = ()
    metas: Sequence[Meta] = ()
    ultimos: Mapping[int, Avance] = field(default_factory=dict)
    previos: Mapping[int, Avance] = field(default_factory=dict)
    resultados: Mapping[int, Sequence[ResultadoDeMeta]] = field(default_factory=dict)
    poai: Sequence[FilaPOAI] = ()
    pac: Sequence[FilaPAC] = ()
    apropiaciones: Mapping[int, Apropiacion] = field(default_factory=dict)
    omisiones: Sequence[OmisionVigente] = ()
    certificadas: frozenset[int] = frozenset()
    logros: Mapping[str, Decimal] = field(default_factory=dict)
    directorio: Mapping[int, str] = field(default_factory=dict)
    hoy: date | None = None
    limite_narrativa: int | None = None
    umbrales: Mapping[str, Decimal] = field(default_factory=dict)
    catalogos: Catalogos = SIN_CATALOGOS

    def umbral(self, regla: str) -> Decimal:
        """El umbral vigente de esa regla, en la unidad de su ficha."""
        ficha = FICHAS[regla].umbral
        if ficha is None:
            raise KeyError(regla)
        return self.umbrales.get(regla, ficha.valor)

    @cached_property
    def metas_con_actividades(self) -> Mapping[str, Sequence[Renglon]]:
        """Código de meta → sus actividades, en el orden del plan."""
        grupos: dict[str, list[Renglon]] = {}
        for renglon in self.renglones:
            grupos.setdefault(renglon.meta_codigo, []).append(renglon)
        return grupos

    @cached_property
    def proyectos(self) -> Mapping[str, Sequence[Renglon]]:
        """BPIN (o nombre del proyecto si no tiene) → sus actividades, en el orden del plan."""
        grupos: dict[str, list[Renglon]] = {}
        for renglon in self.renglones:
            clave = renglon.bpin or renglon.proyecto
            if clave:
                grupos.setdefault(clave, []).append(renglon)
        return grupos

    @cached_property
    def por_id(self) -> Mapping[int, Renglon]:
        """Identificador de actividad → la actividad."""
        return {renglon.id: renglon for renglon in self.renglones}

    @cached_property
    def del_indicativo(self) -> Mapping[str, Meta]:
        """Código de meta → meta del Plan Indicativo; vacío si la entidad no lo ha cargado."""
        return {meta.codigo: meta for meta in self.metas if meta.programacion}

    @cached_property
    def dependencias(self) -> Mapping[int, str]:
        """Identificador de dependencia → nombre."""
        return {**self.directorio, **{r.dependencia_id: r.dependencia for r in self.renglones}}

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
        arreglo: cómo se arregla, si en este caso lo de la ficha dañaría lo que está bien.
    """

    objeto: str
    dependencia: str | None
    mensaje: str
    severidad: Severidad | None = None
    arreglo: str | None = None


@dataclass(frozen=True, slots=True)
class Regla:
    """Una regla de coherencia: su código (lo demás lo dice su ficha) y la función que halla las faltas."""

    codigo: str
    buscar: Callable[[PlanGuardado], Iterable[Falta]]
