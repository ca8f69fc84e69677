"""/delegar: quién reporta por quién, delegar por unas fechas y terminar antes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.atencion.respuesta import Apertura, Respuesta
from bot.dialogos.avisos import aviso_para
from bot.ordenes.pedido import Pedido, decir, leer_numero
from bot.textos import delegacion as textos
from bot.textos.idioma import _
from bot.textos.marcado import Html, unir
from dominio.casos.delegar import mis_delegaciones, terminar_delegacion
from dominio.entender.texto import normalizar
from dominio.modelo.delegacion import Delegacion
from dominio.modelo.identidad import IdDelegacion
from dominio.reglas.permisos import Permiso, exigir

_EN_PANTALLA = 6
_A_QUIEN = re.compile(r"^(?:a|en) ", re.IGNORECASE)
_TERMINAR = frozenset({"terminar", "terminar la delegacion", "ya volvi", "volvi"})


def delegar(pedido: Pedido) -> Respuesta:
    """«/delegar [a quién]», «/delegar terminar»; sin nada, las que hay o el diálogo."""
    exigir(pedido.contexto.actor, Permiso.DELEGAR)
    escrito = _A_QUIEN.sub("", pedido.argumento.strip())
    suyas = mis_delegaciones(pedido.contexto)
    if normalizar(escrito) in _TERMINAR:
        if len(suyas) == 1:
            return _terminar(pedido, suyas[0].id)
        return _lista(pedido, suyas)
    if escrito:
        return Respuesta(abrir=Apertura("delegacion", {"quien": escrito[:60]}))
    return _lista(pedido, suyas) if suyas else Respuesta(abrir=Apertura("delegacion"))


def tocar_delegaciones(pedido: Pedido) -> Respuesta:
    """Botones «j:f:<número>» (terminar) y «j:n» (nueva)."""
    accion, _dos, numero = pedido.argumento.partition(":")
    if accion == "f":
        return _terminar(pedido, IdDelegacion(leer_numero(numero)))
    return Respuesta(abrir=Apertura("delegacion"))


def _lista(pedido: Pedido, delegaciones: Sequence[Delegacion]) -> Respuesta:
    actor, hoy = pedido.contexto.actor, pedido.contexto.hoy
    lineas = [textos.para_quien(una, actor.id, hoy) for una in delegaciones[:_EN_PANTALLA]]
    vacia = Html(_("No tiene delegaciones."))
    pares = [
        (_rotulo(una, actor.id == una.titular_id), f"j:f:{una.id}") for una in delegaciones[:_EN_PANTALLA]
    ]
    pares.append((_("Delegar por unas fechas"), "j:n"))
    return decir(unir([Html(_("<b>Delegaciones</b>")), *(lineas or [vacia])]), *pares)


def _rotulo(delegacion: Delegacion, es_titular: bool) -> str:
    otra = delegacion.delegado if es_titular else delegacion.titular
    return _("Terminar la de %(nombre)s") % {"nombre": otra}


def _terminar(pedido: Pedido, delegacion_id: IdDelegacion) -> Respuesta:
    hecha = terminar_delegacion(pedido.contexto, delegacion_id)
    delegacion, revision = hecha.delegacion, hecha.revision
    if delegacion.terminada_en is not None:
        return decir(Html(_("Esa delegación ya había terminado.")), (_("Delegar otra vez"), "j:n"))
    texto = textos.terminada(delegacion)
    otras = [
        p for p in (revision.titular, revision.delegado, *revision.jefes) if p.id != pedido.contexto.actor.id
    ]
    envios = tuple(envio for otra in otras for envio in aviso_para(otra, texto))
    respuesta = decir(texto, (_("Delegar otra vez"), "j:n"), (_("Ver mis actividades"), "o:mis"), por_fila=2)
    return Respuesta(respuesta.pantallas, _("Hecho."), envios=envios)
