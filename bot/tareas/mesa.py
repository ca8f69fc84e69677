"""Con qué se trabaja: lo que el servicio le presta a quien hace encargos y guarda evidencias."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dominio.puertos.tiempo import Reloj
from dominio.puertos.unidad import Almacen

Descargar = Callable[[str, Path, int], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Mesa:
    """Con qué se trabaja.

    Attributes:
        ambiente: variables ``ASISTENTE_*`` para el proceso hijo; ninguna otra le llega.
        descargar: trae un archivo de Telegram: (file_id, destino, máximo en bytes) → bytes.
        avisar: despierta al cartero para que envíe lo que el hijo dejó en la salida.
        esperas: segundos antes de repetir una descarga que falló; la última vale de ahí en adelante.
    """

    almacen: Almacen
    reloj: Reloj
    datos: Path
    ambiente: Mapping[str, str]
    descargar: Descargar
    avisar: Callable[[], None]
    esperas: Sequence[float] = (1.0, 5.0, 30.0, 120.0)
