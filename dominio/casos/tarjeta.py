"""La tarjeta de un reporte: todo lo que hace falta para decidir sobre él sin abrir otra cosa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dominio.casos.contexto import Contexto, caso
from dominio.casos.revisar import cola
from dominio.casos.vista_advertencias import VistaDeAdvertencias
from dominio.casos.vista_revision import VistaDeRevision
from dominio.modelo.evidencia import EvidenciaRepetida
from dominio.modelo.hallazgo import Hallazgo
from dominio.modelo.identidad import IdAvance
from dominio.modelo.reporte import Avance, Ejecucion, EstadoReporte
from dominio.modelo.resultado import ResultadoDeMeta
from dominio.modelo.revision import Revisable, TipoReporte
from dominio.reglas.permisos import Permiso, puede
from dominio.reglas.revision import pide_explicacion

Detalle = Avance | Ejecucion | ResultadoDeMeta


@dataclass(frozen=True, slots=True)
class Tarjeta:
    """Un reporte con lo que lo rodea.

    Attributes:
        anterior: lo que contaba antes que él; ``None`` si fue el primero (o es un movimiento, que ya trae
            su acumulado anterior).
        por_delegacion: en nombre de quién se reportó, si fue por delegación.
        espera_a: la jefatura que debe dar el visto bueno.
        decide: si quien mira puede aprobarlo o devolverlo ahora.
        firma: si quien mira puede darle el visto bueno o devolverlo ahora.
    """

    reporte: Revisable
    detalle: Detalle
    anterior: Avance | ResultadoDeMeta | None
    advertencias: tuple[Hallazgo, ...]
    repetidas: tuple[EvidenciaRepetida, ...]
    por_delegacion: str | None
    espera_a: str | None
    decide: bool
    firma: bool


@caso(Permiso.CONSULTAR)
def ver_reporte(ctx: Contexto, folio: str) -> Tarjeta:
    """La tarjeta de un reporte al alcance de quien pide, en el estado en que esté.

    Raises:
        NoEncontrado: no existe, o es de una dependencia que quien pide no consulta.
        SinPlan: la entidad no tiene plan.
    """
    vista = VistaDeRevision(ctx)
    reporte = vista.visible(folio)
    detalle, anterior = _detalle(ctx, reporte)
    faltan = vista.faltan(reporte) if reporte.estado is EstadoReporte.ENVIADO else ()
    abierto = reporte.estado is EstadoReporte.ENVIADO and reporte.posterior is None
    ajeno = ctx.actor.id not in reporte.autores
    return Tarjeta(
        reporte=reporte,
        detalle=detalle,
        anterior=anterior,
        advertencias=VistaDeAdvertencias(ctx).de([reporte]).get(reporte.folio, ()),
        repetidas=_repetidas(ctx, reporte),
        por_delegacion=_titular(ctx, folio),
        espera_a=faltan[0].nombre if faltan else None,
        decide=abierto and ajeno and not faltan and puede(ctx.actor, Permiso.REVISAR),
        firma=abierto and ctx.actor.id in {persona.id for persona in faltan},
    )


@caso(Permiso.REVISAR)
def sin_advertencias(ctx: Contexto, dependencia_id: int | None = None) -> tuple[Revisable, ...]:
    """Los de la cola de quien pide que no hacen preguntar nada; de una dependencia, si se dice cuál.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    reportes = cola(ctx).de(dependencia_id)
    advertidos = VistaDeAdvertencias(ctx).de(reportes)
    repetidos = _con_evidencia_repetida(ctx, reportes)
    return tuple(
        reporte
        for reporte in reportes
        if reporte.folio not in repetidos and not pide_explicacion(advertidos.get(reporte.folio, ()))
    )


def _detalle(ctx: Contexto, reporte: Revisable) -> tuple[Detalle, Avance | ResultadoDeMeta | None]:
    unidad, entidad_id = ctx.unidad, ctx.entidad.id
    match reporte.tipo:
        case TipoReporte.AVANCE:
            return unidad.revisiones.avances(entidad_id, [reporte.id])[reporte.id]
        case TipoReporte.EJECUCION:
            return unidad.revisiones.ejecuciones(entidad_id, [reporte.id])[reporte.id], None
        case TipoReporte.RESULTADO:
            resultado = unidad.resultados.por_folio(entidad_id, reporte.folio)
            if resultado is None:
                raise LookupError(reporte.folio)
            return resultado, unidad.resultados.anterior_a(resultado)


def _titular(ctx: Contexto, folio: str) -> str | None:
    delegacion = ctx.unidad.delegaciones.de_reporte(ctx.entidad.id, folio)
    return None if delegacion is None else delegacion.titular


def _repetidas(ctx: Contexto, reporte: Revisable) -> tuple[EvidenciaRepetida, ...]:
    if reporte.tipo is not TipoReporte.AVANCE:
        return ()
    return tuple(ctx.unidad.evidencias.repetidas_de(IdAvance(reporte.id)))


def _con_evidencia_repetida(ctx: Contexto, reportes: Sequence[Revisable]) -> frozenset[str]:
    """Folios con un archivo que también respalda otra actividad."""
    ids = {reporte.id: reporte.folio for reporte in reportes if reporte.tipo is TipoReporte.AVANCE}
    return frozenset(ids[uno] for uno in ctx.unidad.revisiones.con_evidencia_repetida(list(ids)))
