"""A quién no le llega lo que se recuerda, desde cuándo, y qué actividades no tienen a quién recordarle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from dominio.casos.contexto import Contexto, caso
from dominio.casos.vista import VistaDelPlan
from dominio.errores import NoEncontrado, SinPlan
from dominio.modelo.ficha import Ficha, Situacion
from dominio.modelo.identidad import IdPersona
from dominio.modelo.recordados import (
    RECIBEN_POR_SU_PAPEL,
    ActividadPorRecordar,
    CausaDeNoEntrega,
    NoEntregable,
    PanoramaDeNoEntregables,
    SinEntregar,
)
from dominio.reglas.permisos import Permiso
from dominio.valores.fechas import Vigencia

_CAUSAS = {
    Situacion.INALCANZABLE: CausaDeNoEntrega.BLOQUEO,
    Situacion.REVOCADA: CausaDeNoEntrega.REVOCADA,
    Situacion.SIN_INVITAR: CausaDeNoEntrega.SIN_INVITAR,
    Situacion.INVITADA: CausaDeNoEntrega.INVITADA,
}
_NUNCA = datetime.max.replace(tzinfo=UTC)


@caso(Permiso.CONFIGURAR_RECORDATORIOS)
def no_entregables(ctx: Contexto) -> PanoramaDeNoEntregables:
    """Las personas a las que les toca recibir y no les llega, y las actividades sin responsable.

    A quien hoy tiene quien reporte por ella solo se le cuenta: lo suyo le llega a la otra persona.
    Sin plan cargado se miran solo las personas.
    """
    vigencia = _vigencia(ctx)
    fichas = ctx.unidad.personas.fichas(ctx.entidad.id, vigencia, ctx.ahora)
    perdidos = ctx.unidad.recordados.no_llegaron(ctx.entidad.id, vigencia) if vigencia else {}
    con_otra = ctx.unidad.recordados.con_quien_reporte(ctx.entidad.id, ctx.hoy)
    faltan = [ficha for ficha in fichas if _le_toca_y_no_le_llega(ficha, perdidos.get(ficha.persona.id))]
    personas = [
        _no_entregable(ficha, perdidos.get(ficha.persona.id))
        for ficha in faltan
        if ficha.persona.id not in con_otra
    ]
    sin_responsable = ctx.unidad.recordados.sin_responsable(ctx.entidad.id, vigencia) if vigencia else ()
    return PanoramaDeNoEntregables(
        tuple(sorted(personas, key=_orden)), tuple(sin_responsable), len(faltan) - len(personas)
    )


@caso(Permiso.CONFIGURAR_RECORDATORIOS)
def no_entregable(ctx: Contexto, persona_id: IdPersona) -> NoEntregable:
    """Por qué no le llega a esa persona.

    Raises:
        NoEncontrado: ya le llega, o no es de la entidad.
    """
    hallada = next((una for una in no_entregables(ctx).personas if una.ficha.persona.id == persona_id), None)
    if hallada is None:
        raise NoEncontrado("persona")
    return hallada


@caso(Permiso.CONFIGURAR_RECORDATORIOS)
def actividades_de(ctx: Contexto, persona_id: IdPersona) -> Sequence[ActividadPorRecordar]:
    """Las actividades sin terminar de esa persona, para pasarlas a otra; por terminación."""
    vigencia = _vigencia(ctx)
    if vigencia is None:
        return ()
    todas = ctx.unidad.recordados.a_cargo(ctx.entidad.id, vigencia, [persona_id])
    return [actividad for actividad in todas if not actividad.terminada]


def _vigencia(ctx: Contexto) -> Vigencia | None:
    try:
        return VistaDelPlan(ctx).vigencia_actual()
    except SinPlan:
        return None


def _le_toca_y_no_le_llega(ficha: Ficha, perdido: SinEntregar | None) -> bool:
    if ficha.situacion is Situacion.VINCULADA:
        return False
    if not ficha.persona.activa:
        # Quien se fue y ya no tiene nada a su nombre no le hace falta a nadie.
        return ficha.actividades > 0
    return ficha.actividades > 0 or perdido is not None or ficha.persona.rol in RECIBEN_POR_SU_PAPEL


def _no_entregable(ficha: Ficha, perdido: SinEntregar | None) -> NoEntregable:
    # De una revocada a la que se volvió a invitar se dice que tiene la invitación.
    return NoEntregable(
        ficha,
        _CAUSAS[ficha.situacion],
        0 if perdido is None else perdido.cuantos,
        None if perdido is None else perdido.desde,
    )


def _orden(una: NoEntregable) -> tuple[int, int, datetime, str]:
    return (-una.ficha.actividades, -una.no_llegaron, una.desde or _NUNCA, una.ficha.persona.nombre)
