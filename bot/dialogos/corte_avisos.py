"""El mensaje que recibe cada responsable cuando se decide algo sobre un corte: uno por persona."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC

from bot.motor.botones import APARTE
from bot.motor.pantalla import Pantalla, botones
from bot.textos import formato
from bot.textos.cortes import codigos, cuantas
from bot.textos.idioma import Perezosa, _, _l
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.contexto import Contexto
from dominio.casos.cortes import Afectado, RevisionDeCorte
from dominio.modelo.corte import AccionDeCorte, ActoDeCorte, clave_de_avisos
from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.reglas.plazos import momento_decente

_MOTIVO = 500
_QUE_PASO: Mapping[AccionDeCorte, Perezosa] = {
    AccionDeCorte.CERRAR: _l("<b>Cerró el corte %(corte)s</b>"),
    AccionDeCorte.PRORROGAR: _l("<b>Se prorrogó el corte %(corte)s hasta el %(hasta)s</b>"),
    AccionDeCorte.REABRIR: _l("<b>Se reabrió el corte %(corte)s hasta el %(hasta)s</b>"),
}
_QUE_FALTA: Mapping[AccionDeCorte, Perezosa] = {
    AccionDeCorte.CERRAR: _l("Quedó como omisión: %(que)s (%(codigos)s)."),
    AccionDeCorte.PRORROGAR: _l("Le falta por reportar: %(que)s (%(codigos)s)."),
    AccionDeCorte.REABRIR: _l("Le falta por reportar: %(que)s (%(codigos)s)."),
}


@dataclass(frozen=True, slots=True)
class Avisos:
    """A quiénes se les avisa.

    Attributes:
        envios: un mensaje por persona.
        despues: si esperan a la próxima hora decente.
        sin_chat: cuántos no están vinculados o bloquearon el asistente.
    """

    envios: tuple[Envio, ...] = ()
    despues: bool = False
    sin_chat: int = 0


def redactar_avisos(ctx: Contexto, acto: ActoDeCorte, revision: RevisionDeCorte) -> Avisos:
    """Los mensajes a quienes les falta reportar, menos a quien decidió; abrir no se avisa.

    De noche o en día no hábil salen en la próxima hora decente (a más tardar el último día del
    plazo nuevo, si lo hay).
    """
    if acto.accion not in _QUE_PASO:
        return Avisos()
    otros = [a for a in revision.afectados if a.persona.id != ctx.actor.id]
    con_chat = [a for a in otros if a.persona.telegram_id is not None and not a.persona.inalcanzable]
    cuando = momento_decente(ctx.ahora, acto.hasta, ctx.calendario.es_habil).astimezone(UTC)
    espera = cuando if cuando > ctx.ahora else None
    envios = tuple(replace(_envio(acto, afectado), no_antes=espera) for afectado in con_chat)
    return Avisos(envios, espera is not None and bool(envios), len(otros) - len(con_chat))


def _envio(acto: ActoDeCorte, afectado: Afectado) -> Envio:
    persona, chat = afectado.persona, afectado.persona.telegram_id
    if chat is None:
        raise ValueError(f"la persona {persona.id} no tiene chat")
    accesos = [(_("Ver mis pendientes"), f"{APARTE}o:pendientes")]
    if any(omision.actividad_id is not None for omision in afectado.omisiones):
        accesos.insert(0, (_("Reportar avance"), f"{APARTE}o:avance"))
    pantalla = Pantalla(_texto(acto, afectado), botones(*accesos, por_fila=2))
    clave = f"{clave_de_avisos(persona.entidad_id, acto.corte)}{acto.id}:{persona.id}"
    return Envio(chat, "sendMessage", pantalla.cuerpo(), ClaseEnvio.AVISO, clave, persona.id)


def _texto(acto: ActoDeCorte, afectado: Afectado) -> Html:
    hasta = formato.fecha(acto.hasta) if acto.hasta else ""
    faltan = afectado.omisiones
    lineas = [
        armar(str(_QUE_PASO[acto.accion]), corte=formato.corte(acto.corte), hasta=hasta),
        armar(_("Motivo: %(motivo)s"), motivo=recortar(acto.motivo, _MOTIVO)) if acto.motivo else Html(""),
        armar(str(_QUE_FALTA[acto.accion]), que=cuantas(faltan), codigos=codigos(faltan)),
    ]
    if acto.accion is AccionDeCorte.CERRAR:
        lineas.append(Html(_("Todavía puede reportar; se guarda y se dice que llegó tarde.")))
    return unir(lineas)
