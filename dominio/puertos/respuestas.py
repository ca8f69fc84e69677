"""Lo que la gente contesta a los recordatorios, guardado."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from dominio.modelo.identidad import IdActividad, IdEntidad, IdPersona
from dominio.modelo.recordado import Pospuesto, Recordado
from dominio.modelo.recordatorio import RespuestaARecordatorio


class Respuestas(Protocol):
    """Los recordatorios que ya llegaron, para contestarlos."""

    def del_lote(self, entidad_id: IdEntidad, lote: int) -> Sequence[Recordado]:
        """Los que salieron en el mismo mensaje, en su orden; vacío si no es de la entidad."""
        ...

    def traer(self, entidad_id: IdEntidad, recordatorio_id: int) -> Recordado | None:
        """Uno solo; ``None`` si no es de la entidad."""
        ...

    def sin_contestar(
        self, entidad_id: IdEntidad, persona_id: IdPersona, desde: datetime
    ) -> Sequence[Recordado]:
        """Los que le llegaron a esa persona desde ese instante UTC y no contestó, del último al primero."""
        ...

    def ultimo_lote(self, persona_id: IdPersona, desde: datetime) -> int | None:
        """El del último mensaje que le llegó a esa persona desde ese instante UTC."""
        ...

    def lote_del_mensaje(self, chat_id: int, mensaje_id: int) -> int | None:
        """El del mensaje con ese número en ese chat; ``None`` si no era un recordatorio."""
        ...

    def contestar(self, ids: Sequence[int], respuesta: RespuestaARecordatorio, en: datetime) -> int:
        """Deja la respuesta en los que no la tengan; devuelve cuántos."""
        ...

    def contestar_el_ultimo(
        self,
        persona_id: IdPersona,
        actividad_id: IdActividad,
        respuesta: RespuestaARecordatorio,
        en: datetime,
    ) -> bool:
        """Igual, en el último que le llegó de esa actividad; ``False`` si no hay o ya se contestó."""
        ...

    def posponer(self, pospuestos: Sequence[Pospuesto]) -> int:
        """Programa las filas nuevas; devuelve cuántas, sin contar las que ya estaban."""
        ...
