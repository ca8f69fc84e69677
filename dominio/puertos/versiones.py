"""Las versiones del plan, guardadas."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from dominio.modelo.identidad import IdActividad, IdEntidad, IdPersona, IdRegistro
from dominio.modelo.modificacion import CampoModificable
from dominio.modelo.version_del_plan import EdicionDelPlan, IdEdicion, NuevaEdicion, PlanEnFoto
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia

if TYPE_CHECKING:
    from dominio.puertos.unidad import UnidadDeTrabajo


class Versiones(Protocol):
    """Cada vez que el plan cambia queda una foto de él; se agregan y nunca se cambian."""

    def turno(self, entidad_id: IdEntidad) -> None:
        """Espera, hasta el fin de la transacción, que nadie más cambie el plan de la entidad."""
        ...

    def ediciones(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[EdicionDelPlan]:
        """Todas las de la vigencia, de la primera a la última; una consulta, sin sus fotos."""
        ...

    def guardar(self, nueva: NuevaEdicion) -> EdicionDelPlan | None:
        """Fotografía el plan guardado; ``None`` si es un borrador o un seguimiento y nada cambió.

        La versión aprobada y las modificaciones se numeran seguidas desde 1.
        """
        ...

    def guardar_anterior(self, nueva: NuevaEdicion) -> EdicionDelPlan:
        """Fotografía un plan que se cargó antes de que se guardaran sus ediciones.

        Vale desde ``nueva.en``: los saldos se guardan como estaban entonces.
        """
        ...

    def huella(self, entidad_id: IdEntidad, vigencia: Vigencia) -> str:
        """Huella de la programación guardada hoy; no mira avances, ejecución ni orden."""
        ...

    def congelar_original(self, entidad_id: IdEntidad, vigencia: Vigencia) -> None:
        """Deja la programación de hoy como la original de cada meta."""
        ...

    def plan_de(self, entidad_id: IdEntidad, edicion_id: IdEdicion) -> PlanEnFoto:
        """El plan de esa edición; ``NoEncontrado`` si no es de la entidad."""
        ...

    def al_instante(
        self, entidad_id: IdEntidad, vigencia: Vigencia, edicion: EdicionDelPlan | None, instante: datetime
    ) -> AbstractContextManager[UnidadDeTrabajo]:
        """Una base aparte con la programación de esa edición y lo reportado y decidido hasta el instante.

        Sin edición, la programación es la de hoy.

        Es de usar y botar: lo que en ella se escriba se pierde.
        """
        ...

    def cambiar_actividad(
        self, actividad_id: IdActividad, version_leida: int, campo: CampoModificable, valor: object
    ) -> None:
        """Cambia un dato de la actividad (o la cierra, con ``CampoModificable.CIERRE``).

        Si otra persona la cambió desde ``version_leida`` lanza ``ConflictoDeVersion``.
        """
        ...

    def cambiar_responsable(
        self, actividad_id: IdActividad, version_leida: int, persona_id: IdPersona
    ) -> None:
        """Deja a esa persona, con su nombre y su cargo, como responsable; ``ConflictoDeVersion`` igual."""
        ...

    def cambiar_monto(self, registro_id: IdRegistro, version_leida: int, monto: Pesos) -> None:
        """Cambia lo programado de un registro, en pesos; ``ConflictoDeVersion`` igual."""
        ...

    def cargado_en(self, entidad_id: IdEntidad, vigencia: Vigencia) -> datetime | None:
        """Cuándo se importó por última vez algo de la vigencia (UTC); ``None`` si no quedó traza."""
        ...
