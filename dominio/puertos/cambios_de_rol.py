"""Cambios de rol guardados."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from dominio.modelo.cambio_de_rol import CambioDeRol, EstadoCambio, NuevoCambio
from dominio.modelo.identidad import IdCambioDeRol, IdEntidad, IdPersona


class CambiosDeRol(Protocol):
    """Cambios de rol pedidos y lo que se decidió."""

    def pedir(self, nuevo: NuevoCambio) -> CambioDeRol:
        """Lo guarda como pedido; ``CambioYaPedido`` si la persona ya tiene uno esperando."""
        ...

    def traer(self, entidad_id: IdEntidad, cambio_id: IdCambioDeRol) -> CambioDeRol:
        """El cambio; ``NoEncontrado`` si no es de la entidad."""
        ...

    def esperando(self, entidad_id: IdEntidad) -> Sequence[CambioDeRol]:
        """Los pedidos sin decidir, del más viejo al más nuevo."""
        ...

    def decidir(
        self, cambio_id: IdCambioDeRol, estado: EstadoCambio, por: IdPersona | None, ahora: datetime
    ) -> bool:
        """Anota la decisión; ``False`` si ya estaba decidido: entre varios gana uno."""
        ...

    def anular_de(self, persona_id: IdPersona, por: IdPersona | None, ahora: datetime) -> int:
        """Anula los que esperan y son de esa persona o los pidió ella; devuelve cuántos."""
        ...
