"""Delegar: mientras alguien está ausente, otra persona reporta sus actividades."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dominio.casos.contexto import Contexto, caso
from dominio.casos.gestion import Gestion
from dominio.casos.vista import VistaDelPlan
from dominio.entender.texto import limpiar
from dominio.errores import NoEncontrado, PermisoDenegado, SinPlan
from dominio.errores.personas import DelegadoNoPuede
from dominio.modelo.delegacion import Delegacion, NuevaDelegacion
from dominio.modelo.identidad import IdDelegacion, IdPersona
from dominio.modelo.persona import Persona, Rol
from dominio.puertos.plan import Filtro
from dominio.reglas.delegacion import (
    exigir_compatible,
    exigir_fechas,
    puede_delegar_por,
    puede_recibir,
    puede_terminar,
)
from dominio.reglas.permisos import Permiso

MAXIMO_MOTIVO = 300


@dataclass(frozen=True, slots=True)
class DatosDelegacion:
    """Quién reporta por quién y cuándo.

    Attributes:
        desde, hasta: días de Bogotá, los dos incluidos.
    """

    titular_id: IdPersona
    delegado_id: IdPersona
    desde: date
    hasta: date
    motivo: str | None = None


@dataclass(frozen=True, slots=True)
class RevisionDelegacion:
    """Qué pasaría si se delega.

    Attributes:
        actividades: cuántas del plan vigente tiene el titular a su nombre.
        jefes: jefatura de su dependencia, vinculada, a la que se avisa.
    """

    titular: Persona
    delegado: Persona
    actividades: int
    jefes: tuple[Persona, ...]


@dataclass(frozen=True, slots=True)
class DelegacionHecha:
    """La delegación que quedó, o que se terminó, y a quién conviene avisarle."""

    delegacion: Delegacion
    revision: RevisionDelegacion


@caso(Permiso.DELEGAR)
def titulares_posibles(ctx: Contexto) -> Sequence[Persona]:
    """Por quiénes puede delegar: por sí; planeación, por cualquiera que reporte."""
    if ctx.actor.rol is not Rol.PLANEACION:
        return [ctx.actor]
    return [p for p in ctx.unidad.personas.listar(ctx.entidad.id) if puede_delegar_por(ctx.actor, p)]


@caso(Permiso.DELEGAR)
def delegados_posibles(ctx: Contexto, titular_id: IdPersona) -> Sequence[Persona]:
    """Quiénes podrían reportar por esa persona, por nombre.

    Raises:
        NoEncontrado: el titular no es de la entidad.
        PermisoDenegado: no puede delegar por esa persona.
    """
    titular = _titular(ctx, titular_id)
    personas = ctx.unidad.personas.listar(ctx.entidad.id)
    return [persona for persona in personas if puede_recibir(persona, titular, ctx.actor)]


@caso(Permiso.DELEGAR)
def revisar_delegacion(ctx: Contexto, datos: DatosDelegacion) -> RevisionDelegacion:
    """Qué pasaría si se delega; no guarda nada.

    Raises:
        NoEncontrado: alguna de las dos no es de la entidad.
        PermisoDenegado: no puede delegar por esa persona.
        DelegadoNoPuede: el delegado no está vinculado, no reporta o es de otra dependencia.
        EntradaInvalida: las fechas no sirven.
        DelegacionCruzada, DelegacionEncadenada: choca con otra que rige en esas fechas.
    """
    gestion = Gestion(ctx)
    titular, delegado = _titular(ctx, datos.titular_id), gestion.persona(datos.delegado_id)
    if not puede_recibir(delegado, titular, ctx.actor):
        raise DelegadoNoPuede("quien", persona=delegado.nombre)
    exigir_fechas(datos.desde, datos.hasta, ctx.hoy)
    delegaciones = ctx.unidad.delegaciones
    existentes = [
        *delegaciones.de_persona(titular.id, datos.desde),
        *delegaciones.de_persona(delegado.id, datos.desde),
    ]
    exigir_compatible(titular.id, delegado.id, (datos.desde, datos.hasta), existentes)
    return _revision(ctx, titular, delegado)


@caso(Permiso.DELEGAR)
def delegar(ctx: Contexto, datos: DatosDelegacion) -> DelegacionHecha:
    """Guarda la delegación: en esas fechas el delegado reporta y recibe los recordatorios.

    Raises:
        NoEncontrado, PermisoDenegado, DelegadoNoPuede, EntradaInvalida, DelegacionCruzada,
            DelegacionEncadenada: como en ``revisar_delegacion``.
    """
    Gestion(ctx).tomar_turno(Permiso.DELEGAR)
    revision = revisar_delegacion(ctx, datos)
    nueva = NuevaDelegacion(
        entidad_id=ctx.entidad.id,
        titular_id=revision.titular.id,
        delegado_id=revision.delegado.id,
        desde=datos.desde,
        hasta=datos.hasta,
        motivo=limpiar(datos.motivo or "", MAXIMO_MOTIVO) or None,
        creada_por=ctx.actor.id or None,
        creada_en=ctx.ahora,
    )
    delegacion = ctx.unidad.delegaciones.crear(nueva)
    ctx.anotar("delegar", f"persona:{revision.titular.id}", None, _traza(delegacion))
    return DelegacionHecha(delegacion, revision)


@caso(Permiso.DELEGAR)
def terminar_delegacion(ctx: Contexto, delegacion_id: IdDelegacion) -> DelegacionHecha:
    """La termina ya; terminarla dos veces es lo mismo que una.

    Raises:
        NoEncontrado: no es de la entidad.
        PermisoDenegado: no es el titular, el delegado, su jefe ni planeación.
    """
    gestion = Gestion(ctx)
    gestion.tomar_turno(Permiso.DELEGAR)
    delegacion = ctx.unidad.delegaciones.traer(ctx.entidad.id, delegacion_id)
    titular = gestion.persona(delegacion.titular_id)
    if not puede_terminar(ctx.actor, delegacion, titular):
        raise PermisoDenegado("delegacion")
    if ctx.unidad.delegaciones.terminar(delegacion.id, ctx.actor.id or None, ctx.ahora):
        ctx.anotar("terminar_delegacion", f"persona:{titular.id}", _traza(delegacion), None)
    return DelegacionHecha(delegacion, _revision(ctx, titular, gestion.persona(delegacion.delegado_id)))


@caso(Permiso.CONSULTAR)
def mis_delegaciones(ctx: Contexto) -> Sequence[Delegacion]:
    """Las que quien pide dio o recibió y no han acabado, por fecha."""
    return ctx.unidad.delegaciones.de_persona(ctx.actor.id, ctx.hoy)


@caso(Permiso.GESTIONAR_PERSONAS)
def delegaciones_de(ctx: Contexto, persona_id: IdPersona) -> Sequence[Delegacion]:
    """Las que esa persona dio o recibió y no han acabado, por fecha.

    Raises:
        NoEncontrado: no es de la entidad.
    """
    persona = Gestion(ctx).persona(persona_id)
    return ctx.unidad.delegaciones.de_persona(persona.id, ctx.hoy)


def _titular(ctx: Contexto, titular_id: IdPersona) -> Persona:
    titular = Gestion(ctx).persona(titular_id)
    if not titular.activa:
        raise NoEncontrado("persona")
    if not puede_delegar_por(ctx.actor, titular):
        raise PermisoDenegado("titular")
    return titular


def _revision(ctx: Contexto, titular: Persona, delegado: Persona) -> RevisionDelegacion:
    return RevisionDelegacion(titular, delegado, _cuantas(ctx, titular), _jefes(ctx, titular, delegado))


def _jefes(ctx: Contexto, titular: Persona, delegado: Persona) -> tuple[Persona, ...]:
    if titular.dependencia_id is None:
        return ()
    jefes = ctx.unidad.personas.listar(ctx.entidad.id, Rol.JEFE, titular.dependencia_id)
    aparte = {titular.id, delegado.id, ctx.actor.id}
    return tuple(jefe for jefe in jefes if jefe.telegram_id is not None and jefe.id not in aparte)


def _cuantas(ctx: Contexto, titular: Persona) -> int:
    vista = VistaDelPlan(ctx)
    filtro = Filtro(responsable_id=titular.id)
    try:
        return len(ctx.unidad.planes.renglones(vista.entidad_id, vista.vigencia_actual(), filtro))
    except SinPlan:
        return 0


def _traza(delegacion: Delegacion) -> dict[str, object]:
    return {
        "delegacion": delegacion.id,
        "delegado": delegacion.delegado_id,
        "desde": delegacion.desde.isoformat(),
        "hasta": delegacion.hasta.isoformat(),
        "motivo": delegacion.motivo,
    }
