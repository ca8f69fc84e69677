"""Lo que una conversación deja para después: reportes aplazados y preguntas por contestar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from dominio.modelo.borrador import Borrador
from dominio.modelo.identidad import IdPersona


@dataclass(frozen=True, slots=True)
class Aplazado:
    """Un reporte a medio llenar que la persona dejó para después.

    Attributes:
        titulo: de qué era, como se leía al dejarlo («A-012 Pavimentar vías»); vacío si no lo dijo aún.
        borrador: tal como iba; conserva su ``clave_envio``, así que confirmarlo dos veces es el mismo folio.
        aplazado_en: instante UTC.
    """

    id: int
    titulo: str
    borrador: Borrador
    aplazado_en: datetime


class ClaseDuda(StrEnum):
    """Qué se le preguntó a la persona."""

    OBJETO = "objeto"  # de cuál habla, entre varios
    CRUCE = "cruce"  # si lo escrito a mitad de un reporte es su respuesta u otra cosa
    APERTURA = "apertura"  # qué hacer con el reporte empezado al pedir otro
    RECORDAR = "recordar"  # si se le recuerda más tarde
    FORMATO = "formato"  # cómo se lee una parte de un libro con formato ajeno


@dataclass(frozen=True, slots=True)
class Duda:
    """Una pregunta hecha fuera de un diálogo, con lo que hace falta para seguir al contestarla.

    Hay a lo sumo una por persona y chat: la nueva reemplaza a la anterior.

    Attributes:
        frase: lo que la persona había escrito; vacío si no escribió nada.
        datos: JSON según la clase (los candidatos, el diálogo por abrir, el instante propuesto).
        borrador: ``clave_envio`` del reporte en curso al preguntar, si lo había.
        version: la de ese borrador; si ya no es esa, la pregunta pasó.
        id: 0 mientras no se ha guardado.
    """

    persona_id: IdPersona
    chat_id: int
    clase: ClaseDuda
    frase: str
    hecha_en: datetime
    datos: Mapping[str, object] = field(default_factory=dict)
    borrador: str | None = None
    version: int = 0
    id: int = 0
