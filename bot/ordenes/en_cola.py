"""Los libros y dibujos que alguien pide por el chat: cada uno en su turno, y el repetido una sola vez."""

from __future__ import annotations

from collections.abc import Mapping

from bot.atencion.respuesta import Respuesta
from bot.ordenes.pedido import Pedido, decir
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar
from dominio.modelo.encargo import TipoEncargo

# Con más en fila, lo que se pide ahora tardaría tanto que es mejor decir que no se anotó.
MAXIMO_EN_COLA = 5


def encargar_envio(pedido: Pedido, parametros: Mapping[str, object], texto: Html) -> Respuesta:
    """Anota el trabajo detrás de los que esa persona ya pidió, y deja el mensaje que dice que viene.

    Args:
        parametros: qué se pide; el mismo pedido que aún no sale no se hace dos veces.
        texto: lo que se le dice mientras llega.
    """
    contexto = pedido.contexto
    en_cola = contexto.unidad.encargos.en_cola_de(contexto.actor.id, TipoEncargo.EXPORTAR)
    if dict(parametros) in en_cola:
        return decir(Html(_("Eso mismo ya lo estoy preparando. Llega en un momento.")))
    if len(en_cola) >= MAXIMO_EN_COLA:
        frase = _("Ya le estoy preparando %(n)s envíos y este no lo anoté: pídalo otra vez cuando lleguen.")
        return decir(armar(frase, n=len(en_cola)))
    encargo = contexto.unidad.encargos.crear(
        TipoEncargo.EXPORTAR, contexto.entidad.id, contexto.actor.id, pedido.entrada.chat_id, parametros
    )
    return Respuesta(decir(texto).pantallas, encargo=encargo.id)
