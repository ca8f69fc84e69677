"""/misdatos: qué se guarda de quien pregunta, para qué, quién lo ve y cómo pedir que se corrija."""

from __future__ import annotations

from bot.atencion.respuesta import Respuesta
from bot.ordenes.en_cola import encargar_envio
from bot.ordenes.pedido import Pedido, decir
from bot.textos import delegacion as textos
from bot.textos import formato
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, unir
from bot.textos.roles import nombre_del_rol
from dominio.casos.mis_datos import MisDatos, mis_datos

_DELEGACIONES = 4


def misdatos(pedido: Pedido) -> Respuesta:
    """«/misdatos»."""
    propios = mis_datos(pedido.contexto)
    bloques = [
        unir([Html(_("<b>Sus datos</b> (Ley 1581 de 2012)")), *_quien_es(propios)]),
        unir(_que_hizo(propios, pedido)),
        unir(_para_que(pedido)),
    ]
    return decir(unir(bloques, "\n\n"), (_("Descargar mis datos"), "o:descargar"))


def descargar(pedido: Pedido) -> Respuesta:
    """«/descargar»: lo propio en un archivo, que llega por el chat."""
    return encargar_envio(pedido, {"misdatos": True}, Html(_("Preparo su archivo… le llega por aquí.")))


def _quien_es(propios: MisDatos) -> list[Html]:
    persona, acepto = propios.persona, propios.persona.acepto_aviso_en
    return [
        armar(_("Nombre: %(nombre)s"), nombre=persona.nombre),
        armar(_("Cargo: %(cargo)s"), cargo=persona.cargo or _("sin registrar")),
        armar(
            _("Rol: %(rol)s · Dependencia: %(dependencia)s"),
            rol=nombre_del_rol(persona.rol),
            dependencia=propios.dependencia or _("ninguna"),
        ),
        armar(_("Cuenta de Telegram: %(cuenta)s"), cuenta=persona.telegram_id),
        armar(
            _("Aceptó el aviso y se vinculó: %(cuando)s"),
            cuando=formato.instante(acepto) if acepto is not None else _("sin registrar"),
        ),
    ]


def _que_hizo(propios: MisDatos, pedido: Pedido) -> list[Html]:
    avances = ngettext("%(n)s reporte de avance", "%(n)s reportes de avance", propios.avances)
    gastos = ngettext("%(n)s movimiento de ejecución", "%(n)s movimientos de ejecución", propios.ejecuciones)
    hoy, yo = pedido.contexto.hoy, pedido.contexto.actor.id
    return [
        armar(
            _("Ha guardado %(avances)s y %(gastos)s."),
            avances=avances % {"n": propios.avances},
            gastos=gastos % {"n": propios.ejecuciones},
        ),
        *(textos.para_quien(una, yo, hoy) for una in propios.delegaciones[:_DELEGACIONES]),
        Html(
            _(
                "También quedan los archivos que adjunta y la traza de quién hizo qué y cuándo. "
                "Los mensajes sueltos no se guardan, salvo un día el que deja una pregunta por contestar."
            )
        ),
    ]


def _para_que(pedido: Pedido) -> list[Html]:
    return [
        Html(_("<b>Para qué:</b> el seguimiento del Plan de Acción, y nada más.")),
        Html(
            _(
                "<b>Quién los ve:</b> planeación, quien administra el asistente y quien consulta (control); "
                "su jefatura y sus compañeros, los de su dependencia. En tarjetas y grupos nunca salen "
                "nombres."
            )
        ),
        armar(
            _(
                "<b>Sus derechos:</b> conocerlos, corregirlos y pedir que se supriman. La responsable es "
                "%(entidad)s: escríbale a planeación. Una consulta se responde en diez días hábiles y un "
                "reclamo en quince (arts. 14 y 15). Al desvincularse pierde el acceso; los reportes se "
                "conservan porque son documentos públicos."
            ),
            entidad=pedido.contexto.entidad.nombre,
        ),
    ]
