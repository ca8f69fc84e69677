"""Guion de faltas: qué le pasa a las próximas llamadas del bot."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from bot.simulador.errores import Rechazo

ANTES = ("429", "500", "502", "400", "403", "reset", "colgar")
DESPUES = ("aceptar-y-cortar", "json-roto")
ACCIONES = ("ok", *ANTES, *DESPUES)
"""``ok`` deja pasar; las de ``ANTES`` impiden el efecto; las de ``DESPUES`` ejecutan y dañan la respuesta."""

Corte = Literal["", "reset", "colgar", "json-roto", "html"]

SIN_ERROR = {"500": "Internal Server Error", "400": "Bad Request: programmed", "403": "Forbidden: programmed"}


@dataclass
class Falta:
    """Una falta para las próximas ``veces`` llamadas.

    ``metodo``: uno del Bot API; ``None``, cualquiera menos ``getUpdates``; ``*``, cualquiera.
    ``chat`` la limita a un chat. ``segundos`` es ``retry_after`` en 429 y la duración en ``colgar``.
    """

    accion: str
    metodo: str | None = None
    veces: int = 1
    chat: int | None = None
    segundos: float = 1
    descripcion: str = ""

    def alcanza(self, metodo: str, chat: object) -> bool:
        """Si le toca a esta llamada."""
        if self.metodo is None and metodo.lower() == "getupdates":
            return False
        if self.metodo not in (None, "*") and str(self.metodo).lower() != metodo.lower():
            return False
        return self.chat is None or str(self.chat) == str(chat)

    @property
    def impide(self) -> bool:
        """Si la llamada no llega a ejecutarse."""
        return self.accion in ANTES

    def corte(self) -> Corte:
        """Cómo se daña la conexión o la respuesta."""
        cortes: dict[str, Corte] = {
            "reset": "reset", "aceptar-y-cortar": "reset", "colgar": "colgar",
            "json-roto": "json-roto", "502": "html",
        }  # fmt: skip
        return cortes.get(self.accion, "")

    def rechazo(self) -> Rechazo:
        """Respuesta de error que el bot recibe."""
        if self.accion == "429":
            return demasiadas(int(self.segundos))
        if self.accion == "502":
            return Rechazo(502, self.descripcion or "Bad Gateway")
        if self.accion in SIN_ERROR:
            return Rechazo(int(self.accion), self.descripcion or SIN_ERROR[self.accion])
        return Rechazo(0, f"connection cut: {self.accion}")


def demasiadas(segundos: int) -> Rechazo:
    """429 con ``retry_after`` en segundos."""
    return Rechazo(429, f"Too Many Requests: retry after {segundos}", retry_after=segundos)


class Faltas:
    """Faltas pendientes, en orden: cada llamada gasta la primera que la alcanza."""

    def __init__(self) -> None:
        """Sin faltas."""
        self.pendientes: list[Falta] = []

    def programar(self, falta: Falta) -> None:
        """Agrega una falta al final; ``ValueError`` si la acción no existe o no alcanza a nadie."""
        if falta.accion not in ACCIONES:
            raise ValueError(f"No existe la falta «{falta.accion}»; las hay: {', '.join(ACCIONES)}.")
        if falta.veces < 1:
            raise ValueError("Una falta se programa para una llamada o más.")
        self.pendientes.append(falta)

    def tomar(self, metodo: str, chat: object) -> Falta | None:
        """Gasta y devuelve la falta de esta llamada; ``None`` si no hay o es ``ok``."""
        for falta in self.pendientes:
            if falta.alcanza(metodo, chat):
                falta.veces -= 1
                if falta.veces == 0:
                    self.pendientes.remove(falta)
                return None if falta.accion == "ok" else falta
        return None


@dataclass
class LimitesReales:
    """Límites de envío del servidor real: por segundo en total y en un chat, y por minuto en un grupo.

    ``reloj`` da segundos; un chat admite una ráfaga corta antes de frenar, como en el real.
    """

    en_total: int = 30
    por_chat: int = 1
    por_grupo_minuto: int = 20
    rafaga: int = 3
    reloj: Callable[[], float] = time.monotonic
    _total: deque[float] = field(default_factory=deque)
    _chats: dict[int, deque[float]] = field(default_factory=dict)

    def comprobar(self, chat: int) -> None:
        """Cuenta un envío; lanza el 429 con los segundos que faltan para el siguiente cupo."""
        ahora = self.reloj()
        suyos = self._chats.setdefault(chat, deque())
        if chat < 0:
            topes = [(self._total, self.en_total, 1.0), (suyos, self.por_grupo_minuto, 60.0)]
        else:
            topes = [(self._total, self.en_total, 1.0), (suyos, self.rafaga, self.rafaga / self.por_chat)]
        for marcas, cupo, ventana in topes:
            while marcas and marcas[0] <= ahora - ventana:
                marcas.popleft()
            if len(marcas) >= cupo:
                raise demasiadas(max(1, round(marcas[0] + ventana - ahora + 0.5)))
        self._total.append(ahora)
        suyos.append(ahora)
