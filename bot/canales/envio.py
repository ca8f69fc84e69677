"""Qué hacer con lo que Telegram contesta a un envío: decisiones puras, sin red ni base."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from telegram.error import ChatMigrated, Forbidden, InvalidToken, TelegramError
from telegram.error import EndPointNotFound as MetodoDesconocido

from bot.canales.errores import EnvioDudoso, FrenoPedido, NoEntregado, ServidorCaido
from dominio.modelo.envio import ClaseEnvio

INTERACTIVAS = frozenset({ClaseEnvio.BOTON, ClaseEnvio.RESPUESTA, ClaseEnvio.ACUSE})
"""Contestan a quien acaba de escribir: pasan antes y pueden salir en ráfaga corta."""

UNA_SOLA_VEZ = frozenset({ClaseEnvio.ACUSE, ClaseEnvio.DOCUMENTO})
"""Tras un envío dudoso no se repiten: la persona consulta /estado y el folio es el mismo."""


class Accion(StrEnum):
    """Desenlaces posibles de una llamada."""

    HECHO = "hecho"  # el efecto ya estaba
    FRENAR = "frenar"  # 429: nadie envía hasta entonces
    APLAZAR = "aplazar"  # no se entregó o Telegram está caído
    DUDOSO = "dudoso"  # se entregó y no se supo
    INALCANZABLE = "inalcanzable"  # bloqueó el bot, borró su cuenta o nunca escribió
    MIGRADO = "migrado"  # el grupo cambió de id
    ENVIAR_NUEVO = "enviar_nuevo"  # lo que se iba a editar ya no se puede editar
    TEXTO_PLANO = "texto_plano"  # el HTML no se pudo leer: fallo nuestro
    VENCIDO = "vencido"  # ya no tiene sentido
    TOKEN = "token"  # noqa: S105 - el token dejó de servir: no es culpa del mensaje
    FALLIDO = "fallido"  # Telegram no lo acepta: fallo nuestro


@dataclass(frozen=True, slots=True)
class Juicio:
    """Acción, con su espera (segundos) o el nuevo id del chat."""

    accion: Accion
    segundos: float = 0.0
    chat_nuevo: int | None = None


# Telegram no da códigos: se compara el texto en minúsculas, por trozos estables.
FRASES: tuple[tuple[str, Accion], ...] = (
    ("message is not modified", Accion.HECHO),
    ("message to delete not found", Accion.HECHO),
    ("message to edit not found", Accion.ENVIAR_NUEVO),
    ("message can't be edited", Accion.ENVIAR_NUEVO),
    ("message_id_invalid", Accion.ENVIAR_NUEVO),
    ("query is too old", Accion.VENCIDO),
    ("query id is invalid", Accion.VENCIDO),
    ("query_id_invalid", Accion.VENCIDO),
    ("message can't be deleted", Accion.VENCIDO),
    ("can't parse entities", Accion.TEXTO_PLANO),
    ("chat not found", Accion.INALCANZABLE),
    ("user not found", Accion.INALCANZABLE),
    ("user is deactivated", Accion.INALCANZABLE),
    ("bot was blocked", Accion.INALCANZABLE),
    ("peer_id_invalid", Accion.INALCANZABLE),
)


def juzgar(error: TelegramError) -> Juicio:
    """Qué significa el error y qué sigue."""
    if isinstance(error, FrenoPedido):
        return Juicio(Accion.FRENAR, segundos=error.segundos)
    if isinstance(error, (NoEntregado, ServidorCaido)):
        return Juicio(Accion.APLAZAR)
    if isinstance(error, EnvioDudoso):
        return Juicio(Accion.DUDOSO)
    if isinstance(error, ChatMigrated):
        return Juicio(Accion.MIGRADO, chat_nuevo=error.new_chat_id)
    if isinstance(error, (InvalidToken, MetodoDesconocido)):
        return Juicio(Accion.TOKEN)
    texto = str(error).lower()
    for frase, accion in FRASES:
        if frase in texto:
            return Juicio(accion)
    return Juicio(Accion.INALCANZABLE if isinstance(error, Forbidden) else Accion.FALLIDO)


def espera_creciente(intentos: int) -> float:
    """Segundos antes del siguiente intento: 1, 2, 4… hasta 60."""
    return float(min(60, 2 ** min(intentos, 6)))


def se_repite_tras_duda(clase: ClaseEnvio, *, repetible: bool) -> bool:
    """Si un envío dudoso se intenta una vez más.

    Lo que se puede repetir sin que se note (editar, contestar un botón) se repite siempre; un
    mensaje nuevo, solo si una copia de más es preferible a que falte.
    """
    return repetible or clase not in UNA_SOLA_VEZ
