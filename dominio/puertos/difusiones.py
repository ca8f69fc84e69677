"""Las difusiones guardadas y qué pasó con cada persona."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from dominio.modelo.difusion import CuentaDeDifusion, Difusion, IdDifusion, NuevaDifusion, SinRecibir
from dominio.modelo.identidad import IdEntidad, IdEnvio, IdPersona


class Difusiones(Protocol):
    """Difusiones, sus destinatarios y sus mensajes."""

    def exclusiva(self, entidad_id: IdEntidad) -> None:
        """Espera el turno de difundir en esa entidad; dura lo que la transacción."""
        ...

    def crear(self, nueva: NuevaDifusion) -> IdDifusion | None:
        """La guarda y deja en la salida un mensaje por persona; ``None`` si la clave ya existía.

        Cuesta las mismas sentencias para una persona que para cinco mil. No le llega a su autor.
        """
        ...

    def por_clave(self, clave_envio: str) -> Difusion | None:
        """La de esa clave de envío."""
        ...

    def traer(self, entidad_id: IdEntidad, difusion_id: IdDifusion) -> Difusion:
        """La de ese número; ``NoEncontrado`` si no es de la entidad."""
        ...

    def ultimas(self, entidad_id: IdEntidad, limite: int) -> Sequence[Difusion]:
        """Las más nuevas primero."""
        ...

    def desde(self, entidad_id: IdEntidad, instante: datetime) -> int:
        """Cuántas se confirmaron desde ese instante."""
        ...

    def en_curso(self, ahora: datetime) -> Sequence[Difusion]:
        """Las que ya deben estar saliendo y no han terminado, de todas las entidades."""
        ...

    def cuentas(self, difusiones: Sequence[IdDifusion]) -> Mapping[IdDifusion, CuentaDeDifusion]:
        """Cuántas personas hay en cada situación, por difusión."""
        ...

    def sin_recibir(self, difusion_id: IdDifusion) -> Sequence[SinRecibir]:
        """A quiénes no les ha llegado y por qué, por situación y nombre; lo pendiente no está."""
        ...

    def es_destinataria(self, difusion_id: IdDifusion, persona_id: IdPersona) -> bool:
        """Si a esa persona se le mandó."""
        ...

    def con_progreso(self, difusion_id: IdDifusion, envio_id: IdEnvio) -> None:
        """Enlaza el mensaje que cuenta cómo va."""
        ...

    def decir(self, difusion_id: IdDifusion, antes: str | None, ahora: str) -> bool:
        """Anota lo que el mensaje de progreso cuenta; ``False`` si otro proceso ya lo cambió."""
        ...

    def detener(self, difusion_id: IdDifusion, ahora: datetime) -> int:
        """Cancela lo que no ha salido; devuelve a cuántas personas ya no les llegará."""
        ...

    def terminar(self, difusion_id: IdDifusion, ahora: datetime) -> bool:
        """La da por terminada y fija qué pasó con cada persona; ``False`` si ya lo estaba."""
        ...

    def reintentar(
        self, difusion_id: IdDifusion, cuerpo: Mapping[str, object], ahora: datetime, vence_en: datetime
    ) -> int:
        """Vuelve a poner en la salida lo que no llegó y hoy sí podría; devuelve a cuántas personas."""
        ...
