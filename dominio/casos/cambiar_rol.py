"""Cambiar el rol de una persona: lo pide una y lo aprueba otra."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dominio.casos.contexto import Contexto, caso
from dominio.casos.gestion import Gestion
from dominio.entender.texto import limpiar
from dominio.errores import NoEncontrado
from dominio.errores.personas import CambioYaDecidido, CambioYaPedido, RolPropio, RolSinCambio
from dominio.modelo.cambio_de_rol import CambioDeRol, EstadoCambio, NuevoCambio
from dominio.modelo.identidad import IdCambioDeRol, IdDependencia, IdPersona
from dominio.modelo.persona import Persona, Rol
from dominio.reglas.doble_firma import VIGENCIA_DEL_CAMBIO, exigir_firma, exigir_vigente, firmantes
from dominio.reglas.permisos import Permiso, puede

MAXIMO_MOTIVO = 300


@dataclass(frozen=True, slots=True)
class DatosCambio:
    """Qué rol se pide para quién.

    Attributes:
        dependencia: código o nombre; sin ella, la que la persona ya tiene.
    """

    persona_id: IdPersona
    rol: Rol
    dependencia: str | None = None
    motivo: str | None = None


@dataclass(frozen=True, slots=True)
class CambioPedido:
    """El cambio que quedó esperando.

    Attributes:
        firmantes: quiénes lo pueden aprobar por el chat; vacío = solo por la línea de órdenes.
    """

    cambio: CambioDeRol
    firmantes: tuple[Persona, ...]


@dataclass(frozen=True, slots=True)
class CambioDecidido:
    """Lo que se decidió.

    Attributes:
        persona: como queda.
        pidio: quien lo pidió; ``None`` si fue la línea de órdenes.
    """

    cambio: CambioDeRol
    persona: Persona
    pidio: Persona | None


@caso(Permiso.GESTIONAR_PERSONAS)
def revisar_cambio_de_rol(ctx: Contexto, datos: DatosCambio) -> Persona:
    """A quién se le cambiaría el rol, si se puede; no guarda nada.

    Raises:
        NoEncontrado: no es de la entidad o está revocada, o la dependencia no se reconoce.
        RolPropio: es el rol de quien pide. RolSinCambio: ya tiene ese rol y esa dependencia.
        DependenciaFaltante: el rol necesita dependencia y no hay ninguna.
        UltimaAdministracion: dejaría a la entidad sin nadie que administre.
    """
    return _revisar(ctx, datos)[0]


@caso(Permiso.GESTIONAR_PERSONAS)
def pedir_cambio_de_rol(ctx: Contexto, datos: DatosCambio) -> CambioPedido:
    """Deja pedido el cambio, con la primera firma; nada cambia hasta que otra persona lo apruebe.

    Raises:
        CambioYaPedido: la persona ya tiene uno esperando.
        NoEncontrado, RolPropio, RolSinCambio, DependenciaFaltante, UltimaAdministracion: como en
            ``revisar_cambio_de_rol``.
        EntradaInvalida: el motivo pasa de 300 caracteres.
    """
    actor = Gestion(ctx).tomar_turno()
    persona, dependencia_id = _revisar(ctx, datos)
    _retirar_caducados(ctx, persona.id)
    nuevo = NuevoCambio(
        entidad_id=ctx.entidad.id,
        persona_id=persona.id,
        rol_anterior=persona.rol,
        rol_nuevo=datos.rol,
        dependencia_anterior=persona.dependencia_id,
        dependencia_nueva=dependencia_id,
        motivo=limpiar(datos.motivo or "", MAXIMO_MOTIVO) or None,
        pedido_por=actor.id or None,
        pedido_en=ctx.ahora,
    )
    try:
        cambio = ctx.unidad.cambios_de_rol.pedir(nuevo)
    except CambioYaPedido as causa:
        raise CambioYaPedido("persona", persona=persona.nombre) from causa
    ctx.anotar("pedir_cambio_de_rol", f"persona:{persona.id}", _antes(cambio), _despues(cambio))
    pidio = actor if actor.id else None
    otras = ctx.unidad.personas.listar(ctx.entidad.id)
    return CambioPedido(cambio, firmantes(otras, cambio, pidio))


@caso(Permiso.GESTIONAR_PERSONAS)
def aprobar_cambio_de_rol(ctx: Contexto, cambio_id: IdCambioDeRol) -> CambioDecidido:
    """La segunda firma: el rol cambia ya.

    Raises:
        NoEncontrado: no es de la entidad. CambioYaDecidido: alguien decidió antes.
        RolPropio, FirmaRepetida, FaltaFirmaDeAdministracion: esa firma no basta.
        CambioCaducado: pasó una semana, o la persona o quien lo pidió ya no son los mismos.
        UltimaAdministracion: dejaría a la entidad sin nadie que administre.
    """
    gestion = Gestion(ctx)
    actor = gestion.tomar_turno()
    cambio, pidio = _esperando(ctx, cambio_id)
    exigir_firma(actor, cambio, pidio)
    persona = gestion.persona(cambio.persona_id)
    exigir_vigente(cambio, persona, pidio, ctx.ahora)
    if cambio.rol_nuevo is not persona.rol:
        gestion.exigir_otra_administracion(persona)
    _decidir(ctx, cambio, EstadoCambio.APROBADO)
    nueva = ctx.unidad.personas.actualizar_papel(persona.id, cambio.rol_nuevo, cambio.dependencia_nueva)
    # Lo que pidió con el rol que ya no tiene deja de valer como primera firma.
    ctx.unidad.cambios_de_rol.anular_de(persona.id, actor.id or None, ctx.ahora)
    if not puede(nueva, Permiso.REGISTRAR_AVANCE):
        ctx.unidad.delegaciones.terminar_de(persona.id, actor.id or None, ctx.ahora, ctx.hoy)
    ctx.anotar("cambiar_rol", f"persona:{persona.id}", _antes(cambio), _despues(cambio))
    return CambioDecidido(cambio, nueva, pidio)


@caso(Permiso.GESTIONAR_PERSONAS)
def rechazar_cambio_de_rol(ctx: Contexto, cambio_id: IdCambioDeRol) -> CambioDecidido:
    """No se hace; también lo retira así quien lo pidió.

    Raises:
        NoEncontrado: no es de la entidad. CambioYaDecidido: alguien decidió antes.
        RolPropio: es el rol de quien lo rechaza.
    """
    gestion = Gestion(ctx)
    actor = gestion.tomar_turno()
    cambio, pidio = _esperando(ctx, cambio_id)
    if actor.id == cambio.persona_id:
        raise RolPropio("persona")
    _decidir(ctx, cambio, EstadoCambio.RECHAZADO)
    ctx.anotar("rechazar_cambio_de_rol", f"persona:{cambio.persona_id}", _antes(cambio), _despues(cambio))
    return CambioDecidido(cambio, gestion.persona(cambio.persona_id), pidio)


@caso(Permiso.GESTIONAR_PERSONAS)
def cambios_esperando(ctx: Contexto) -> Sequence[CambioDeRol]:
    """Los cambios de rol que esperan la segunda firma, del más viejo al más nuevo."""
    limite = ctx.ahora - VIGENCIA_DEL_CAMBIO
    return [c for c in ctx.unidad.cambios_de_rol.esperando(ctx.entidad.id) if c.pedido_en > limite]


def _revisar(ctx: Contexto, datos: DatosCambio) -> tuple[Persona, IdDependencia | None]:
    gestion = Gestion(ctx)
    persona = gestion.persona(datos.persona_id)
    if not persona.activa:
        raise NoEncontrado("persona")
    if persona.id == ctx.actor.id:
        raise RolPropio("persona")
    dependencia_id = gestion.dependencia(datos.rol, datos.dependencia, persona.dependencia_id)
    if (persona.rol, persona.dependencia_id) == (datos.rol, dependencia_id):
        raise RolSinCambio("rol", persona=persona.nombre)
    if datos.rol is not persona.rol:
        gestion.exigir_otra_administracion(persona)
    return persona, dependencia_id


def _retirar_caducados(ctx: Contexto, persona_id: IdPersona) -> None:
    for cambio in ctx.unidad.cambios_de_rol.esperando(ctx.entidad.id):
        if cambio.persona_id == persona_id and ctx.ahora >= cambio.pedido_en + VIGENCIA_DEL_CAMBIO:
            _decidir(ctx, cambio, EstadoCambio.ANULADO)


def _esperando(ctx: Contexto, cambio_id: IdCambioDeRol) -> tuple[CambioDeRol, Persona | None]:
    cambio = ctx.unidad.cambios_de_rol.traer(ctx.entidad.id, cambio_id)
    if cambio.estado is not EstadoCambio.PEDIDO:
        raise CambioYaDecidido("cambio")
    pidio = None if cambio.pedido_por is None else ctx.unidad.personas.traer(cambio.pedido_por)
    return cambio, pidio


def _decidir(ctx: Contexto, cambio: CambioDeRol, estado: EstadoCambio) -> None:
    if not ctx.unidad.cambios_de_rol.decidir(cambio.id, estado, ctx.actor.id or None, ctx.ahora):
        raise CambioYaDecidido("cambio")


def _antes(cambio: CambioDeRol) -> dict[str, object]:
    return {"rol": cambio.rol_anterior.value, "dependencia": cambio.dependencia_anterior}


def _despues(cambio: CambioDeRol) -> dict[str, object]:
    return {
        "rol": cambio.rol_nuevo.value,
        "dependencia": cambio.dependencia_nueva,
        "cambio": cambio.id,
        "pedido_por": cambio.pedido_por,
        "motivo": cambio.motivo,
    }
