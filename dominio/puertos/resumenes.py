"""Lo que un resumen lee que ningún otro cuarto guarda, y lo que deja dicho."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.resumen import CuentasDelServicio, MarcaDeResumen, Recordado
from dominio.valores.fechas import Vigencia


class Resumenes(Protocol):
    """Resúmenes del lunes y de cada día."""

    def recordados(self, entidad_id: IdEntidad, ids: Sequence[int]) -> Sequence[Recordado]:
        """Los de esos números que siguen siendo ciertos, en el orden en que tocaban.

        No traen el resumen mismo, ni los de actividades retiradas, terminadas o ya reportadas.
        """
        ...

    def retirar(
        self, entidad_id: IdEntidad, ids: Sequence[int], estado: EstadoRecordatorio, ahora: datetime
    ) -> int:
        """Deja en ese estado los que se habían dado por enviados; devuelve cuántos."""
        ...

    def no_entregables(self, entidad_id: IdEntidad, vigencia: Vigencia) -> int:
        """A cuántas personas no se les pudo entregar algún recordatorio de la vigencia."""
        ...

    def reclamos(self, entidad_id: IdEntidad, vigencia: Vigencia) -> int:
        """Cuántos «no es mía» de la vigencia esperan respuesta."""
        ...

    def cuentas(self, entidad_id: IdEntidad, desde: datetime, hasta: datetime) -> CuentasDelServicio:
        """Lo que pasó en el servicio después de ``desde`` y hasta ``hasta``."""
        ...

    def anterior(self, entidad_id: IdEntidad, persona_id: IdPersona) -> MarcaDeResumen | None:
        """El último resumen diario que se le mandó por su cuenta a esa persona."""
        ...
