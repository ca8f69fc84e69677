"""Los cortes guardados: lo que se decidió sobre cada uno y quién no alcanzó a reportar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from dominio.modelo.corte import ActoDeCorte, IdActo, NuevoActo, Omision, ReporteEnCorte
from dominio.modelo.identidad import IdEntidad
from dominio.valores.fechas import Corte, Vigencia


class Cortes(Protocol):
    """Decisiones sobre los cortes; se agregan y nunca se cambian."""

    def actos(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[ActoDeCorte]:
        """Todo lo decidido sobre los cortes de la vigencia, en orden; una consulta."""
        ...

    def guardar(self, nuevo: NuevoActo) -> ActoDeCorte:
        """Agrega la decisión con sus omisiones.

        Si otra persona decidió antes con ese mismo número lanza ``ConflictoDeVersion``.
        """
        ...

    def omisiones(self, entidad_id: IdEntidad, acto_id: IdActo) -> Sequence[Omision]:
        """Lo que faltaba por reportar en ese cierre, por dependencia en el orden del plan."""
        ...

    def reportes_en(
        self, entidad_id: IdEntidad, vigencia: Vigencia, corte: Corte
    ) -> Sequence[ReporteEnCorte]:
        """Qué tiene reportado cada actividad en ese corte; lo devuelto y lo importado no cuentan."""
        ...

    def cargado_en(self, entidad_id: IdEntidad, vigencia: Vigencia) -> datetime | None:
        """Cuándo se cargó por primera vez el plan de la vigencia (UTC); ``None`` si no quedó traza."""
        ...
