"""Lo que una conversación deja para después, guardado."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from dominio.modelo.borrador import Borrador
from dominio.modelo.conversacion import Aplazado, Duda
from dominio.modelo.identidad import IdPersona


class Aplazados(Protocol):
    """Reportes dejados para después; varios por persona y chat."""

    def guardar(self, borrador: Borrador, titulo: str, ahora: datetime) -> int:
        """Lo deja para después y olvida los de hace más de noventa días; devuelve su número.

        Repetirlo con la misma ``clave_envio`` reemplaza al anterior: nunca hay dos del mismo reporte.
        """
        ...

    def listar(self, persona_id: IdPersona, chat_id: int) -> Sequence[Aplazado]:
        """Los de la persona en ese chat, del más nuevo al más viejo."""
        ...

    def contar(self, persona_id: IdPersona, chat_id: int) -> int:
        """Cuántos tiene la persona en ese chat."""
        ...

    def hay(self, clave_envio: str) -> bool:
        """Si el reporte de esa clave está entre los aplazados."""
        ...

    def sacar(self, aplazado_id: int, persona_id: IdPersona) -> Aplazado | None:
        """Lo quita de la lista y lo devuelve; ``None`` si no existe o es de otra persona."""
        ...


class Dudas(Protocol):
    """La pregunta que espera respuesta, a lo sumo una por persona y chat."""

    def dejar(self, duda: Duda) -> int:
        """La guarda en lugar de la anterior y olvida las de hace más de un día.

        Devuelve su número, que no se repite.
        """
        ...

    def traer(self, persona_id: IdPersona, chat_id: int) -> Duda | None:
        """La que espera respuesta."""
        ...

    def olvidar(self, persona_id: IdPersona, chat_id: int) -> None:
        """Ya se contestó, o ya no importa."""
        ...
