"""Los catálogos oficiales: los que se leen de un archivo y los que se guardan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from dominio.modelo.catalogo import CargaDeCatalogo, CatalogoLeido, Catalogos, NuevaCarga, TipoCatalogo
from dominio.modelo.identidad import IdEntidad


class CatalogosGuardados(Protocol):
    """Catálogos de cada entidad y de la instalación (entidad ``None``)."""

    def de(self, entidad_id: IdEntidad | None) -> Catalogos:
        """Los que valen para la entidad: los suyos y, donde no tenga, los de la instalación; sin ella, estos.

        Una lectura por transacción, aunque se pregunte varias veces.
        """
        ...

    def vigente(self, entidad_id: IdEntidad | None, tipo: TipoCatalogo) -> CargaDeCatalogo | None:
        """La carga vigente de ese tipo y ese dueño; espera a quien la esté reemplazando."""
        ...

    def cargas(self, entidad_id: IdEntidad | None) -> Sequence[CargaDeCatalogo]:
        """Todas las de ese dueño, reemplazadas también: por tipo y de la más nueva a la más vieja."""
        ...

    def reemplazar(self, nueva: NuevaCarga, ahora: datetime) -> CargaDeCatalogo:
        """Deja la nueva como vigente: borra los códigos de la anterior y conserva su historia."""
        ...


class LectorDeCatalogos(Protocol):
    """Lee un archivo de catálogo sin fiarse de él."""

    def leer(self, ruta: Path, tipo: TipoCatalogo) -> CatalogoLeido:
        """Los códigos del archivo (.csv o .xlsx).

        Nunca lanza por el contenido: lo que no se entiende lleva su ``motivo``.
        """
        ...
