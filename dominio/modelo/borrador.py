"""Borrador: el reporte a medio llenar. Solo respuestas; nunca un número de paso."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dominio.modelo.identidad import IdPersona


@dataclass(frozen=True, slots=True)
class Borrador:
    """Diálogo en curso de una persona en un chat privado.

    Attributes:
        id: 0 mientras no se ha guardado.
        asunto: nombre del diálogo («avance», «ejecucion»).
        esquema: versión del diálogo con que se empezó; un despliegue puede cambiarla.
        respuestas: campo → texto canónico (JSON); lo omitido a propósito se guarda como "".
        version: sube con cada cambio; los botones la llevan para reconocer los viejos.
        editando: campo que se está corrigiendo desde el resumen.
        clave_envio: identifica el reporte que saldrá de aquí; confirmar dos veces es el mismo.
        mensaje_id: mensaje de Telegram que muestra la pantalla actual, si se conoce.
    """

    id: int
    persona_id: IdPersona
    chat_id: int
    asunto: str
    esquema: int
    clave_envio: str
    actualizado_en: datetime
    vence_en: datetime
    respuestas: Mapping[str, str] = field(default_factory=dict)
    version: int = 0
    editando: str | None = None
    mensaje_id: int | None = None
