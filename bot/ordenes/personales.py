"""/misdatos: qué se guarda de quien pregunta, y sus derechos."""

from __future__ import annotations

from bot.atencion.respuesta import Respuesta
from bot.ordenes.pedido import Pedido, decir
from bot.textos import formato
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, unir
from bot.textos.roles import nombre_del_rol


def misdatos(pedido: Pedido) -> Respuesta:
    """«/misdatos»."""
    contexto = pedido.contexto
    persona = contexto.actor
    dependencias = contexto.unidad.entidades.dependencias(contexto.entidad.id)
    dependencia = next((d.nombre for d in dependencias if d.id == persona.dependencia_id), _("ninguna"))
    acepto = persona.acepto_aviso_en
    lineas = [
        Html(_("<b>Sus datos</b> (Ley 1581 de 2012)")),
        armar(_("Nombre: %(nombre)s"), nombre=persona.nombre),
        armar(_("Cargo: %(cargo)s"), cargo=persona.cargo or _("sin registrar")),
        armar(
            _("Rol: %(rol)s · Dependencia: %(dependencia)s"),
            rol=nombre_del_rol(persona.rol),
            dependencia=dependencia,
        ),
        armar(_("Cuenta de Telegram: %(cuenta)s"), cuenta=persona.telegram_id),
        armar(
            _("Aceptó el aviso: %(cuando)s"),
            cuando=formato.instante(acepto) if acepto is not None else _("sin registrar"),
        ),
        Html(
            _(
                "También se guardan los reportes que usted confirma, con sus archivos, y la traza de quién "
                "hizo qué y cuándo. Los mensajes sueltos no se guardan."
            )
        ),
        armar(
            _(
                "La responsable es %(entidad)s. Para corregir algo o desvincular su cuenta, dígalo a "
                "planeación."
            ),
            entidad=contexto.entidad.nombre,
        ),
    ]
    return decir(unir(lineas))
