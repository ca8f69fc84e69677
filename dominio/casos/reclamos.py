"""«No es mía»: decirlo, desdecirse, y lo que planeación decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dominio.casos.contexto import Contexto, caso
from dominio.casos.reportar import actividades_a_cargo
from dominio.casos.vista import VistaDelPlan
from dominio.entender.texto import limpiar
from dominio.errores import NoEncontrado
from dominio.errores.recordatorios import ReclamoAjeno, ReclamoDecidido, ReclamoPendiente, ReclamoSinRazon
from dominio.modelo.identidad import IdActividad
from dominio.modelo.persona import Persona, Rol
from dominio.modelo.plan import Renglon
from dominio.modelo.reclamo import DecisionDeReclamo, IdReclamo, Reclamo
from dominio.modelo.recordatorio import RespuestaARecordatorio
from dominio.puertos.plan import Filtro
from dominio.reglas.permisos import Permiso, puede

MAXIMO_RAZON = 300


@dataclass(frozen=True, slots=True)
class ReclamoHecho:
    """Un reclamo y a quién hay que avisarle.

    Attributes:
        avisar: planeación cuando alguien reclama o se desdice; quien reclamó cuando se decide.
    """

    reclamo: Reclamo
    avisar: tuple[Persona, ...]


@caso(Permiso.REGISTRAR_AVANCE)
def reclamables(ctx: Contexto) -> Sequence[Renglon]:
    """Las actividades que figuran a nombre de quien pide y de las que no ha reclamado.

    Raises:
        SinPlan: la entidad no tiene plan.
    """
    pendientes = {r.actividad_id for r in _suyos(ctx)}
    return [
        renglon
        for renglon in actividades_a_cargo(ctx)
        if renglon.responsable_id == ctx.actor.id and renglon.id not in pendientes
    ]


@caso(Permiso.REGISTRAR_AVANCE)
def revisar_reclamo(ctx: Contexto, actividad_id: IdActividad) -> Renglon:
    """La actividad de la que se diría que no es suya; no guarda nada.

    Raises:
        NoEncontrado: no existe o está retirada.
        ReclamoAjeno: no figura a nombre de quien pide.
        ReclamoPendiente: ya lo dijo y nadie ha decidido.
        SinPlan: la entidad no tiene plan.
    """
    renglones = VistaDelPlan(ctx).ubicar(Filtro(actividad_id=actividad_id), "actividad")[1]
    renglon = renglones[0]
    if renglon.responsable_id != ctx.actor.id:
        raise ReclamoAjeno("actividad", codigo=renglon.codigo, responsable=renglon.responsable or "—")
    if any(r.actividad_id == actividad_id for r in _suyos(ctx)):
        raise ReclamoPendiente("actividad", codigo=renglon.codigo)
    return renglon


@caso(Permiso.REGISTRAR_AVANCE)
def reclamar(ctx: Contexto, actividad_id: IdActividad, razon: str | None = None) -> ReclamoHecho:
    """Deja dicho que una actividad no es suya; desde ya no se le recuerda hasta que planeación decida.

    Raises:
        NoEncontrado, ReclamoAjeno, ReclamoPendiente, SinPlan: como ``revisar_reclamo``.
    """
    renglon = revisar_reclamo(ctx, actividad_id)
    dicha = limpiar(razon, MAXIMO_RAZON) if razon else None
    numero = ctx.unidad.reclamos.crear(actividad_id, ctx.actor.id, dicha or None, ctx.ahora)
    if numero is None:
        raise ReclamoPendiente("actividad", codigo=renglon.codigo)
    ctx.unidad.respuestas.contestar_el_ultimo(
        ctx.actor.id, actividad_id, RespuestaARecordatorio.NO_ES_MIA, ctx.ahora
    )
    ctx.anotar("reclamar_actividad", f"actividad:{renglon.codigo}", None, {"reclamo": numero, "razon": dicha})
    return ReclamoHecho(_traer(ctx, numero), _planeacion(ctx))


@caso(Permiso.REGISTRAR_AVANCE)
def mis_reclamos(ctx: Contexto) -> Sequence[Reclamo]:
    """Los que dejó quien pide y nadie ha decidido."""
    return _suyos(ctx)


@caso(Permiso.REGISTRAR_AVANCE)
def retirar_reclamo(ctx: Contexto, reclamo_id: IdReclamo) -> ReclamoHecho:
    """Quien reclamó se desdice: la actividad sí es suya y se le vuelve a recordar.

    Raises:
        NoEncontrado: no existe o lo hizo otra persona.
        ReclamoDecidido: ya se decidió.
    """
    reclamo = _traer(ctx, reclamo_id)
    if reclamo.persona_id != ctx.actor.id:
        raise NoEncontrado("reclamo", reclamo=reclamo_id)
    _decidir(ctx, reclamo, DecisionDeReclamo.RETIRADA, None)
    return ReclamoHecho(_traer(ctx, reclamo_id), _planeacion(ctx))


@caso(Permiso.RESOLVER_RECLAMOS)
def reclamos_pendientes(ctx: Contexto) -> Sequence[Reclamo]:
    """Los que esperan decisión, del más viejo al más nuevo."""
    return ctx.unidad.reclamos.pendientes(ctx.entidad.id)


@caso(Permiso.RESOLVER_RECLAMOS)
def reclamo_por_decidir(ctx: Contexto, reclamo_id: IdReclamo) -> Reclamo:
    """El reclamo, si todavía espera decisión.

    Raises:
        NoEncontrado: no existe.
        ReclamoDecidido: ya se decidió, o quien lo hizo se desdijo.
    """
    reclamo = _traer(ctx, reclamo_id)
    if reclamo.decision is not DecisionDeReclamo.PENDIENTE:
        raise ReclamoDecidido("reclamo", reclamo=reclamo_id)
    return reclamo


@caso(Permiso.RESOLVER_RECLAMOS)
def confirmar_responsable(ctx: Contexto, reclamo_id: IdReclamo, razon: str) -> ReclamoHecho:
    """Planeación dice que la actividad sí es de quien reclamó, y por qué.

    Raises:
        NoEncontrado, ReclamoDecidido: como ``reclamo_por_decidir``.
        ReclamoSinRazon: no se dijo por qué.
    """
    reclamo = reclamo_por_decidir(ctx, reclamo_id)
    dicha = limpiar(razon, MAXIMO_RAZON)
    if not dicha:
        raise ReclamoSinRazon("razon")
    _decidir(ctx, reclamo, DecisionDeReclamo.CONFIRMADA, dicha)
    quien = ctx.unidad.personas.traer(reclamo.persona_id)
    return ReclamoHecho(_traer(ctx, reclamo_id), (quien,) if quien.id != ctx.actor.id else ())


@caso(Permiso.MODIFICAR_PLAN)
def recien_reasignados(ctx: Contexto, actividad_id: IdActividad) -> Sequence[ReclamoHecho]:
    """Los de esa actividad que este mismo cambio resolvió, con quien los hizo, para avisarle."""
    todos = ctx.unidad.reclamos.de_la_actividad(ctx.entidad.id, actividad_id)
    return [
        ReclamoHecho(reclamo, (ctx.unidad.personas.traer(reclamo.persona_id),))
        for reclamo in todos
        if reclamo.decision is DecisionDeReclamo.REASIGNADA and reclamo.decidido_en == ctx.ahora
    ]


def _decidir(ctx: Contexto, reclamo: Reclamo, decision: DecisionDeReclamo, motivo: str | None) -> None:
    por = ctx.actor.id or None
    if not ctx.unidad.reclamos.decidir(reclamo.id, decision, por, ctx.ahora, motivo):
        raise ReclamoDecidido("reclamo", reclamo=reclamo.id)
    ctx.anotar(
        "decidir_reclamo",
        f"actividad:{reclamo.actividad_codigo}",
        {"reclamo": reclamo.id, "decision": reclamo.decision.value},
        {"decision": decision.value, "motivo": motivo},
    )


def _traer(ctx: Contexto, reclamo_id: IdReclamo) -> Reclamo:
    reclamo = ctx.unidad.reclamos.traer(ctx.entidad.id, reclamo_id)
    if reclamo is None:
        raise NoEncontrado("reclamo", reclamo=reclamo_id)
    return reclamo


def _suyos(ctx: Contexto) -> Sequence[Reclamo]:
    todos = ctx.unidad.reclamos.pendientes(ctx.entidad.id)
    return [reclamo for reclamo in todos if reclamo.persona_id == ctx.actor.id]


def _planeacion(ctx: Contexto) -> tuple[Persona, ...]:
    """Quienes resuelven reclamos desde planeación, menos quien pide; sin ninguno, administración."""
    personas = [p for p in ctx.unidad.personas.listar(ctx.entidad.id) if puede(p, Permiso.RESOLVER_RECLAMOS)]
    otras = [p for p in personas if p.id != ctx.actor.id]
    con_chat = [p for p in otras if p.telegram_id is not None and not p.inalcanzable]
    planeacion = tuple(p for p in con_chat if p.rol is Rol.PLANEACION)
    return planeacion or tuple(con_chat)
