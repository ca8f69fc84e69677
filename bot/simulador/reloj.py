"""La hora del servidor: la del sistema más un adelanto que las pruebas mueven a voluntad."""

from __future__ import annotations

import time
from collections.abc import Callable


class RelojLocal:
    """Instante en segundos desde 1970 (UTC); se puede adelantar o tomar de otro reloj."""

    def __init__(self, origen: Callable[[], float] = time.time) -> None:
        """``origen`` da los segundos de época; por omisión, los del sistema."""
        self._origen = origen
        self._adelanto = 0.0

    def ahora(self) -> float:
        """Segundos de época de este instante simulado."""
        return self._origen() + self._adelanto

    def adelanta(self, segundos: float) -> None:
        """Corre el reloj hacia adelante; los vencimientos lo notan en la siguiente lectura."""
        self._adelanto += segundos
