"""Lo que una orden, una consulta o un botón suelto contesta, y quién lo atiende."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.atencion.entrada import Entrada
from bot.motor.apertura import Apertura
from bot.motor.pantalla import Pantalla
from dominio.casos.contexto import Contexto
from dominio.modelo.conversacion import Aplazado
from dominio.modelo.entendido import Entendido
from dominio.modelo.envio import Envio
from dominio.modelo.identidad import IdEncargo
from dominio.puertos.unidad import UnidadDeTrabajo

__all__ = ["Apertura", "Atencion", "Respuesta"]


@dataclass(frozen=True, slots=True)
class Respuesta:
    """Qué mostrar y qué más hacer.

    Attributes:
        aviso: lo que se dice al tocar el botón, sin mensaje nuevo.
        abrir: diálogo que se abre después.
        encargo: trabajo largo cuyo progreso se irá mostrando en la primera pantalla.
        retomar: reporte aplazado que vuelve a ser el de ahora.
        envios: otras llamadas (el menú de la persona).
    """

    pantallas: tuple[Pantalla, ...] = ()
    aviso: str = ""
    abrir: Apertura | None = None
    encargo: IdEncargo | None = None
    retomar: Aplazado | None = None
    envios: tuple[Envio, ...] = ()


class Atencion(Protocol):
    """Quien atiende todo lo que no es un diálogo en curso."""

    def en_grupo(self, entrada: Entrada) -> Respuesta:
        """Lo que se contesta en un grupo: nunca datos."""
        ...

    def en_linea(self, contexto: Contexto | None, entrada: Entrada, ahora: datetime) -> Respuesta:
        """Lo que se contesta a una búsqueda desde otro chat; sin contexto, a quien no está vinculado."""
        ...

    def sin_persona(self, unidad: UnidadDeTrabajo, entrada: Entrada, ahora: datetime) -> Respuesta:
        """Lo que se contesta a quien no está vinculado (o fue desvinculado)."""
        ...

    def atender(self, contexto: Contexto, entrada: Entrada) -> Respuesta:
        """Una orden, un botón de consulta, un archivo o un texto suelto."""
        ...

    def entender(self, contexto: Contexto, entrada: Entrada) -> Entendido:
        """Qué dice el texto, por si a mitad de un reporte no es su respuesta."""
        ...
