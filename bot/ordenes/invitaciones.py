"""/invitar: con todo dicho, el enlace y su código QR; con poco o nada, paso a paso."""

from __future__ import annotations

from dataclasses import replace

from bot.atencion.respuesta import Apertura, Respuesta
from bot.dialogos.invitacion import anuncio, enlace_de, imagenes
from bot.ordenes.pedido import Pedido, decir
from bot.textos.idioma import _
from bot.textos.libros import cuales_dependencias
from bot.textos.marcado import armar
from bot.textos.roles import leer_rol, nombre_del_rol
from dominio.casos.vincular import DatosInvitacion, invitar
from dominio.errores import NoEncontrado
from dominio.modelo.persona import Rol
from dominio.reglas.permisos import Permiso, exigir


def invitar_persona(pedido: Pedido) -> Respuesta:
    """«/invitar Nombre; rol; dependencia» da el enlace de un solo uso; «/invitar» lo pregunta."""
    exigir(pedido.contexto.actor, Permiso.INVITAR)
    if not pedido.argumento.strip():
        return Respuesta(abrir=Apertura("invitacion"))
    nombre, rol, dependencia = [p.strip() for p in [*pedido.argumento.split(";"), "", ""][:3]]
    papel = leer_rol(rol)
    if not nombre or papel is None:
        return _como_se_escribe()
    try:
        hecha = invitar(pedido.contexto, DatosInvitacion(nombre, papel, dependencia or None))
    except NoEncontrado as error:
        return decir(cuales_dependencias(error))
    enlace = enlace_de(hecha, pedido.nombre_del_bot)
    respuesta = decir(anuncio(hecha, enlace), (_("Ver las personas"), "n:o:personas"))
    return replace(respuesta, envios=imagenes(pedido.contexto.actor, hecha, enlace))


def _como_se_escribe() -> Respuesta:
    texto = armar(
        _(
            "Escriba el nombre, el rol y la dependencia separados por punto y coma.\n"
            "Ejemplo: <code>/invitar Ana Ruiz; responsable; Salud</code>\nRoles: %(roles)s."
        ),
        roles=", ".join(map(nombre_del_rol, Rol)),
    )
    return decir(texto, (_("Llenarla paso a paso"), "o:invitar"))
