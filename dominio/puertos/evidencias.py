"""Evidencias guardadas: las de un reporte, y dónde más se usó cada archivo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dominio.modelo.evidencia import Evidencia, EvidenciaRepetida
from dominio.modelo.identidad import IdActividad, IdAvance, IdEntidad


class Evidencias(Protocol):
    """Los archivos que respaldan los avances."""

    def de(self, avance_id: IdAvance) -> Sequence[Evidencia]:
        """Las del avance, en el orden en que llegaron."""
        ...

    def repetidas_de(self, avance_id: IdAvance) -> Sequence[EvidenciaRepetida]:
        """Las del avance que también respaldan otra actividad: mismo archivo o mismo contenido."""
        ...

    def usos(
        self, entidad_id: IdEntidad, archivos: Sequence[str], salvo: IdActividad
    ) -> Sequence[EvidenciaRepetida]:
        """Qué otras actividades respaldan ya esos archivos (``file_unique_id``)."""
        ...

    def rechazada(self, evidencia_id: int, sha256: str, tamano: int) -> None:
        """Por dentro no es lo que dice ser: queda marcada y auditada, y no se vuelve a servir."""
        ...
