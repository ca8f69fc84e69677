"""Difundir: un mensaje a todas las personas, a un rol o a unas dependencias."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dominio.casos.contexto import Contexto, caso
from dominio.entender.texto import limpiar
from dominio.errores import EntradaInvalida, NoEncontrado
from dominio.errores.difusiones import DifusionSinDestinatarios
from dominio.modelo.difusion import (
    DestinoDeDifusion,
    Difusion,
    DifusionConCuenta,
    NuevaDifusion,
)
from dominio.modelo.entidad import Dependencia
from dominio.modelo.persona import Persona
from dominio.reglas.difusiones import (
    MAXIMO_TEXTO,
    TOPE_POR_DIA,
    desde_hoy,
    exigir_cupo,
    exigir_largo,
    hasta_cuando_sirve,
    proxima_salida,
)
from dominio.reglas.permisos import Permiso


@dataclass(frozen=True, slots=True)
class Audiencia:
    """Entre quiénes se escoge: las personas activas de la entidad, menos quien difunde."""

    personas: tuple[Persona, ...]
    dependencias: tuple[Dependencia, ...]

    def de(self, destino: DestinoDeDifusion) -> tuple[Persona, ...]:
        """Las que ese destino incluye, por nombre."""
        return tuple(p for p in self.personas if destino.incluye(p.rol, p.dependencia_id))


@dataclass(frozen=True, slots=True)
class PeticionDeDifusion:
    """Lo que se quiere difundir.

    Attributes:
        texto: hasta 2.500 caracteres, contados como los cuenta Telegram (un emoji vale dos).
        ya: sale ahora aunque sea de noche o no se trabaje.
    """

    destino: DestinoDeDifusion
    texto: str
    ya: bool = False


@dataclass(frozen=True, slots=True)
class RevisionDeDifusion:
    """Qué pasaría si se confirma.

    Attributes:
        texto: ya limpio.
        recibiran: a quiénes les llega.
        sin_cuenta, bloquearon: a quiénes no, por qué; en orden alfabético.
        sale_en: instante UTC en que sale.
        decente: instante UTC en que saldría sin molestar; si es el de ahora, ya es buena hora.
        hechas_hoy: cuántas van hoy en la entidad, sin esta.
    """

    texto: str
    recibiran: tuple[Persona, ...]
    sin_cuenta: tuple[Persona, ...]
    bloquearon: tuple[Persona, ...]
    sale_en: datetime
    decente: datetime
    hechas_hoy: int
    tope: int = TOPE_POR_DIA


@caso(Permiso.DIFUNDIR)
def audiencia(ctx: Contexto) -> Audiencia:
    """Las personas y dependencias entre las que se escoge."""
    personas = ctx.unidad.personas.listar(ctx.entidad.id)
    dependencias = ctx.unidad.entidades.dependencias(ctx.entidad.id)
    return Audiencia(tuple(p for p in personas if p.id != ctx.actor.id), tuple(dependencias))


@caso(Permiso.DIFUNDIR)
def revisar_difusion(ctx: Contexto, peticion: PeticionDeDifusion) -> RevisionDeDifusion:
    """A quiénes les llegaría, a quiénes no y cuándo; no guarda nada.

    Raises:
        DemasiadasDifusiones: hoy ya salieron las que se permiten.
        DifusionSinDestinatarios: a nadie de ese destino le puede llegar.
        EntradaInvalida: el texto está vacío o pasa de 2.500 caracteres.
    """
    texto = limpiar(peticion.texto, MAXIMO_TEXTO)
    if not texto:
        raise EntradaInvalida("vacio", "texto")
    exigir_largo(texto)
    hechas = ctx.unidad.difusiones.desde(ctx.entidad.id, desde_hoy(ctx.ahora))
    exigir_cupo(hechas)
    personas = audiencia(ctx).de(peticion.destino)
    con_cuenta = [p for p in personas if p.telegram_id is not None]
    recibiran = tuple(p for p in con_cuenta if not p.inalcanzable)
    if not recibiran:
        raise DifusionSinDestinatarios("a_quien")
    decente = proxima_salida(ctx.ahora, ctx.calendario.es_habil)
    return RevisionDeDifusion(
        texto=texto,
        recibiran=recibiran,
        sin_cuenta=tuple(p for p in personas if p.telegram_id is None),
        bloquearon=tuple(p for p in con_cuenta if p.inalcanzable),
        sale_en=ctx.ahora if peticion.ya else decente,
        decente=decente,
        hechas_hoy=hechas,
    )


@caso(Permiso.DIFUNDIR)
def difundir(
    ctx: Contexto,
    peticion: PeticionDeDifusion,
    clave_envio: str,
    cuerpo: Mapping[str, object],
    chat_id: int | None = None,
) -> DifusionConCuenta:
    """Deja en la salida un mensaje por persona, con su traza; la misma clave es la misma difusión.

    Args:
        ctx: quién difunde.
        peticion: a quiénes, qué y si sale aunque no sea hora.
        clave_envio: la del diálogo o la orden que confirmó.
        cuerpo: el mensaje ya redactado, igual para todas las personas.
        chat_id: dónde se cuenta cómo va.

    Raises:
        DemasiadasDifusiones, DifusionSinDestinatarios, EntradaInvalida: como en ``revisar_difusion``.
    """
    ctx.unidad.difusiones.exclusiva(ctx.entidad.id)
    ya_hecha = ctx.unidad.difusiones.por_clave(clave_envio)
    if ya_hecha is not None:
        return _con_cuenta(ctx, ya_hecha)
    revision = revisar_difusion(ctx, peticion)
    nueva = NuevaDifusion(
        entidad_id=ctx.entidad.id,
        clave_envio=clave_envio,
        autor_id=ctx.actor.id or None,
        chat_id=chat_id,
        texto=revision.texto,
        destino=peticion.destino,
        cuerpo=cuerpo,
        creada_en=ctx.ahora,
        sale_en=revision.sale_en,
        vence_en=hasta_cuando_sirve(revision.sale_en),
    )
    return _guardar(ctx, nueva, revision)


def _guardar(ctx: Contexto, nueva: NuevaDifusion, revision: RevisionDeDifusion) -> DifusionConCuenta:
    numero = ctx.unidad.difusiones.crear(nueva)
    if numero is None:
        raise NoEncontrado("difusion", texto=nueva.clave_envio)
    hecha = _con_cuenta(ctx, ctx.unidad.difusiones.traer(ctx.entidad.id, numero))
    ctx.anotar("difundir", f"difusion:{numero}", None, _traza(nueva, revision, hecha))
    return hecha


def _con_cuenta(ctx: Contexto, difusion: Difusion) -> DifusionConCuenta:
    return DifusionConCuenta(difusion, ctx.unidad.difusiones.cuentas([difusion.id])[difusion.id])


def _traza(nueva: NuevaDifusion, revision: RevisionDeDifusion, hecha: DifusionConCuenta) -> dict[str, object]:
    destino = nueva.destino
    return {
        "rol": None if destino.rol is None else destino.rol.value,
        "dependencias": list(destino.dependencias),
        "texto": nueva.texto,
        "destinatarios": hecha.cuenta.total,
        "sin_entrega": hecha.cuenta.total - hecha.cuenta.pendientes,
        "sale_en": revision.sale_en.isoformat(),
        "fuera_de_hora": revision.sale_en < revision.decente,
    }
