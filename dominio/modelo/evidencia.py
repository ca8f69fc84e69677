"""Evidencias: qué respalda un reporte, en qué quedó cada archivo y dónde más se usó."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from dominio.modelo.identidad import IdPersona


class ClaseEvidencia(StrEnum):
    """Cómo llegó al chat; solo así se puede volver a enviar."""

    FOTO = "foto"
    DOCUMENTO = "documento"
    VIDEO = "video"
    AUDIO = "audio"
    UBICACION = "ubicacion"


class EstadoEvidencia(StrEnum):
    """Camino del archivo desde el chat hasta la carpeta de datos."""

    PENDIENTE = "pendiente"
    GUARDADA = "guardada"
    FALLIDA = "fallida"  # no se pudo traer tras varios intentos
    RECHAZADA = "rechazada"  # por dentro no es lo que su nombre dice


@dataclass(frozen=True, slots=True)
class Evidencia:
    """Un archivo, o un lugar, que respalda un reporte.

    Attributes:
        tamano: bytes; 0 en una ubicación.
        file_unique_id: el mismo archivo reenviado trae el mismo valor.
        sha256: resumen del contenido, cuando ya se trajo.
        subida_por: nombre de quien la envió.
        recibida_en: instante UTC en que llegó al chat.
        latitud, longitud: grados decimales; solo en una ubicación.
    """

    id: int
    folio: str
    actividad_codigo: str
    clase: ClaseEvidencia
    nombre: str
    mime: str
    tamano: int
    estado: EstadoEvidencia
    file_id: str
    file_unique_id: str
    album: str | None
    sha256: str | None
    subida_por_id: IdPersona | None
    subida_por: str | None
    recibida_en: datetime | None
    latitud: Decimal | None
    longitud: Decimal | None

    @property
    def se_muestra(self) -> bool:
        """Si ya se comprobó que es lo que dice ser.

        Una foto la vuelve a codificar el chat y una ubicación son dos números: no traen nada que abrir.
        """
        if self.clase in (ClaseEvidencia.FOTO, ClaseEvidencia.UBICACION):
            return self.estado is not EstadoEvidencia.RECHAZADA
        return self.estado is EstadoEvidencia.GUARDADA


@dataclass(frozen=True, slots=True)
class EvidenciaRepetida:
    """Un archivo que también respalda otra actividad.

    Attributes:
        nombre: el del archivo que se mira.
        clase: cómo llegó.
        folio, actividad_codigo: el otro reporte que lo usa y su actividad.
    """

    nombre: str
    clase: ClaseEvidencia
    folio: str
    actividad_codigo: str
