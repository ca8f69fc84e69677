"""Relojes: el de la máquina y uno que se adelanta a mano para la demo y las pruebas."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Lock


class RelojDelSistema:
    """La hora de la máquina. Es el único sitio del programa que la pregunta."""

    def ahora(self) -> datetime:
        """Instante actual, con zona UTC."""
        return datetime.now(UTC)


class RelojMovible:
    """La hora de la máquina más un desplazamiento que varios hilos pueden cambiar."""

    def __init__(self, desplazamiento: timedelta = timedelta()) -> None:
        self._desplazamiento = desplazamiento
        self._candado = Lock()

    def ahora(self) -> datetime:
        """Instante desplazado, con zona UTC."""
        with self._candado:
            return datetime.now(UTC) + self._desplazamiento

    def adelantar(self, cuanto: timedelta) -> datetime:
        """Mueve la hora (hacia atrás si es negativo) y devuelve la nueva."""
        with self._candado:
            self._desplazamiento += cuanto
            return datetime.now(UTC) + self._desplazamiento

    def poner(self, instante: datetime) -> None:
        """Hace que ahora sea ese instante; desde ahí sigue corriendo.

        Raises:
            ValueError: el instante no dice su zona.
        """
        if instante.utcoffset() is None:
            raise ValueError("el instante debe decir su zona horaria")
        with self._candado:
            self._desplazamiento = instante.astimezone(UTC) - datetime.now(UTC)
