"""Lo que el cartero anota en la base, agrupado: una transacción por tanda, no por mensaje."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from bot.canales.entorno import Entorno
from dominio.errores import BaseNoDisponible, BaseOcupada
from dominio.modelo.envio import EstadoEnvio
from dominio.modelo.identidad import IdEnvio
from dominio.puertos.unidad import UnidadDeTrabajo

BITACORA = logging.getLogger("asistente.canales")
# Se espera este rato a que se junten resultados; una reserva de cupo no espera.
RESPIRO = 0.02
ESPERA_MAXIMA = 30.0

Anotacion = Callable[[UnidadDeTrabajo], None]
Resultado = tuple[IdEnvio, EstadoEnvio, int | None, str | None]


@dataclass(slots=True)
class _Tanda:
    resultados: list[Resultado] = field(default_factory=list)
    anotaciones: list[Anotacion] = field(default_factory=list)
    reservas: list[tuple[int, asyncio.Future[datetime]]] = field(default_factory=list)

    def vacia(self) -> bool:
        return not (self.resultados or self.anotaciones or self.reservas)


class Libreta:
    """Escritura agrupada sobre la salida. ``correr`` debe estar andando para que algo se escriba."""

    def __init__(self, entorno: Entorno) -> None:
        self._almacen = entorno.almacen
        self._reloj = entorno.reloj
        self._taller = entorno.taller
        self._metricas = entorno.metricas
        self._tanda = _Tanda()
        self._hay = asyncio.Event()
        self._urge = asyncio.Event()
        self._cerrando = False

    def resolver(self, resultado: Resultado) -> None:
        """Anota en qué terminó una fila; se reintenta hasta que la base lo reciba."""
        self._tanda.resultados.append(resultado)
        self._hay.set()

    def anotar(self, anotacion: Anotacion) -> None:
        """Agrega a la tanda otra escritura (aplazar, frenar, marcar el alcance…)."""
        self._tanda.anotaciones.append(anotacion)
        self._hay.set()

    async def reservar(self, chat_id: int) -> datetime:
        """Instante UTC en que puede salir un mensaje a ese chat; queda reservado.

        Si la base no atiende se devuelve el instante actual: el mensaje ya está guardado y el
        ritmo de este proceso sigue limitando.
        """
        futuro: asyncio.Future[datetime] = asyncio.get_running_loop().create_future()
        self._tanda.reservas.append((chat_id, futuro))
        self._hay.set()
        self._urge.set()
        return await futuro

    async def mensaje_de(self, envio_id: IdEnvio) -> int | None:
        """``message_id`` con que salió otra fila, si ya salió; ``None`` también si la base no atiende."""
        try:
            return await self._taller.hacer(self._leer_mensaje, envio_id)
        except (BaseNoDisponible, BaseOcupada):
            return None

    async def correr(self) -> None:
        """Escribe tandas hasta que la cierren."""
        fallas = 0
        while not (self._cerrando and self._tanda.vacia()):
            await self._hay.wait()
            if not self._cerrando:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._urge.wait(), RESPIRO)
            tanda = self._recoger()
            if tanda.vacia():
                continue
            if await self._escribir(tanda):
                fallas = 0
                continue
            fallas += 1
            if self._cerrando:
                # Las filas siguen arrendadas: el arriendo vence y otro proceso las ve.
                return
            await asyncio.sleep(min(ESPERA_MAXIMA, 0.5 * 2 ** min(fallas, 6)))

    def cerrar(self) -> None:
        """Pide que ``correr`` escriba lo que haya y termine."""
        self._cerrando = True
        self._hay.set()
        self._urge.set()

    def _recoger(self) -> _Tanda:
        tanda, self._tanda = self._tanda, _Tanda()
        if not self._cerrando:
            self._hay.clear()
            self._urge.clear()
        return tanda

    async def _escribir(self, tanda: _Tanda) -> bool:
        """``False`` si la base no atendió: lo escrito vuelve a la tanda en curso."""
        try:
            instantes = await self._taller.hacer(self._en_base, tanda)
        except (BaseNoDisponible, BaseOcupada):
            self._metricas.base_ocupada.inc()
            self._devolver(tanda)
            return False
        except Exception:  # noqa: BLE001 - cualquier fallo de una fila se aísla y se registra
            # Una fila con un dato imposible no puede detener a las demás.
            BITACORA.exception("libreta_rechazada")
            await self._por_separado(tanda)
            return True
        for (_, futuro), instante in zip(tanda.reservas, instantes, strict=True):
            _responder(futuro, instante)
        return True

    def _en_base(self, tanda: _Tanda) -> Sequence[datetime]:
        ahora = self._reloj.ahora()
        with self._almacen.unidad() as unidad:
            if tanda.resultados:
                unidad.salidas.resolver(tanda.resultados, ahora)
            for anotacion in tanda.anotaciones:
                anotacion(unidad)
            chats = [chat_id for chat_id, _ in tanda.reservas]
            instantes = unidad.cupos.reservar(chats, ahora) if chats else ()
            unidad.confirmar()
        return instantes

    def _leer_mensaje(self, envio_id: IdEnvio) -> int | None:
        with self._almacen.lectura() as unidad:
            return unidad.salidas.mensaje_de(envio_id)

    async def _por_separado(self, tanda: _Tanda) -> None:
        sueltas = [_Tanda(resultados=[resultado]) for resultado in tanda.resultados]
        sueltas += [_Tanda(anotaciones=[anotacion]) for anotacion in tanda.anotaciones]
        for suelta in sueltas:
            try:
                await self._taller.hacer(self._en_base, suelta)
            except (BaseNoDisponible, BaseOcupada):
                self._devolver(suelta)
            except Exception:  # noqa: BLE001 - cualquier fallo de una fila se aísla y se registra
                BITACORA.exception("anotacion_perdida")
        self._soltar_reservas(tanda)

    def _devolver(self, tanda: _Tanda) -> None:
        self._tanda.resultados[:0] = tanda.resultados
        self._tanda.anotaciones[:0] = tanda.anotaciones
        self._hay.set()
        self._soltar_reservas(tanda)

    def _soltar_reservas(self, tanda: _Tanda) -> None:
        for _, futuro in tanda.reservas:
            _responder(futuro, self._reloj.ahora())


def _responder(futuro: asyncio.Future[datetime], instante: datetime) -> None:
    if not futuro.done():
        futuro.set_result(instante)
