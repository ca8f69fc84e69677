"""Fallos del canal: los del entorno, que detienen el servicio, y los de una llamada a Telegram."""

from __future__ import annotations

from telegram.error import NetworkError, TelegramError


class ErrorDeEntorno(Exception):
    """El servicio no puede seguir por algo de fuera; el mensaje dice qué pasó y cómo arreglarlo."""


class NoEntregado(NetworkError):
    """La llamada no salió de esta máquina (sin conexión, sin DNS): repetirla no duplica nada."""


class EnvioDudoso(NetworkError):
    """La llamada salió y no se supo la respuesta: puede haber tenido efecto."""


class ServidorCaido(NetworkError):
    """Telegram contestó que no puede atender ahora (5xx)."""


class FrenoPedido(TelegramError):
    """Telegram pidió esperar (429).

    Attributes:
        segundos: cuánto pidió esperar.
    """

    def __init__(self, segundos: float) -> None:
        self.segundos = segundos
        super().__init__(f"Telegram pidió esperar {segundos:g} s")
