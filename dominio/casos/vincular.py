"""Invitar a una persona y vincular su cuenta de Telegram, con el aviso de datos personales."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn

from dominio.casos.contexto import Contexto, caso
from dominio.casos.gestion import Gestion
from dominio.entender.texto import limpiar
from dominio.errores import (
    DemasiadosIntentos,
    InvitacionInvalida,
    NombreVacio,
    PermisoDenegado,
)
from dominio.errores.personas import PapelDeVinculada
from dominio.modelo.auditoria import Anotacion
from dominio.modelo.envio import sin_menu
from dominio.modelo.identidad import IdDependencia
from dominio.modelo.persona import NuevaPersona, Persona, Rol
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.reglas.doble_firma import RESERVADOS
from dominio.reglas.permisos import Permiso

# Casos que ocurren antes de que haya persona: no llevan permiso porque la invitación es la llave.
SIN_PERSONA = ("consultar_invitacion", "vincular")

VIGENCIA_INVITACION = timedelta(hours=72)
MAXIMO_INTENTOS = 10
MAXIMO_NOMBRE = 200
# 24 bytes son 192 bits y 32 caracteres: caben de sobra en los 64 del enlace de Telegram.
BYTES_DEL_CODIGO = 24

_OTRO_TELEFONO = "la cuenta se vinculó desde otro teléfono"


@dataclass(frozen=True, slots=True)
class DatosInvitacion:
    """A quién se invita y con qué papel.

    Attributes:
        dependencia_codigo_o_nombre: de las del plan; obligatoria para jefe y responsable si la
            persona no la tiene ya.
    """

    nombre: str
    rol: Rol
    dependencia_codigo_o_nombre: str | None = None


@dataclass(frozen=True, slots=True)
class Invitacion:
    """La invitación recién hecha. El código se muestra una vez: solo se guarda su resumen."""

    codigo: str
    persona: Persona
    vence_en: datetime


@caso(Permiso.INVITAR)
def invitar(ctx: Contexto, datos: DatosInvitacion) -> Invitacion:
    """Invita a una persona de la entidad; reutiliza a la de ese nombre y anula sus invitaciones viejas.

    Desde el chat, a administración y planeación solo las invita administración, ni siquiera para
    volver a vincular a quien ya tiene ese rol: quien recibe el enlace entra como esa persona. A quien ya
    está vinculado la invitación le sirve para otro teléfono, no para otro rol.

    Raises:
        NombreVacio: no hay nombre.
        PermisoDenegado: el rol pedido, o el que la persona ya tiene, lo da solo administración.
        PapelDeVinculada: la persona ya está vinculada con otro rol o dependencia.
        NoEncontrado: ninguna dependencia, o más de una, responde a ese código o nombre.
        DependenciaFaltante: el rol necesita dependencia y no hay ninguna.
    """
    nombre = " ".join(limpiar(datos.nombre, MAXIMO_NOMBRE).split())
    if not any(letra.isalpha() for letra in nombre):
        raise NombreVacio("nombre")
    conocida = ctx.unidad.personas.por_nombre(ctx.entidad.id, nombre)
    _exigir_puede_invitar(ctx, datos.rol, conocida)
    anterior = None if conocida is None else conocida.dependencia_id
    dependencia_id = Gestion(ctx).dependencia(datos.rol, datos.dependencia_codigo_o_nombre, anterior)
    _exigir_mismo_papel(ctx, conocida, datos.rol, dependencia_id)
    persona = _persona(ctx, nombre, datos.rol, dependencia_id)
    codigo = secrets.token_urlsafe(BYTES_DEL_CODIGO)
    vence_en = ctx.ahora + VIGENCIA_INVITACION
    ctx.unidad.personas.invitar(persona.id, _resumen(codigo), vence_en, ctx.actor.id or None)
    ctx.anotar(
        "invitar",
        f"persona:{persona.id}",
        None if conocida is None else _papel(conocida),
        _papel(persona) | {"vence_en": vence_en.isoformat()},
    )
    return Invitacion(codigo, persona, vence_en)


def consultar_invitacion(unidad: UnidadDeTrabajo, codigo: str, telegram_id: int, ahora: datetime) -> Persona:
    """De quién es la invitación, para mostrarle el aviso antes de gastarla.

    Quien llama confirma la transacción aunque falle: así el intento fallido queda contado.

    Raises:
        InvitacionInvalida: no existe, ya se usó o venció; no se dice cuál.
        DemasiadosIntentos: esa cuenta lleva más de diez intentos fallidos en la última hora.
    """
    persona = unidad.personas.invitada(_resumen(codigo), ahora)
    if persona is None:
        _rechazar(unidad, telegram_id, ahora, None)
    return persona


def vincular(
    unidad: UnidadDeTrabajo, codigo: str, telegram_id: int, ahora: datetime, update_id: int | None
) -> Persona:
    """Acepta el aviso de datos personales, gasta la invitación y vincula la cuenta, con su traza.

    Quien llama confirma la transacción aunque falle: así el intento fallido queda contado.

    Raises:
        InvitacionInvalida: no existe, ya se usó o venció; no se dice cuál.
        DemasiadosIntentos: esa cuenta lleva más de diez intentos fallidos en la última hora.
        CuentaYaVinculada: esa cuenta de Telegram es de otra persona.
    """
    resumen = _resumen(codigo)
    antes = unidad.personas.invitada(resumen, ahora)
    persona = unidad.personas.vincular(resumen, telegram_id, ahora)
    if persona is None:
        _rechazar(unidad, telegram_id, ahora, update_id)
    if antes is not None and antes.telegram_id not in (None, telegram_id):
        _soltar(unidad, antes.telegram_id, ahora)
    despues = {
        "rol": persona.rol.value,
        "acepto_aviso_en": ahora.isoformat(),
        "norma": "Ley 1581 de 2012",
    }
    objeto = f"persona:{persona.id}"
    unidad.auditoria.anotar(
        Anotacion(
            persona.entidad_id, persona.id, "vincular_cuenta", objeto, None, despues, update_id, "chat"
        ),
        ahora,
    )
    return persona


def _exigir_puede_invitar(ctx: Contexto, rol: Rol, conocida: Persona | None) -> None:
    papeles = {rol} if conocida is None else {rol, conocida.rol}
    reservado = bool(papeles & RESERVADOS)
    if reservado and ctx.canal != "cli" and ctx.actor.rol is not Rol.ADMINISTRACION:
        raise PermisoDenegado("rol", rol=rol.value)


def _exigir_mismo_papel(
    ctx: Contexto, conocida: Persona | None, rol: Rol, dependencia_id: IdDependencia | None
) -> None:
    """El rol de quien ya entra lo cambian dos personas: una invitación sería la puerta de atrás."""
    if conocida is None or conocida.telegram_id is None or not conocida.activa or ctx.canal == "cli":
        return
    if (conocida.rol, conocida.dependencia_id) != (rol, dependencia_id):
        raise PapelDeVinculada("rol", persona=conocida.nombre)


def _persona(ctx: Contexto, nombre: str, rol: Rol, dependencia_id: IdDependencia | None) -> Persona:
    personas = ctx.unidad.personas
    conocida = personas.por_nombre(ctx.entidad.id, nombre)
    if conocida is None:
        return personas.crear(NuevaPersona(ctx.entidad.id, nombre, rol, dependencia_id))
    if (conocida.rol, conocida.dependencia_id) == (rol, dependencia_id):
        return conocida
    return personas.actualizar_papel(conocida.id, rol, dependencia_id)


def _papel(persona: Persona) -> dict[str, object]:
    return {"rol": persona.rol.value, "dependencia": persona.dependencia_id, "activa": persona.activa}


def _soltar(unidad: UnidadDeTrabajo, cuenta: int | None, ahora: datetime) -> None:
    """La cuenta anterior de la persona se queda sin nada pendiente y sin menú."""
    if cuenta is not None:
        unidad.salidas.cancelar_de(cuenta, _OTRO_TELEFONO)
        unidad.salidas.encolar([sin_menu(cuenta)], ahora)


def _resumen(codigo: str) -> str:
    return hashlib.sha256(codigo.encode("utf-8", "surrogatepass")).hexdigest()


def _rechazar(unidad: UnidadDeTrabajo, telegram_id: int, ahora: datetime, update_id: int | None) -> NoReturn:
    intentos = unidad.personas.anotar_intento(telegram_id, ahora)
    if intentos <= MAXIMO_INTENTOS:
        # Pasado el tope ya no se anota: un insistente no debe poder llenar la traza.
        objeto = f"telegram:{telegram_id}"
        despues = {"intentos": intentos}
        unidad.auditoria.anotar(
            Anotacion(None, None, "rechazar_acceso", objeto, None, despues, update_id, "chat"), ahora
        )
        raise InvitacionInvalida("codigo")
    raise DemasiadosIntentos("codigo", intentos=intentos, maximo=MAXIMO_INTENTOS)
