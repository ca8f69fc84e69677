"""Entidades, dependencias, personas e invitaciones guardadas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from dominio.modelo.entidad import Dependencia, Entidad
from dominio.modelo.ficha import Ficha
from dominio.modelo.identidad import IdDependencia, IdEntidad, IdPersona
from dominio.modelo.persona import NuevaPersona, Persona, Rol
from dominio.valores.fechas import Vigencia


class Entidades(Protocol):
    """Entidades y sus dependencias."""

    def crear(self, codigo: str, nombre: str) -> Entidad:
        """Registra una entidad; si el código ya existe lanza ``EntidadRepetida``."""
        ...

    def por_codigo(self, codigo: str) -> Entidad | None:
        """La entidad con ese DIVIPOLA."""
        ...

    def traer(self, entidad_id: IdEntidad) -> Entidad:
        """La entidad; ``NoEncontrado`` si no existe."""
        ...

    def listar(self) -> Sequence[Entidad]:
        """Todas, por código."""
        ...

    def dependencias(self, entidad_id: IdEntidad) -> Sequence[Dependencia]:
        """Las de la entidad, en el orden en que aparecieron en el plan."""
        ...

    def configurar(self, entidad: Entidad) -> None:
        """Guarda periodicidad, gracia, bandas, festivos, sábado y visto bueno de una entidad existente."""
        ...


class Personas(Protocol):
    """Personas vinculadas o por vincular."""

    def por_telegram(self, telegram_id: int) -> Persona | None:
        """La persona activa vinculada a esa cuenta."""
        ...

    def traer(self, persona_id: IdPersona) -> Persona:
        """La persona; ``NoEncontrado`` si no existe."""
        ...

    def por_nombre(self, entidad_id: IdEntidad, nombre: str) -> Persona | None:
        """La de ese nombre sin distinguir tildes, mayúsculas ni espacios dobles."""
        ...

    def crear(self, nueva: NuevaPersona) -> Persona:
        """Registra a la persona, sin cuenta de Telegram."""
        ...

    def actualizar_papel(
        self, persona_id: IdPersona, rol: Rol, dependencia_id: IdDependencia | None
    ) -> Persona:
        """Cambia rol y dependencia."""
        ...

    def listar(
        self,
        entidad_id: IdEntidad,
        rol: Rol | None = None,
        dependencia_id: IdDependencia | None = None,
    ) -> Sequence[Persona]:
        """Personas activas de la entidad, por nombre."""
        ...

    def fichas(self, entidad_id: IdEntidad, vigencia: Vigencia | None, ahora: datetime) -> Sequence[Ficha]:
        """Todas las de la entidad, también las revocadas, por nombre; ``vigencia``: de qué plan contar."""
        ...

    def contar_reportes(self, persona_id: IdPersona) -> tuple[int, int]:
        """Cuántos avances y cuántos movimientos financieros ha reportado."""
        ...

    def folios_de(self, persona_id: IdPersona) -> frozenset[str]:
        """Los folios de todo lo que ha reportado."""
        ...

    def exclusiva(self, entidad_id: IdEntidad) -> None:
        """Espera el turno de gestionar a las personas de esa entidad; dura lo que la transacción."""
        ...

    def invitar(
        self, persona_id: IdPersona, resumen: str, vence_en: datetime, creada_por: IdPersona | None
    ) -> None:
        """Guarda una invitación por su resumen SHA-256; anula las anteriores sin usar de esa persona."""
        ...

    def anular_invitaciones(self, persona_id: IdPersona) -> None:
        """Las que no se han usado dejan de servir."""
        ...

    def invitada(self, resumen: str, ahora: datetime) -> Persona | None:
        """A quién es la invitación, si existe, no se ha usado y no ha vencido."""
        ...

    def vincular(self, resumen: str, telegram_id: int, ahora: datetime) -> Persona | None:
        """Gasta la invitación y vincula la cuenta, en un solo paso: entre varios intentos gana uno.

        ``None`` si la invitación no sirve. Lanza ``CuentaYaVinculada`` si esa cuenta de Telegram
        pertenece a otra persona activa.
        """
        ...

    def anotar_intento(self, telegram_id: int, ahora: datetime) -> int:
        """Cuenta un intento fallido de vinculación; devuelve los de la última hora."""
        ...

    def revocar(self, persona_id: IdPersona) -> None:
        """Desvincula la cuenta, desactiva a la persona y borra sus borradores e invitaciones."""
        ...

    def marcar_alcance(self, telegram_id: int, *, inalcanzable: bool) -> None:
        """La persona bloqueó (o volvió a abrir) el bot."""
        ...
