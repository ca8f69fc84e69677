"""Los documentos que acompañan al plan: lo aprobado, lo que lo sustenta y lo que se publica con él."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import PurePosixPath
from typing import NewType

from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.valores.fechas import Vigencia

IdDocumento = NewType("IdDocumento", int)


class ClaseDocumento(StrEnum):
    """Qué documento es."""

    LINEAMIENTOS = "lineamientos"
    PDT = "pdt"  # plan de desarrollo territorial: rige todo el periodo de gobierno
    MFMP = "mfmp"  # marco fiscal de mediano plazo
    POAI = "poai"  # acto que adopta el plan operativo anual de inversiones
    PAC = "pac"
    ACTA = "acta"  # del Consejo de Gobierno
    GESTION = "gestion"  # informe de gestión del año anterior
    COMPRAS = "compras"  # plan general de compras
    PRESUPUESTO = "presupuesto"  # desagregado


class EstadoDocumento(StrEnum):
    """Camino del archivo hasta la carpeta de datos."""

    PENDIENTE = "pendiente"
    GUARDADO = "guardado"
    FALLIDO = "fallido"  # no se pudo traer tras varios intentos
    RECHAZADO = "rechazado"  # por dentro no es lo que su nombre dice


@dataclass(frozen=True, slots=True)
class ArchivoDeDocumento:
    """El archivo como se recibió.

    Attributes:
        nombre: como lo llamó quien lo envió, con su extensión.
        mime: tipo declarado; vacío si no lo dijo.
        tamano: bytes.
        file_id: con qué se baja del chat; ``None`` si ya está en la carpeta de datos.
        sha256: resumen del contenido, cuando ya está.
    """

    nombre: str
    mime: str
    tamano: int
    file_id: str | None = None
    sha256: str | None = None

    @property
    def extension(self) -> str:
        """«.pdf», en minúsculas."""
        return PurePosixPath(self.nombre.lower()).suffix


@dataclass(frozen=True, slots=True)
class NuevoDocumento:
    """Un documento por registrar.

    Attributes:
        acto: con qué se adoptó («Acuerdo 012 de 2025»); ``None`` si no aplica.
        fecha: la del acto o del documento.
        autor_id: ``None`` si se registró desde la línea de órdenes.
    """

    entidad_id: IdEntidad
    vigencia: Vigencia
    clase: ClaseDocumento
    archivo: ArchivoDeDocumento
    acto: str | None
    fecha: date | None
    autor_id: IdPersona | None
    en: datetime


@dataclass(frozen=True, slots=True)
class Documento:
    """Un documento registrado; ``version`` sube cada vez que se reemplaza y ninguna se borra.

    Attributes:
        autor: nombre de quien lo registró; ``None`` si fue desde la línea de órdenes.
        en: instante UTC en que se registró.
    """

    id: IdDocumento
    vigencia: Vigencia
    clase: ClaseDocumento
    version: int
    archivo: ArchivoDeDocumento
    estado: EstadoDocumento
    acto: str | None
    fecha: date | None
    autor: str | None
    en: datetime

    @property
    def nombre_propio(self) -> str:
        """Con qué nombre se guarda y se envía: nada de lo que escribió la persona va al disco."""
        return f"{self.clase.value}-{self.vigencia}-v{self.version}{self.archivo.extension}"

    @property
    def ruta(self) -> str | None:
        """Dónde está, desde la carpeta de datos; ``None`` si todavía no se ha guardado."""
        resumen = self.archivo.sha256
        if self.estado is not EstadoDocumento.GUARDADO or not resumen:
            return None
        return f"documentos/{resumen[:2]}/{resumen}/{self.nombre_propio}"

    @property
    def prueba(self) -> bool:
        """Si ya sirve de prueba: está guardado y es lo que dice ser."""
        return self.estado is EstadoDocumento.GUARDADO
