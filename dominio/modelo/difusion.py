"""Una difusión: un mensaje de planeación a muchas personas, y qué pasó con cada una."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from dominio.modelo.identidad import IdDependencia, IdEntidad, IdEnvio, IdPersona
from dominio.modelo.persona import Rol

IdDifusion = NewType("IdDifusion", int)


class SituacionDeEntrega(StrEnum):
    """Qué pasó con una difusión y una persona."""

    ENVIADO = "enviado"
    PENDIENTE = "pendiente"
    SIN_CUENTA = "sin_cuenta"  # no se había vinculado
    BLOQUEO = "bloqueo"  # bloqueó el asistente o borró su cuenta
    FALLIDO = "fallido"  # Telegram no lo recibió
    INCIERTO = "incierto"  # se entregó y no se supo si llegó
    VENCIDO = "vencido"  # no alcanzó a salir en su hora
    CANCELADO = "cancelado"  # se detuvo, o a la persona se le revocó el acceso


@dataclass(frozen=True, slots=True)
class DestinoDeDifusion:
    """A quiénes se pide: todas las personas, las de un rol, las de unas dependencias, o ambas cosas.

    Attributes:
        rol: solo quienes lo tienen; ``None`` = cualquiera.
        dependencias: solo las de esas; vacía = toda la entidad.
    """

    rol: Rol | None = None
    dependencias: tuple[IdDependencia, ...] = ()

    def incluye(self, rol: Rol, dependencia_id: IdDependencia | None) -> bool:
        """Si alguien con ese rol y esa dependencia está entre quienes la reciben."""
        return (self.rol is None or rol is self.rol) and (
            not self.dependencias or dependencia_id in self.dependencias
        )


@dataclass(frozen=True, slots=True)
class NuevaDifusion:
    """Lo que se guarda al confirmarla.

    Attributes:
        clave_envio: la del diálogo o la orden que la confirmó: la misma clave es la misma difusión.
        autor_id: ``None`` si la mandó la línea de órdenes.
        chat_id: dónde se cuenta cómo va; ``None`` si no hay chat.
        cuerpo: parámetros del ``sendMessage``, iguales para todas las personas.
        sale_en, vence_en: desde cuándo y hasta cuándo tiene sentido entregarla; instantes UTC.
    """

    entidad_id: IdEntidad
    clave_envio: str
    autor_id: IdPersona | None
    chat_id: int | None
    texto: str
    destino: DestinoDeDifusion
    cuerpo: Mapping[str, object]
    creada_en: datetime
    sale_en: datetime
    vence_en: datetime


@dataclass(frozen=True, slots=True)
class Difusion:
    """Una difusión ya confirmada.

    Attributes:
        autor: nombre de quien la mandó; ``None`` si fue la línea de órdenes.
        progreso: fila de salida del mensaje que cuenta cómo va.
        dicho: lo último que ese mensaje contó; sirve para no editarlo sin novedad.
        vueltas: cuántas veces se reintentó lo que faltaba.
        detenida_en, terminada_en: instantes UTC; ``None`` si no ha pasado.
    """

    id: IdDifusion
    entidad_id: IdEntidad
    autor_id: IdPersona | None
    autor: str | None
    chat_id: int | None
    texto: str
    destino: DestinoDeDifusion
    progreso: IdEnvio | None
    dicho: str | None
    vueltas: int
    creada_en: datetime
    sale_en: datetime
    detenida_en: datetime | None
    terminada_en: datetime | None


@dataclass(frozen=True, slots=True)
class CuentaDeDifusion:
    """Cuántas personas hay en cada situación."""

    por_situacion: Mapping[SituacionDeEntrega, int]

    def de(self, *situaciones: SituacionDeEntrega) -> int:
        """Cuántas hay entre esas situaciones."""
        return sum(self.por_situacion.get(situacion, 0) for situacion in situaciones)

    @property
    def total(self) -> int:
        """A cuántas se quiso llegar."""
        return sum(self.por_situacion.values())

    @property
    def enviados(self) -> int:
        """A cuántas les llegó."""
        return self.de(SituacionDeEntrega.ENVIADO)

    @property
    def pendientes(self) -> int:
        """Cuántas faltan por salir."""
        return self.de(SituacionDeEntrega.PENDIENTE)

    @property
    def por_salir(self) -> int:
        """A cuántas se les puso mensaje: todas menos las que no tenían cómo recibirlo."""
        return self.total - self.de(SituacionDeEntrega.SIN_CUENTA)


@dataclass(frozen=True, slots=True)
class SinRecibir:
    """Alguien a quien no le llegó, y por qué."""

    persona_id: IdPersona
    nombre: str
    dependencia: str | None
    situacion: SituacionDeEntrega


@dataclass(frozen=True, slots=True)
class DifusionConCuenta:
    """Una difusión y cuántas personas hay en cada situación."""

    difusion: Difusion
    cuenta: CuentaDeDifusion
