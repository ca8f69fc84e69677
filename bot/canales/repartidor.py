"""Lleva una fila de salida hasta Telegram y anota en qué terminó."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from telegram.error import TelegramError

from bot.canales.cliente import ClienteTelegram
from bot.canales.entorno import Entorno
from bot.canales.envio import INTERACTIVAS, Accion, Juicio, espera_creciente, juzgar, se_repite_tras_duda
from bot.canales.libreta import Libreta
from bot.canales.llamada import Llamada, preparar
from bot.canales.ritmo import POR_SEGUNDO, Rafagas, Ritmo
from dominio.modelo.envio import EnvioTomado, EstadoEnvio
from dominio.modelo.identidad import IdEnvio
from dominio.puertos.unidad import UnidadDeTrabajo

BITACORA = logging.getLogger("asistente.canales")
# Esperas más largas no se hacen con la fila en la mano: su arriendo vencería.
ESPERA_EN_MANO = 5.0
ESPERA_TRAS_DUDA = 0.5
ESPERA_DEL_EDITADO = 1.0
INTENTOS_DEL_EDITADO = 5
ESPERA_SIN_TOKEN = 60.0
RECIENTES = 4096
VARIANTES = frozenset({Accion.MIGRADO, Accion.ENVIAR_NUEVO, Accion.TEXTO_PLANO})


@dataclass(frozen=True, slots=True)
class OpcionesDeEnvio:
    """Cómo envía el cartero.

    Attributes:
        datos: carpeta de la que salen los archivos.
        arriendo: cuánto dura tomada una fila; más que la llamada más larga.
        cada: segundos entre barridos cuando no hay nada que hacer.
        lote: filas en la mano, además de las que entrega la recepción.
        por_segundo: tope de mensajes por segundo en toda la instalación; 0 no limita.
    """

    datos: Path
    arriendo: timedelta = timedelta(seconds=60)
    cada: float = 1.0
    lote: int = 10
    por_segundo: int = POR_SEGUNDO


@dataclass(frozen=True, slots=True)
class Veredicto:
    """Qué hacer con lo que sigue del mismo chat.

    Attributes:
        detener_hasta: no enviarle nada antes de ese instante, para no cambiar el orden.
        cortar: el chat ya no recibe; lo que tenga en la mano se cancela.
    """

    detener_hasta: datetime | None = None
    cortar: bool = False


SIGUE = Veredicto()


class Repartidor:
    """Envía filas de a una; quien llama cuida el orden dentro de cada chat."""

    def __init__(
        self, cliente: ClienteTelegram, entorno: Entorno, libreta: Libreta, opciones: OpcionesDeEnvio
    ) -> None:
        self._cliente = cliente
        self._reloj = entorno.reloj
        self._metricas = entorno.metricas
        self._libreta = libreta
        self._datos = opciones.datos
        self._ritmo = Ritmo(opciones.por_segundo)
        self._rafagas = Rafagas()
        self._recientes: OrderedDict[IdEnvio, int] = OrderedDict()
        self._mudados: dict[int, int] = {}
        self._apagando = asyncio.Event()

    def apagar(self) -> None:
        """Lo que espera turno vuelve a quedar pendiente en vez de salir."""
        self._apagando.set()

    async def llevar(self, tomado: EnvioTomado) -> Veredicto:
        """Envía la fila si todavía tiene sentido y anota su desenlace. No lanza por el envío."""
        ahora = self._reloj.ahora()
        if tomado.envio.vence_en is not None and ahora > tomado.envio.vence_en:
            return self._terminar(tomado, EstadoEnvio.VENCIDO, error="pasó su hora")
        if tomado.envio.no_antes is not None and tomado.envio.no_antes > ahora:
            return self.aplazar(tomado, tomado.envio.no_antes, "todavía no es su hora")
        try:
            llamada = await self._preparar(tomado)
            if isinstance(llamada, Veredicto):
                return llamada
            if not llamada.rasgos.con_cupo:
                return await self._llamar(tomado, llamada)
            espera = await self._esperar_turno(tomado)
            if espera is not None:
                return self.aplazar(tomado, espera, "en espera de cupo")
            salida = await self._ritmo.paso()
            self._rafagas.anotar(tomado.envio.chat_id)
            try:
                return await self._llamar(tomado, llamada)
            finally:
                salida.llego()
        except (KeyError, ValueError, OSError) as error:
            BITACORA.exception("envio_imposible", extra={"envio": tomado.id})
            return self._terminar(tomado, EstadoEnvio.FALLIDO, error=f"{type(error).__name__}: {error}")

    def aplazar(self, tomado: EnvioTomado, hasta: datetime, error: str) -> Veredicto:
        """La deja pendiente hasta ese instante; lo que sigue de su chat espera con ella."""
        self._libreta.anotar(lambda unidad: unidad.salidas.aplazar(tomado.id, hasta, error))
        self._metricas.envios.labels("aplazado").inc()
        return Veredicto(detener_hasta=hasta)

    def cancelar(self, tomado: EnvioTomado, motivo: str) -> None:
        """Ya no se envía."""
        self._terminar(tomado, EstadoEnvio.CANCELADO, error=motivo)

    async def _preparar(self, tomado: EnvioTomado) -> Llamada | Veredicto:
        """La llamada; o un veredicto si lo que edita todavía no ha salido."""
        envio, editado = tomado.envio, tomado.mensaje_editado
        if envio.edita is not None and editado is None:
            editado = self._recientes.get(envio.edita)
        if envio.edita is not None and editado is None:
            editado = await self._libreta.mensaje_de(envio.edita)
        falta = envio.edita is not None and editado is None
        if falta and tomado.intentos < INTENTOS_DEL_EDITADO:
            return self._aplazar_segundos(tomado, ESPERA_DEL_EDITADO, "lo que edita no ha salido")
        llamada = preparar(envio, editado, self._datos)
        if falta:
            nueva = llamada.como_nueva()
            if nueva is None:
                return self._terminar(tomado, EstadoEnvio.VENCIDO, error="lo que edita no salió")
            llamada = nueva
        mudado = self._mudados.get(envio.chat_id)
        return llamada if mudado is None else llamada.a_otro_chat(mudado)

    async def _esperar_turno(self, tomado: EnvioTomado) -> datetime | None:
        """Espera el cupo; devuelve hasta cuándo aplazar si falta mucho o se está apagando."""
        chat_id, ahora = tomado.envio.chat_id, self._reloj.ahora()
        espera = 0.0
        if self._ritmo.limita:
            instante = await self._libreta.reservar(chat_id)
            espera = (instante - ahora).total_seconds()
            if tomado.envio.clase in INTERACTIVAS and self._rafagas.permite(chat_id):
                espera = 0.0
        espera = max(espera, self._ritmo.freno())
        if espera > ESPERA_EN_MANO:
            return ahora + timedelta(seconds=espera)
        if espera > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._apagando.wait(), espera)
        return ahora if self._apagando.is_set() else None

    async def _llamar(self, tomado: EnvioTomado, llamada: Llamada) -> Veredicto:
        """Llama hasta saber; cada variante (otro chat, texto plano…) se intenta una vez."""
        probadas: set[Accion] = set()
        while True:
            try:
                with llamada.abierta() as parametros:
                    resultado = await self._cliente.llamar(llamada.metodo, parametros)
            except TelegramError as error:
                juicio, motivo = juzgar(error), str(error)
            else:
                return self._enviado(tomado, _message_id(resultado, llamada))
            if juicio.accion is Accion.DUDOSO:
                repite = se_repite_tras_duda(tomado.envio.clase, repetible=llamada.rasgos.repetible)
                if Accion.DUDOSO in probadas or not repite:
                    return self._terminar(tomado, EstadoEnvio.INCIERTO, error=motivo)
                probadas.add(Accion.DUDOSO)
                await asyncio.sleep(ESPERA_TRAS_DUDA)
                continue
            siguiente = self._variante(tomado, llamada, juicio) if juicio.accion not in probadas else None
            if siguiente is None:
                dudoso = Accion.DUDOSO in probadas and not llamada.rasgos.repetible
                return self._rendirse(tomado, llamada, juicio, motivo, dudoso=dudoso)
            probadas.add(juicio.accion)
            llamada = siguiente

    def _variante(self, tomado: EnvioTomado, llamada: Llamada, juicio: Juicio) -> Llamada | None:
        """La llamada que corrige el rechazo; ``None`` si no hay otra que probar."""
        if juicio.accion is Accion.MIGRADO and juicio.chat_nuevo is not None:
            anterior, nuevo = tomado.envio.chat_id, juicio.chat_nuevo
            self._mudados[anterior] = nuevo
            self._libreta.anotar(lambda unidad: unidad.salidas.migrar_chat(anterior, nuevo))
            return llamada.a_otro_chat(nuevo)
        if juicio.accion is Accion.ENVIAR_NUEVO:
            return llamada.como_nueva()
        if juicio.accion is Accion.TEXTO_PLANO:
            BITACORA.error("html_ilegible", extra={"envio": tomado.id})
            return llamada.sin_formato()
        return None

    def _rendirse(
        self, tomado: EnvioTomado, llamada: Llamada, juicio: Juicio, motivo: str, *, dudoso: bool
    ) -> Veredicto:
        """Desenlace de una llamada que no se va a corregir ahora."""
        accion = juicio.accion
        if accion is Accion.HECHO:
            return self._enviado(tomado, _message_id(None, llamada))
        if accion is Accion.FRENAR:
            self._frenar(juicio.segundos)
        if dudoso:
            # Ya pudo haber llegado una copia: otra más tarde podría ser la tercera.
            return self._terminar(tomado, EstadoEnvio.INCIERTO, error=motivo)
        if accion is Accion.FRENAR:
            return self._aplazar_segundos(tomado, juicio.segundos, motivo)
        if accion is Accion.APLAZAR:
            return self._aplazar_segundos(tomado, espera_creciente(tomado.intentos), motivo)
        if accion is Accion.TOKEN:
            BITACORA.critical("token_rechazado")
            return self._aplazar_segundos(tomado, ESPERA_SIN_TOKEN, motivo)
        if accion in (Accion.VENCIDO, Accion.ENVIAR_NUEVO):
            return self._terminar(tomado, EstadoEnvio.VENCIDO, error=motivo)
        if accion is Accion.INALCANZABLE and llamada.rasgos.al_chat:
            self._perder_chat(tomado.envio.chat_id, motivo)
            self._terminar(tomado, EstadoEnvio.FALLIDO, error=motivo)
            return Veredicto(cortar=True)
        BITACORA.error("envio_rechazado", extra={"envio": tomado.id, "metodo": llamada.metodo})
        return self._terminar(tomado, EstadoEnvio.FALLIDO, error=motivo)

    def _frenar(self, segundos: float) -> None:
        hasta = self._reloj.ahora() + timedelta(seconds=segundos)
        self._ritmo.frenar(segundos)
        self._libreta.anotar(lambda unidad: unidad.cupos.frenar(hasta))
        self._metricas.frenos.inc()

    def _perder_chat(self, chat_id: int, motivo: str) -> None:
        def perder(unidad: UnidadDeTrabajo) -> None:
            unidad.salidas.cancelar_de(chat_id, motivo)
            if chat_id > 0:
                # El chat privado tiene el id de la persona.
                unidad.personas.marcar_alcance(chat_id, inalcanzable=True)

        self._libreta.anotar(perder)

    def _aplazar_segundos(self, tomado: EnvioTomado, segundos: float, error: str) -> Veredicto:
        return self.aplazar(tomado, self._reloj.ahora() + timedelta(seconds=segundos), error)

    def _enviado(self, tomado: EnvioTomado, message_id: int | None) -> Veredicto:
        if message_id is not None:
            self._recientes[tomado.id] = message_id
            if len(self._recientes) > RECIENTES:
                self._recientes.popitem(last=False)
        return self._terminar(tomado, EstadoEnvio.ENVIADO, message_id)

    def _terminar(
        self,
        tomado: EnvioTomado,
        estado: EstadoEnvio,
        message_id: int | None = None,
        error: str | None = None,
    ) -> Veredicto:
        self._libreta.resolver((tomado.id, estado, message_id, error))
        self._metricas.envios.labels(estado.value).inc()
        return SIGUE


def _message_id(resultado: object, llamada: Llamada) -> int | None:
    """El del mensaje que quedó: lo dice la respuesta o, al editar, la llamada."""
    hallado = resultado.get("message_id") if isinstance(resultado, Mapping) else None
    if hallado is None and llamada.rasgos.al_chat:
        hallado = llamada.parametros.get("message_id")
    return hallado if isinstance(hallado, int) else None
