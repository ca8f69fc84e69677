"""Los documentos del plan guardados."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dominio.modelo.documento import Documento, IdDocumento, NuevoDocumento
from dominio.modelo.identidad import IdEntidad
from dominio.valores.fechas import Vigencia


@dataclass(frozen=True, slots=True)
class DocumentoPorGuardar:
    """Un archivo que sigue en el chat y debe pasar a la carpeta de datos."""

    id: int
    entidad_id: IdEntidad
    nombre: str
    nombre_propio: str
    mime: str
    file_id: str


class Documentos(Protocol):
    """Documentos registrados; se reemplazan con versiones nuevas y ninguna se borra."""

    def de(self, entidad_id: IdEntidad, desde: Vigencia, hasta: Vigencia) -> Sequence[Documento]:
        """Los de esas vigencias, con todas sus versiones, de la más vieja a la más nueva."""
        ...

    def traer(self, entidad_id: IdEntidad, documento_id: IdDocumento) -> Documento:
        """Uno; ``NoEncontrado`` si no es de la entidad."""
        ...

    def registrar(self, nuevo: NuevoDocumento) -> Documento:
        """Agrega una versión; con el resumen ya sabido nace guardado."""
        ...

    def por_guardar(self, limite: int) -> Sequence[DocumentoPorGuardar]:
        """Los que siguen en el chat, del más viejo al más nuevo."""
        ...

    def guardado(self, documento_id: int, sha256: str, tamano: int) -> None:
        """Ya está en la carpeta de datos y es lo que dice ser."""
        ...

    def rechazado(self, documento_id: int, sha256: str, tamano: int) -> None:
        """Por dentro no es lo que dice ser: queda marcado y auditado."""
        ...

    def fallido(self, documento_id: int, motivo: str) -> None:
        """Un intento más sin poder traerlo; al quinto se abandona, con su traza."""
        ...
