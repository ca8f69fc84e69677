"""El cartero: en orden dentro de cada chat, en paralelo entre chats, y nada se queda sin barrer."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from datetime import datetime

from bot.canales.cliente import ClienteTelegram
from bot.canales.entorno import Entorno
from bot.canales.libreta import Libreta
from bot.canales.llamada import METODOS
from bot.canales.repartidor import OpcionesDeEnvio, Repartidor
from dominio.errores import BaseNoDisponible, BaseOcupada
from dominio.modelo.envio import ClaseEnvio, EnvioTomado
from dominio.modelo.identidad import IdEnvio

BITACORA = logging.getLogger("asistente.canales")
ESPERA_MAXIMA = 30.0


class Cartero:
    """Envía lo que haya en la salida.

    Lo recién escrito por la recepción llega por ``entregar``, ya tomado y sin volver a leerlo. Lo
    demás (recordatorios, lo aplazado, lo que dejó a medias un proceso caído) lo trae el barrido.
    Los toques de botón se contestan sin hacer fila: Telegram los olvida en segundos.
    """

    def __init__(self, cliente: ClienteTelegram, entorno: Entorno, opciones: OpcionesDeEnvio) -> None:
        self._entorno = entorno
        self._opciones = opciones
        self._libreta = Libreta(entorno)
        self._repartidor = Repartidor(cliente, entorno, self._libreta, opciones)
        self._colas: dict[int, deque[EnvioTomado]] = {}
        self._detenidos: dict[int, datetime] = {}
        self._tareas: set[asyncio.Task[None]] = set()
        self._barridas: set[IdEnvio] = set()
        self._timbre = asyncio.Event()
        self._cerrando = False

    @property
    def ocupado(self) -> bool:
        """Si tiene algo saliendo o en fila."""
        return bool(self._tareas)

    def entregar(self, tomados: Sequence[EnvioTomado]) -> None:
        """Recibe filas ya tomadas, en el orden en que deben salir dentro de cada chat."""
        for tomado in tomados:
            self._recibir(tomado)

    def despertar(self) -> None:
        """Barre ya: alguien de este proceso dejó filas pendientes."""
        self._timbre.set()

    async def correr(self) -> None:
        """Envía hasta que lo cierren."""
        async with asyncio.TaskGroup() as grupo:
            grupo.create_task(self._libreta.correr())
            grupo.create_task(self._barrer())

    async def cerrar(self, plazo: float = 4.0) -> None:
        """Termina lo que está saliendo, devuelve lo que no ha salido y anota todo.

        Args:
            plazo: segundos que espera las llamadas en curso; la que no termine queda arrendada.
        """
        self._cerrando = True
        self._repartidor.apagar()
        self._timbre.set()
        if self._tareas:
            _, tardias = await asyncio.wait(self._tareas, timeout=plazo)
            for tarea in tardias:
                tarea.cancel()
        self._libreta.cerrar()

    def _recibir(self, tomado: EnvioTomado, *, barrido: bool = False) -> None:
        envio = tomado.envio
        rasgos = METODOS.get(envio.metodo)
        if envio.clase is ClaseEnvio.BOTON or (rasgos is not None and not rasgos.al_chat):
            self._lanzar(self._llevar_suelto(tomado, barrido=barrido))
            return
        cola = self._colas.get(envio.chat_id)
        if cola is None:
            cola = self._colas[envio.chat_id] = deque()
            self._lanzar(self._atender(envio.chat_id, cola))
        cola.append(tomado)
        if barrido:
            self._barridas.add(tomado.id)

    def _lanzar(self, trabajo: Coroutine[object, object, None]) -> None:
        tarea = asyncio.create_task(trabajo)
        self._tareas.add(tarea)
        tarea.add_done_callback(self._tareas.discard)

    async def _llevar_suelto(self, tomado: EnvioTomado, *, barrido: bool) -> None:
        await self._repartidor.llevar(tomado)
        if barrido:
            self._timbre.set()

    async def _atender(self, chat_id: int, cola: deque[EnvioTomado]) -> None:
        """Vacía la cola de un chat; termina cuando no queda nada suyo."""
        try:
            while cola:
                tomado = cola.popleft()
                await self._siguiente(chat_id, tomado, cola)
                self._aflojar(tomado)
        finally:
            del self._colas[chat_id]
            for tomado in cola:
                self._repartidor.aplazar(tomado, self._entorno.reloj.ahora(), "apagado")

    async def _siguiente(self, chat_id: int, tomado: EnvioTomado, cola: deque[EnvioTomado]) -> None:
        ahora = self._entorno.reloj.ahora()
        detenido = self._detenidos.get(chat_id)
        if self._cerrando:
            self._repartidor.aplazar(tomado, ahora, "apagado")
            return
        if detenido is not None and detenido > ahora:
            # Va detrás de una fila aplazada: adelantarla cambiaría el orden de la conversación.
            self._repartidor.aplazar(tomado, detenido, "detrás de otra aplazada")
            return
        self._detenidos.pop(chat_id, None)
        veredicto = await self._repartidor.llevar(tomado)
        if veredicto.detener_hasta is not None and veredicto.detener_hasta > ahora:
            self._detenidos[chat_id] = veredicto.detener_hasta
        if veredicto.cortar:
            for resto in cola:
                self._repartidor.cancelar(resto, "el chat no recibe")
                self._barridas.discard(resto.id)
            cola.clear()

    def _aflojar(self, tomado: EnvioTomado) -> None:
        """Una menos en la mano; si quedan pocas, se barren más."""
        if tomado.id in self._barridas:
            self._barridas.discard(tomado.id)
            if len(self._barridas) <= self._opciones.lote // 2:
                self._timbre.set()

    async def _barrer(self) -> None:
        fallas = 0
        while not self._cerrando:
            try:
                traidas = await self._traer()
            except (BaseNoDisponible, BaseOcupada):
                self._entorno.metricas.base_ocupada.inc()
                fallas += 1
                await self._descansar(min(ESPERA_MAXIMA, self._opciones.cada * 2**fallas))
                continue
            except Exception:  # noqa: BLE001 - el barrido no puede morir: sin él nada se reintenta
                BITACORA.exception("barrido_fallido")
                traidas = 0
            fallas = 0
            if traidas == 0 or len(self._barridas) > self._opciones.lote // 2:
                await self._descansar(self._opciones.cada)

    async def _traer(self) -> int:
        """Reclama lo que quepa en la mano y lo reparte; devuelve cuántas filas."""
        libres = self._opciones.lote - len(self._barridas)
        if libres <= 0:
            return 0
        tomados = await self._entorno.taller.hacer(self._reclamar, libres)
        for tomado in tomados:
            self._recibir(tomado, barrido=True)
        return len(tomados)

    def _reclamar(self, limite: int) -> Sequence[EnvioTomado]:
        with self._entorno.almacen.unidad() as unidad:
            tomados = unidad.salidas.reclamar(self._entorno.reloj.ahora(), self._opciones.arriendo, limite)
            # Aunque no traiga filas pudo dar por inciertas las de un arriendo vencido.
            unidad.confirmar()
        return tomados

    async def _descansar(self, segundos: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._timbre.wait(), segundos)
        self._timbre.clear()
