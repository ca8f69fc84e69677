"""Lo que una orden, una consulta o un botón suelto contesta, y quién lo atiende."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.atencion.entrada import Entrada
from bot.motor.pantalla import Pantalla
from dominio.casos.contexto import Contexto
from dominio.modelo.envio import Envio
from dominio.modelo.identidad import IdEncargo
from dominio.puertos.unidad import UnidadDeTrabajo


@dataclass(frozen=True, slots=True)
class Apertura:
    """Un diálogo por abrir, con las respuestas que ya se saben.

    Attributes:
        editando: la pregunta en que se abre aunque ya tenga respuesta (lo observado al devolver).
    """

    dialogo: str
    respuestas: Mapping[str, str] = field(default_factory=dict)
    editando: str | None = None


@dataclass(frozen=True, slots=True)
class Respuesta:
    """Qué mostrar y qué más hacer.

    Attributes:
        aviso: lo que se dice al tocar el botón, sin mensaje nuevo.
        abrir: diálogo que se abre después.
        encargo: trabajo largo cuyo progreso se irá mostrando en la primera pantalla.
        envios: otras llamadas (el menú de la persona).
    """

    pantallas: tuple[Pantalla, ...] = ()
    aviso: str = ""
    abrir: Apertura | None = None
    encargo: IdEncargo | None = None
    envios: tuple[Envio, ...] = ()


class Atencion(Protocol):
    """Quien atiende todo lo que no es un diálogo en curso."""

    def en_grupo(self, entrada: Entrada) -> Respuesta:
        """Lo que se contesta en un grupo: nunca datos."""
        ...

    def sin_persona(self, unidad: UnidadDeTrabajo, entrada: Entrada, ahora: datetime) -> Respuesta:
        """Lo que se contesta a quien no está vinculado (o fue desvinculado)."""
        ...

    def atender(self, contexto: Contexto, entrada: Entrada) -> Respuesta:
        """Una orden, un botón de consulta, un archivo o un texto suelto."""
        ...
