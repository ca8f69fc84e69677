"""Efecto de cada método del Bot API, repartido por temas."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.simulador.metodos import bot, chats, consultas, edicion, envio, recepcion, reenvio
from bot.simulador.mundo import Mundo
from bot.simulador.validacion import Pedido

EFECTOS: dict[str, Callable[[Mundo, Pedido], object]] = {
    **bot.EFECTOS, **chats.EFECTOS, **consultas.EFECTOS, **edicion.EFECTOS, **envio.EFECTOS,
    **recepcion.EFECTOS, **reenvio.EFECTOS,
}  # fmt: skip
"""Nombre oficial → función que lo ejecuta; hay una por cada método de la tabla."""


async def ejecutar(mundo: Mundo, pedido: Pedido) -> object:
    """Ejecuta una llamada ya comprobada y devuelve su ``result``; ``Rechazo`` si no procede."""
    resultado = EFECTOS[pedido.metodo](mundo, pedido)
    return await resultado if isinstance(resultado, Awaitable) else resultado
