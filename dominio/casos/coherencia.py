"""Revisar la coherencia del plan: los hallazgos, cómo queda cada dependencia y su libro."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dominio.casos.contexto import Contexto, caso
from dominio.casos.directorio import Directorio
from dominio.casos.vista_coherencia import VistaDeCoherencia
from dominio.modelo.coherencia import (
    CoherenciaDeDependencia,
    LibroDeCoherencia,
    ReglaRelajada,
    ReglaVigente,
    SinEvaluar,
)
from dominio.modelo.hallazgo import Hallazgo
from dominio.reglas.coherencia.fichas import vigentes
from dominio.reglas.coherencia.por_dependencia import contar_por_dependencia
from dominio.reglas.permisos import Permiso
from dominio.valores.fechas import Vigencia


@dataclass(frozen=True, slots=True)
class RevisionDeCoherencia:
    """La coherencia de una vigencia, de toda la entidad o de una dependencia.

    Attributes:
        dependencia: nombre; ``None`` = toda la entidad.
        hallazgos: primero los errores; los aceptados traen su aceptación.
        dependencias: cuántos de cada severidad tiene cada una.
        reglas_apagadas: las que la entidad apagó o rebajó, con su razón, quién y cuándo.
        sin_evaluar: lo que falta cargar y las reglas que por eso no dijeron nada.
        de_quien: código de actividad o meta, en minúsculas → sus dependencias, de toda la entidad.
    """

    vigencia: Vigencia
    dependencia: str | None
    hallazgos: tuple[Hallazgo, ...]
    dependencias: tuple[CoherenciaDeDependencia, ...]
    reglas_apagadas: tuple[ReglaRelajada, ...] = ()
    sin_evaluar: tuple[SinEvaluar, ...] = ()
    de_quien: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def abiertos(self) -> tuple[Hallazgo, ...]:
        """Los que nadie ha aceptado."""
        return tuple(h for h in self.hallazgos if h.abierto)


@caso(Permiso.REVISAR_COHERENCIA)
def revisar_coherencia(ctx: Contexto, vigencia: Vigencia, dependencia: str | None = None) -> list[Hallazgo]:
    """Los hallazgos de coherencia con lo guardado hoy, por código de regla; al jefe, los de su dependencia.

    Args:
        ctx: quién pide.
        vigencia: la del plan.
        dependencia: código o nombre; ``None`` es la entidad entera.

    Raises:
        SinPlan: la entidad no tiene plan en esa vigencia.
        NoEncontrado: ninguna dependencia, o más de una, responde a ese código o nombre.
        PermisoDenegado: el jefe pide una dependencia que no es la suya.
    """
    elegida = Directorio.pedida(ctx, dependencia)
    return list(VistaDeCoherencia.con_plan(ctx, vigencia).de(elegida))


@caso(Permiso.REVISAR_COHERENCIA)
def informe_de_coherencia(
    ctx: Contexto, vigencia: Vigencia, dependencia: str | None = None
) -> RevisionDeCoherencia:
    """Los hallazgos, del que más pesa al que menos, y cómo queda cada dependencia; al jefe, lo suyo.

    Raises:
        SinPlan: la entidad no tiene plan en esa vigencia.
        NoEncontrado: ninguna dependencia, o más de una, responde a ese código o nombre.
        PermisoDenegado: el jefe pide una dependencia que no es la suya.
    """
    elegida = Directorio.pedida(ctx, dependencia)
    vista = VistaDeCoherencia.con_plan(ctx, vigencia)
    hallazgos = sorted(vista.de(elegida), key=lambda h: h.severidad.peso)
    cuentas = _por_dependencia(vista)
    if elegida is not None:
        cuentas = tuple(cuenta for cuenta in cuentas if cuenta.id == elegida.id)
    return RevisionDeCoherencia(
        vigencia,
        None if elegida is None else elegida.nombre,
        tuple(hallazgos),
        cuentas,
        vista.relajadas,
        vista.sin_evaluar,
        vista.de_quien,
    )


@caso(Permiso.REVISAR_COHERENCIA)
def estado_de_dependencias(ctx: Contexto, vigencia: Vigencia) -> tuple[CoherenciaDeDependencia, ...]:
    """Si cada dependencia está limpia, con advertencias o bloqueada; al jefe, la suya.

    Raises:
        SinPlan: la entidad no tiene plan en esa vigencia.
    """
    elegida = Directorio.pedida(ctx, None)
    cuentas = _por_dependencia(VistaDeCoherencia.con_plan(ctx, vigencia))
    return tuple(cuenta for cuenta in cuentas if elegida is None or cuenta.id == elegida.id)


@caso(Permiso.REVISAR_COHERENCIA)
def reglas_de_coherencia(ctx: Contexto) -> tuple[ReglaVigente, ...]:
    """Todas las reglas como las tiene hoy la entidad, por código."""
    return vigentes(ctx.unidad.coherencia.ajustes(ctx.entidad.id))


@caso(Permiso.REVISAR_COHERENCIA)
def libro_de_coherencia(
    ctx: Contexto, vigencia: Vigencia, dependencia: str | None = None
) -> LibroDeCoherencia:
    """Lo que lleva el libro de la coherencia; al jefe, lo suyo. Solo lee.

    Raises:
        SinPlan: la entidad no tiene plan en esa vigencia.
        NoEncontrado: ninguna dependencia, o más de una, responde a ese código o nombre.
        PermisoDenegado: el jefe pide una dependencia que no es la suya.
    """
    informe = informe_de_coherencia(ctx, vigencia, dependencia)
    return LibroDeCoherencia(
        entidad=ctx.entidad.nombre,
        vigencia=vigencia,
        dependencia=informe.dependencia,
        generado_en=ctx.ahora,
        hallazgos=informe.hallazgos,
        dependencias=informe.dependencias,
        reglas=reglas_de_coherencia(ctx),
        sin_evaluar=informe.sin_evaluar,
    )


def _por_dependencia(vista: VistaDeCoherencia) -> tuple[CoherenciaDeDependencia, ...]:
    """Las que tienen actividades o hallazgos, en el orden de la entidad."""
    con_parte = {r.dependencia for r in vista.renglones} | {h.dependencia for h in vista.hallazgos}
    propias = [d for d in vista.directorio if d.nombre in con_parte]
    return contar_por_dependencia(vista.hallazgos, propias)
