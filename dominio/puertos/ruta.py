"""La ruta del plan guardada: marcas, plazos, remisiones, aprobación, publicaciones y cargas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.modelo.libro import TipoLibro
from dominio.modelo.marca import Marca, NuevaMarca
from dominio.modelo.remision import (
    ActoDeRemision,
    Aprobacion,
    NuevaAprobacion,
    NuevaPublicacion,
    NuevoActoDeRemision,
    Publicacion,
)
from dominio.modelo.ruta import Carga, NuevoPlazo, Paso, PlazoDePaso
from dominio.valores.fechas import Vigencia


class RutaGuardada(Protocol):
    """Lo que se decide sobre el plan de una vigencia; se agrega y nunca se cambia."""

    def marcas(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[Marca]:
        """Lo dicho a mano, en orden."""
        ...

    def marcar(self, nueva: NuevaMarca) -> None:
        """Agrega una marca."""
        ...

    def plazos(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Mapping[Paso, PlazoDePaso]:
        """Los que fijó la entidad y siguen valiendo."""
        ...

    def fijar_plazo(self, nuevo: NuevoPlazo) -> None:
        """Agrega un plazo, o lo quita si no trae fecha."""
        ...

    def remisiones(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[ActoDeRemision]:
        """Todo lo remitido, recibido y devuelto, en orden."""
        ...

    def remitir(self, nuevo: NuevoActoDeRemision) -> None:
        """Agrega un acto; ``ConflictoDeVersion`` si otro entró antes con ese número."""
        ...

    def aprobacion(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Aprobacion | None:
        """La del Consejo de Gobierno, si ya fue."""
        ...

    def aprobar(self, nueva: NuevaAprobacion) -> None:
        """Guarda la aprobación; ``ConflictoDeVersion`` si ya hay una."""
        ...

    def publicaciones(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[Publicacion]:
        """Las publicaciones, en orden."""
        ...

    def publicar(self, nueva: NuevaPublicacion) -> None:
        """Agrega una publicación; ``ConflictoDeVersion`` si otra entró antes con ese número."""
        ...

    def cargas(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[Carga]:
        """La última carga de cada instrumento."""
        ...

    def anotar_cargas(
        self,
        destino: tuple[IdEntidad, Vigencia],
        archivo: str,
        filas: Mapping[TipoLibro, int],
        autor_id: IdPersona | None,
        en: datetime,
    ) -> None:
        """Deja dicho de qué archivo salió cada instrumento."""
        ...
