"""Lo que comparten quien recibe y quien envía dentro de un proceso."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.canales.metricas import Metricas
from bot.canales.taller import Taller
from dominio.puertos.tiempo import Reloj
from dominio.puertos.unidad import Almacen


@dataclass(frozen=True, slots=True)
class Entorno:
    """Base, hora, hilos y contadores del proceso.

    Attributes:
        taller: los mismos hilos para procesar y para anotar envíos: con SQLite, un solo hilo
            hace que dos escrituras del proceso nunca se esperen una a otra en el candado.
    """

    almacen: Almacen
    reloj: Reloj
    taller: Taller
    metricas: Metricas = field(default_factory=Metricas)
