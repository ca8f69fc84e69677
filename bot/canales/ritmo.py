"""Ritmo de los envíos de este proceso; el cupo entre réplicas lo lleva la base (``Cupos``)."""

from __future__ import annotations

import asyncio
from collections import deque

POR_SEGUNDO = 30
VENTANA = 1.0
# Una llamada sin respuesta deja de ocupar lugar a partir de aquí: si no, unas pocas colgadas
# detendrían a las demás.
EN_VUELO_MAXIMO = 1.5
SIESTA = 0.05
RAFAGA = 3
SEGUNDOS_DE_RAFAGA = 3.0
CHATS_RECORDADOS = 10_000


class Salida:
    """Una salida concedida: ocupa lugar desde que sale hasta un segundo después de su respuesta."""

    __slots__ = ("hasta",)

    def __init__(self) -> None:
        self.hasta = _ahora() + EN_VUELO_MAXIMO + VENTANA

    def llego(self) -> None:
        """Telegram ya contestó."""
        self.hasta = min(self.hasta, _ahora() + VENTANA)


class Ritmo:
    """A lo sumo ``por_segundo`` mensajes en cualquier ventana de un segundo, y quieto con freno.

    Es el último paso antes de llamar. Los cupos reservados ya vienen espaciados, pero lo que sale
    espaciado puede llegar junto si la máquina o la red se atrasan. Como un mensaje llega en algún
    momento entre su salida y su respuesta, contar hasta un segundo después de la respuesta impide
    que Telegram vea más del tope empiece donde empiece a contar. Con ``por_segundo=0`` no limita.
    """

    def __init__(self, por_segundo: int = POR_SEGUNDO) -> None:
        self._por_segundo = por_segundo
        self._salidas: list[Salida] = []
        self._fila = asyncio.Lock()
        self._frenado_hasta = 0.0

    @property
    def limita(self) -> bool:
        """Si hay límite."""
        return self._por_segundo > 0

    def frenar(self, segundos: float) -> None:
        """Nada sale antes de que pasen esos segundos."""
        self._frenado_hasta = max(self._frenado_hasta, _ahora() + segundos)

    def freno(self) -> float:
        """Segundos que faltan del freno; 0 si no hay."""
        return max(0.0, self._frenado_hasta - _ahora())

    async def paso(self) -> Salida:
        """Espera, en orden de llegada, a que se pueda salir."""
        async with self._fila:
            while (falta := max(self.freno(), self._falta())) > 0:
                await asyncio.sleep(falta)
            salida = Salida()
            if self.limita:
                self._salidas.append(salida)
            return salida

    def _falta(self) -> float:
        """Segundos hasta mirar otra vez; 0 si hay lugar."""
        if len(self._salidas) < self._por_segundo or not self.limita:
            return 0.0
        ahora = _ahora()
        self._salidas = [salida for salida in self._salidas if salida.hasta > ahora]
        if len(self._salidas) < self._por_segundo:
            return 0.0
        # Una respuesta que llegue mientras tanto puede adelantarlo: no se duerme de largo.
        return min(SIESTA, max(0.001, min(salida.hasta for salida in self._salidas) - ahora))


class Rafagas:
    """Deja que una respuesta salga sin esperar el segundo de su chat.

    Una acción de la persona produce a veces dos mensajes (la pantalla nueva y el acuse), y
    Telegram tolera ráfagas cortas en un chat: hasta tres salidas en tres segundos. La cuarta ya
    espera su cupo. El cupo igual se reserva: el promedio del chat no pasa de uno por segundo.
    """

    def __init__(self) -> None:
        self._salidas: dict[int, deque[float]] = {}

    def permite(self, chat_id: int) -> bool:
        """Si el chat lleva menos de tres salidas en los últimos tres segundos."""
        salidas = self._salidas.get(chat_id)
        if salidas is None or len(salidas) < RAFAGA:
            return True
        return _ahora() - salidas[0] >= SEGUNDOS_DE_RAFAGA

    def anotar(self, chat_id: int) -> None:
        """Cuenta una salida al chat."""
        salidas = self._salidas.pop(chat_id, None)
        if salidas is None:
            salidas = deque(maxlen=RAFAGA)
        salidas.append(_ahora())
        # Al final del diccionario: el primero es siempre el que lleva más tiempo callado.
        self._salidas[chat_id] = salidas
        if len(self._salidas) > CHATS_RECORDADOS:
            del self._salidas[next(iter(self._salidas))]


def _ahora() -> float:
    return asyncio.get_running_loop().time()
