"""Lo que sale hacia el chat, como dato: se guarda con el efecto y se envía después."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from dominio.modelo.identidad import IdEnvio, IdPersona


class ClaseEnvio(StrEnum):
    """Clase de mensaje: decide la prioridad y qué se hace tras un envío dudoso."""

    BOTON = "boton"  # answerCallbackQuery: vence en segundos
    RESPUESTA = "respuesta"  # contestación a quien acaba de escribir
    ACUSE = "acuse"  # confirmación con folio: nunca se reenvía sola
    DOCUMENTO = "documento"
    AVISO = "aviso"  # a un tercero (planeación, jefe)
    RECORDATORIO = "recordatorio"


class EstadoEnvio(StrEnum):
    """Vida de una fila de salida."""

    PENDIENTE = "pendiente"
    ENVIANDO = "enviando"
    ENVIADO = "enviado"
    INCIERTO = "incierto"  # se agotó el tiempo después de entregar el cuerpo
    FALLIDO = "fallido"
    CANCELADO = "cancelado"
    VENCIDO = "vencido"


@dataclass(frozen=True, slots=True)
class Envio:
    """Una llamada a Telegram por hacer.

    Attributes:
        metodo: nombre del método del Bot API (``sendMessage``, ``editMessageText``…).
        cuerpo: parámetros JSON, ya escapados y medidos, sin ``chat_id``.
        clave: única; dos envíos con la misma clave son el mismo (recordatorios, documentos).
        edita: fila de salida cuyo mensaje se edita; el ``message_id`` se conoce al enviarla.
        archivo: ruta relativa a la carpeta de datos, para documentos; o «qr:TEXTO», la imagen del
            código QR de ese texto, que se dibuja al enviarla.
        no_antes, vence_en: ventana en que tiene sentido enviarlo; instantes UTC.
        objeto: de qué habla («actividad:5»), para quien responda a ese mensaje; vacío si un mensaje
            que hablaba de algo se cambia por otro que ya no.
    """

    chat_id: int
    metodo: str
    cuerpo: Mapping[str, object] = field(default_factory=dict)
    clase: ClaseEnvio = ClaseEnvio.RESPUESTA
    clave: str | None = None
    persona_id: IdPersona | None = None
    edita: IdEnvio | None = None
    archivo: str | None = None
    no_antes: datetime | None = None
    vence_en: datetime | None = None
    objeto: str | None = None


def sin_menu(chat_id: int) -> Envio:
    """La llamada que borra el menú de órdenes de un chat privado."""
    alcance = {"type": "chat", "chat_id": chat_id}
    return Envio(chat_id, "deleteMyCommands", {"scope": alcance}, ClaseEnvio.AVISO)


@dataclass(frozen=True, slots=True)
class EnvioTomado:
    """Fila de salida reclamada por un proceso, con arriendo."""

    id: IdEnvio
    envio: Envio
    intentos: int
    mensaje_editado: int | None = None
