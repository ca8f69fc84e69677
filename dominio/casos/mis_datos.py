"""Lo que se guarda de quien pregunta, para mostrárselo y entregárselo (Ley 1581 de 2012)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dominio.casos.contexto import Contexto, caso
from dominio.modelo.delegacion import Delegacion
from dominio.modelo.persona import Persona
from dominio.modelo.reporte import Avance, Ejecucion
from dominio.reglas.permisos import Permiso


@dataclass(frozen=True, slots=True)
class MisDatos:
    """El resumen de lo propio.

    Attributes:
        dependencia: nombre; ``None`` si no tiene.
        avances, ejecuciones: cuántos reportes hizo.
        delegaciones: las que dio o recibió y no han acabado.
    """

    persona: Persona
    dependencia: str | None
    avances: int
    ejecuciones: int
    delegaciones: tuple[Delegacion, ...]


@caso(Permiso.CONSULTAR)
def mis_datos(ctx: Contexto) -> MisDatos:
    """Qué se guarda de quien pide, en resumen."""
    actor, unidad = ctx.actor, ctx.unidad
    dependencias = {d.id: d.nombre for d in unidad.entidades.dependencias(ctx.entidad.id)}
    avances, ejecuciones = unidad.personas.contar_reportes(actor.id)
    return MisDatos(
        persona=actor,
        dependencia=dependencias.get(actor.dependencia_id) if actor.dependencia_id else None,
        avances=avances,
        ejecuciones=ejecuciones,
        delegaciones=tuple(unidad.delegaciones.de_persona(actor.id, ctx.hoy)),
    )


@caso(Permiso.CONSULTAR)
def mis_reportes(ctx: Contexto) -> tuple[Sequence[Avance], Sequence[Ejecucion]]:
    """Todos los reportes que hizo quien pide, en todas las vigencias, por folio; queda en la traza."""
    avances: list[Avance] = []
    ejecuciones: list[Ejecucion] = []
    propios, reportes = ctx.unidad.personas.folios_de(ctx.actor.id), ctx.unidad.reportes
    for vigencia in ctx.unidad.planes.vigencias(ctx.entidad.id):
        avances += [a for a in reportes.avances(ctx.entidad.id, vigencia) if a.folio in propios]
        ejecuciones += [e for e in reportes.ejecuciones(ctx.entidad.id, vigencia) if e.folio in propios]
    ctx.anotar("entregar_datos_propios", f"persona:{ctx.actor.id}")
    return avances, ejecuciones
