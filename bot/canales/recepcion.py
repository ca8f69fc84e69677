"""Recepción: un update, una transacción. A Telegram se le confirma después."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.atencion.entrada import Entrada, Procesador
from bot.canales.cartero import Cartero
from bot.canales.entorno import Entorno
from bot.canales.traductor import Traductor, UpdateIlegible
from dominio.errores import BaseNoDisponible, BaseOcupada
from dominio.modelo.envio import EnvioTomado

BITACORA = logging.getLogger("asistente.canales")
INTENTOS = 5
# Menos de tres segundos en total: el chat que trae el update malo no alcanza a notarlo.
ESPERAS = (0.1, 0.3, 0.8, 1.5)
ERROR_MAXIMO = 500


class Desenlace(StrEnum):
    """En qué terminó un update."""

    HECHO = "hecho"
    APARTADO = "apartado"  # falló cinco veces: se confirma y queda para revisión
    ILEGIBLE = "ilegible"  # no es un update
    SIN_BASE = "sin_base"  # no se pudo guardar: que Telegram lo entregue otra vez


@dataclass(frozen=True, slots=True)
class OpcionesDeRecepcion:
    """Detalles de la recepción.

    Attributes:
        traductor: lee los updates.
        esperas: segundos entre intentos de un update que falla.
        antes: paso previo a la transacción, fuera de ella (bajar el archivo que llegó). Si lanza
            cuenta como un intento fallido; se repite con cada intento.
        al_apartar: qué decirle a la persona cuando su mensaje se aparta; devuelve lo encolado.
    """

    traductor: Traductor = field(default_factory=Traductor)
    esperas: Sequence[float] = ESPERAS
    antes: Callable[[Entrada], Awaitable[Entrada]] | None = None
    al_apartar: Procesador | None = None


class Recepcion:
    """Procesa updates: los de una persona en serie, los de varias a la vez.

    Un update que falla se deshace entero, se anota con su crudo y se repite; al quinto intento
    (contados en la base: un reinicio no empieza de cero) se aparta y se da por recibido. Así un
    mensaje que siempre falla no bloquea el chat, y uno que falló por mala suerte no se pierde.
    """

    def __init__(
        self,
        procesar: Procesador,
        entorno: Entorno,
        cartero: Cartero,
        opciones: OpcionesDeRecepcion | None = None,
    ) -> None:
        self._procesar = procesar
        self._entorno = entorno
        self._cartero = cartero
        self._opciones = opciones or OpcionesDeRecepcion()
        self._turnos = _Turnos()

    @property
    def en_curso(self) -> int:
        """Updates recibidos que no han terminado."""
        return self._turnos.en_curso

    async def recibir(self, crudo: object) -> Desenlace:
        """Procesa un update hasta que su efecto quede guardado, o dice por qué no."""
        metricas = self._entorno.metricas
        try:
            entrada = self._opciones.traductor.traducir(crudo, self._entorno.reloj.ahora())
        except UpdateIlegible:
            metricas.updates.labels("ilegible", "ilegible").inc()
            return Desenlace.ILEGIBLE
        comienzo = asyncio.get_running_loop().time()
        metricas.en_curso.inc()
        try:
            desenlace = await self._turnos.tomar(
                entrada.usuario_id or entrada.chat_id, lambda: self._con_intentos(entrada, crudo)
            )
        finally:
            metricas.en_curso.dec()
        metricas.updates.labels(entrada.clase.value, desenlace.value).inc()
        metricas.respuesta.observe(asyncio.get_running_loop().time() - comienzo)
        return desenlace

    async def _con_intentos(self, entrada: Entrada, crudo: object) -> Desenlace:
        while True:
            try:
                if self._opciones.antes is not None:
                    entrada = await self._opciones.antes(entrada)
                tomados = await self._entorno.taller.hacer(self._procesar, entrada)
            except (BaseNoDisponible, BaseOcupada):
                self._entorno.metricas.base_ocupada.inc()
                return Desenlace.SIN_BASE
            except Exception as error:  # noqa: BLE001 - lo que falle se anota y se reintenta
                van = await self._anotar_fallo(entrada, crudo, error)
                if van is None:
                    return Desenlace.SIN_BASE
                if van >= INTENTOS:
                    return await self._apartar(entrada)
                await asyncio.sleep(self._opciones.esperas[min(van, len(self._opciones.esperas)) - 1])
            else:
                self._cartero.entregar(tomados)
                return Desenlace.HECHO

    async def _anotar_fallo(self, entrada: Entrada, crudo: object, error: Exception) -> int | None:
        """Cuántos intentos van; ``None`` si la base tampoco recibe la anotación."""
        BITACORA.error(
            "update_fallido", exc_info=error, extra={"update_id": entrada.update_id, "clase": entrada.clase}
        )
        motivo = f"{type(error).__name__}: {error}"[:ERROR_MAXIMO]
        try:
            return await self._entorno.taller.hacer(
                self._guardar_fallo, entrada.update_id, json.dumps(crudo), _guardable(motivo)
            )
        except (BaseNoDisponible, BaseOcupada):
            return None

    def _guardar_fallo(self, update_id: int, crudo: str, motivo: str) -> int:
        with self._entorno.almacen.unidad() as unidad:
            van = unidad.entrantes.fallido(update_id, crudo, motivo, self._entorno.reloj.ahora())
            unidad.confirmar()
        return van

    async def _apartar(self, entrada: Entrada) -> Desenlace:
        try:
            await self._entorno.taller.hacer(self._guardar_apartado, entrada.update_id)
        except (BaseNoDisponible, BaseOcupada):
            return Desenlace.SIN_BASE
        self._entorno.metricas.apartados.inc()
        BITACORA.critical("update_apartado", extra={"update_id": entrada.update_id})
        self._cartero.entregar(await self._disculpa(entrada))
        return Desenlace.APARTADO

    def _guardar_apartado(self, update_id: int) -> None:
        with self._entorno.almacen.unidad() as unidad:
            unidad.entrantes.apartar(update_id, self._entorno.reloj.ahora())
            unidad.confirmar()

    async def _disculpa(self, entrada: Entrada) -> Sequence[EnvioTomado]:
        if self._opciones.al_apartar is None:
            return ()
        try:
            return await self._entorno.taller.hacer(self._opciones.al_apartar, entrada)
        except Exception:  # noqa: BLE001 - avisar es una cortesía: si falla, el update ya está apartado
            BITACORA.exception("disculpa_fallida")
            return ()


@dataclass(slots=True)
class _Turno:
    candado: asyncio.Lock = field(default_factory=asyncio.Lock)
    esperan: int = 0
    cortes: int = 0


class _Turnos:
    """Un turno por persona mientras tenga algo en curso; en orden de llegada."""

    def __init__(self) -> None:
        self._de: dict[int, _Turno] = {}
        self.en_curso = 0

    async def tomar(self, usuario_id: int, hacer: Callable[[], Awaitable[Desenlace]]) -> Desenlace:
        """Espera lo anterior de la misma persona y hace lo suyo.

        Si lo anterior se quedó sin base, lo que esperaba detrás tampoco se hace: Telegram lo
        entregará todo otra vez, en orden.
        """
        turno = self._de.setdefault(usuario_id, _Turno())
        turno.esperan += 1
        self.en_curso += 1
        cortes = turno.cortes
        try:
            async with turno.candado:
                if turno.cortes != cortes:
                    return Desenlace.SIN_BASE
                desenlace = await hacer()
                if desenlace is Desenlace.SIN_BASE:
                    turno.cortes += 1
                return desenlace
        finally:
            self.en_curso -= 1
            turno.esperan -= 1
            if turno.esperan == 0:
                del self._de[usuario_id]


def _guardable(texto: str) -> str:
    """Sin los caracteres que una base de datos no recibe."""
    return texto.encode("utf-8", "replace").decode().replace("\x00", "")
