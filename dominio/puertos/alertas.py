"""Lo que las alertas necesitan y no está en otro puerto: desde cuándo, lo anunciado y lo devuelto."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from dominio.modelo.identidad import IdActividad, IdDependencia, IdEntidad
from dominio.modelo.revision import Revisable
from dominio.valores.fechas import Vigencia


class HechosParaAlertas(Protocol):
    """Hechos de toda la vigencia, cada uno en una consulta."""

    def primer_gasto(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Mapping[IdActividad, date]:
        """Actividad → día de Bogotá de su primera obligación; sin las que trajo un libro, que no lo dice."""
        ...

    def primer_avance(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Mapping[IdActividad, date]:
        """Actividad → día de Bogotá de su primer avance mayor que cero; sin las que lo traían de un libro."""
        ...

    def por_contratar(self, entidad_id: IdEntidad, vigencia: Vigencia) -> frozenset[IdActividad]:
        """Las actividades con algún registro que requiere contratación."""
        ...

    def sin_corregir(
        self,
        entidad_id: IdEntidad,
        vigencias: Sequence[Vigencia],
        dependencia_id: IdDependencia | None = None,
    ) -> Sequence[Revisable]:
        """Los reportes devueltos y sin corregir, con su observación, del más viejo al más nuevo."""
        ...
