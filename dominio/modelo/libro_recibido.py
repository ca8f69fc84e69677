"""Perfiles guardados por una entidad y libros que ha entregado."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.modelo.perfil import Perfil
from dominio.valores.fechas import Vigencia


@dataclass(frozen=True, slots=True)
class PerfilGuardado:
    """Un perfil de importación con su nombre.

    Attributes:
        desde: instante UTC en que empezó a valer esta forma de leer.
        autor: quien lo guardó; ``None`` = la línea de órdenes.
    """

    nombre: str
    perfil: Perfil
    desde: datetime
    autor: str | None


@dataclass(frozen=True, slots=True)
class NuevoPerfil:
    """Un perfil por guardar; el nombre ya revisado."""

    entidad_id: IdEntidad
    perfil: Perfil
    autor_id: IdPersona | None
    desde: datetime


@dataclass(frozen=True, slots=True)
class OriginalConservado:
    """Un libro recibido, ya copiado en la carpeta de datos.

    Attributes:
        huella: SHA-256 del archivo, en hexadecimal.
        nombre: con el que llegó.
        tamano: en bytes.
        ruta: relativa a la carpeta de datos.
    """

    huella: str
    nombre: str
    tamano: int
    ruta: str


@dataclass(frozen=True, slots=True)
class NuevoLibro:
    """Un libro por registrar."""

    entidad_id: IdEntidad
    vigencia: Vigencia
    original: OriginalConservado
    perfil: str | None
    autor_id: IdPersona | None
    recibido: datetime
    aplicado: bool


@dataclass(frozen=True, slots=True)
class LibroRecibido:
    """Un libro que la entidad entregó.

    Attributes:
        perfil: nombre del perfil con que se leyó; ``None`` = formato propio.
        aplicado: si se guardó en el plan.
        recibido: instante UTC.
        autor: quien lo entregó; ``None`` = la línea de órdenes.
    """

    id: int
    vigencia: Vigencia
    original: OriginalConservado
    perfil: str | None
    autor: str | None
    recibido: datetime
    aplicado: bool
