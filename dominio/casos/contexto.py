"""Con qué cuenta un caso de uso, y el decorador que exige el permiso."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Concatenate, ParamSpec, TypeVar

from dominio.modelo.auditoria import Anotacion
from dominio.modelo.entidad import Entidad
from dominio.modelo.persona import Persona
from dominio.puertos.tiempo import Calendario
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.reglas.permisos import Permiso, exigir
from dominio.valores.fechas import fecha_bogota

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Contexto:
    """Quién pide, cuándo y en qué transacción.

    Attributes:
        unidad: transacción abierta; la confirma quien llama al caso, no el caso.
        ahora: instante UTC.
        canal: «chat», «cli» o «recordatorios».
        update_id: mensaje de Telegram que lo causó, si lo hubo.
    """

    unidad: UnidadDeTrabajo
    actor: Persona
    entidad: Entidad
    ahora: datetime
    calendario: Calendario
    canal: str = "chat"
    update_id: int | None = None

    @property
    def hoy(self) -> date:
        """Fecha de hoy en Bogotá."""
        return fecha_bogota(self.ahora)

    def anotar(
        self,
        accion: str,
        objeto: str,
        antes: Mapping[str, object] | None = None,
        despues: Mapping[str, object] | None = None,
    ) -> None:
        """Deja la traza en la misma transacción."""
        # La línea de órdenes actúa con una persona ficticia de id 0: no existe en la base.
        actor_id = self.actor.id or None
        self.unidad.auditoria.anotar(
            Anotacion(self.entidad.id, actor_id, accion, objeto, antes, despues, self.update_id, self.canal),
            self.ahora,
        )


def caso(
    permiso: Permiso,
) -> Callable[[Callable[Concatenate[Contexto, P], R]], Callable[Concatenate[Contexto, P], R]]:
    """Marca un caso de uso con el permiso que exige; el primer argumento es su ``Contexto``."""

    def decorar(
        funcion: Callable[Concatenate[Contexto, P], R],
    ) -> Callable[Concatenate[Contexto, P], R]:
        @functools.wraps(funcion)
        def con_permiso(contexto: Contexto, /, *args: P.args, **kwargs: P.kwargs) -> R:
            exigir(contexto.actor, permiso)
            return funcion(contexto, *args, **kwargs)

        con_permiso.permiso = permiso  # type: ignore[attr-defined]
        return con_permiso

    return decorar
