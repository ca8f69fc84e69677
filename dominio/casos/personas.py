"""Gestionar personas: verlas con su situación, buscarlas y revocarlas al instante."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dominio.casos.contexto import Contexto, caso
from dominio.casos.gestion import Gestion
from dominio.casos.vista import VistaDelPlan
from dominio.entender.texto import limpiar, normalizar
from dominio.errores import NoEncontrado, SinPlan
from dominio.modelo.delegacion import Delegacion
from dominio.modelo.envio import sin_menu
from dominio.modelo.ficha import Ficha
from dominio.modelo.identidad import IdPersona
from dominio.modelo.persona import Persona
from dominio.reglas.doble_firma import exigir_puede_gestionar
from dominio.reglas.permisos import Permiso
from dominio.valores.fechas import Vigencia

MAXIMO_MOTIVO = 300
_REVOCADA = "se revocó el acceso de la persona"


@dataclass(frozen=True, slots=True)
class Revocacion:
    """Lo que quedó hecho.

    Attributes:
        persona: como era antes de revocarla.
        delegaciones: las que dio o recibió y se terminaron con ella.
    """

    persona: Persona
    delegaciones: tuple[Delegacion, ...]


@caso(Permiso.GESTIONAR_PERSONAS)
def listar_personas(ctx: Contexto, texto: str = "") -> Sequence[Ficha]:
    """Las personas de la entidad que responden al texto, o todas.

    Primero las que el plan nombra responsables y nunca se han vinculado, de más a menos actividades;
    luego por dependencia y nombre.

    Args:
        ctx: quién pide.
        texto: palabras del nombre, la dependencia, el rol o la situación, en cualquier orden.
    """
    fichas = ctx.unidad.personas.fichas(ctx.entidad.id, _vigencia(ctx), ctx.ahora)
    palabras = normalizar(texto).split()
    halladas = [ficha for ficha in fichas if all(palabra in _senas(ficha) for palabra in palabras)]
    return sorted(halladas, key=_orden)


@caso(Permiso.GESTIONAR_PERSONAS)
def ficha_de(ctx: Contexto, persona_id: IdPersona) -> Ficha:
    """La ficha de una persona de la entidad.

    Raises:
        NoEncontrado: no es de la entidad.
    """
    fichas = ctx.unidad.personas.fichas(ctx.entidad.id, _vigencia(ctx), ctx.ahora)
    hallada = next((ficha for ficha in fichas if ficha.persona.id == persona_id), None)
    if hallada is None:
        raise NoEncontrado("persona")
    return hallada


@caso(Permiso.GESTIONAR_PERSONAS)
def revisar_revocacion(ctx: Contexto, persona_id: IdPersona) -> Persona:
    """A quién se revocaría, si se puede; no guarda nada.

    Raises:
        NoEncontrado: no es de la entidad.
        SoloAdministracion: es de administración o planeación y quien pide no administra.
        UltimaAdministracion: es la última vinculada que administra.
    """
    gestion = Gestion(ctx)
    persona = gestion.persona(persona_id)
    exigir_puede_gestionar(ctx.actor, persona)
    gestion.exigir_otra_administracion(persona)
    return persona


@caso(Permiso.GESTIONAR_PERSONAS)
def revocar(ctx: Contexto, persona_id: IdPersona, motivo: str | None = None) -> Revocacion:
    """Retira el acceso: la cuenta deja de existir para el siguiente mensaje, en todas las réplicas.

    Se van con él sus borradores, sus invitaciones, lo que estaba por enviársele, el menú de su chat,
    sus delegaciones y los cambios de rol que pidió o esperaba. A quien no se había vinculado solo se le
    anulan las invitaciones.

    Raises:
        NoEncontrado, SoloAdministracion, UltimaAdministracion: como en ``revisar_revocacion``.
        EntradaInvalida: el motivo pasa de 300 caracteres.
    """
    gestion = Gestion(ctx)
    gestion.tomar_turno()
    persona = revisar_revocacion(ctx, persona_id)
    limpio = limpiar(motivo or "", MAXIMO_MOTIVO) or None
    terminadas: Sequence[Delegacion] = ()
    if persona.telegram_id is None and persona.activa:
        ctx.unidad.personas.anular_invitaciones(persona.id)
    else:
        terminadas = _soltar(ctx, persona)
    ctx.anotar(
        "revocar_persona",
        f"persona:{persona.id}",
        {"rol": persona.rol.value, "activa": persona.activa, "vinculada": persona.telegram_id is not None},
        {"motivo": limpio, "delegaciones_terminadas": [d.id for d in terminadas]},
    )
    return Revocacion(persona, tuple(terminadas))


def _soltar(ctx: Contexto, persona: Persona) -> Sequence[Delegacion]:
    unidad, por = ctx.unidad, ctx.actor.id or None
    if persona.telegram_id is not None:
        # Si esa cuenta tiene un mensaje a medio atender, se termina antes: después ya no escribe nada.
        unidad.turno(persona.telegram_id)
        unidad.salidas.cancelar_de(persona.telegram_id, _REVOCADA)
        unidad.salidas.encolar([sin_menu(persona.telegram_id)], ctx.ahora)
    unidad.personas.revocar(persona.id)
    unidad.cambios_de_rol.anular_de(persona.id, por, ctx.ahora)
    return unidad.delegaciones.terminar_de(persona.id, por, ctx.ahora, ctx.hoy)


def _vigencia(ctx: Contexto) -> Vigencia | None:
    try:
        return VistaDelPlan(ctx).vigencia_actual()
    except SinPlan:
        return None


def _senas(ficha: Ficha) -> str:
    persona = ficha.persona
    vinculacion = "sin vincular" if ficha.falta_vincular else ""
    situacion = ficha.situacion.value.replace("_", " ")
    return normalizar(
        f"{persona.nombre} {ficha.dependencia or ''} {persona.rol.value} {situacion} {vinculacion}"
    )


def _orden(ficha: Ficha) -> tuple[bool, int, str, str]:
    falta = ficha.falta_vincular
    return (
        not falta,
        -ficha.actividades if falta else 0,
        normalizar(ficha.dependencia or ""),
        normalizar(ficha.persona.nombre),
    )
