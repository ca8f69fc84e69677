"""Banco de pruebas del canal: base, cliente y cartero de verdad contra un Telegram local."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from almacen.reloj import RelojMovible
from almacen.tablas.unidad import AlmacenSQL
from bot.atencion.entrada import ClaseEntrada, Entrada, Procesador
from bot.canales.cartero import Cartero
from bot.canales.cliente import ClienteTelegram
from bot.canales.entorno import Entorno
from bot.canales.recepcion import OpcionesDeRecepcion, Recepcion
from bot.canales.repartidor import OpcionesDeEnvio
from bot.canales.taller import Taller
from bot.simulador import TelegramLocal
from dominio.errores import BaseNoDisponible
from dominio.modelo.envio import ClaseEnvio, Envio, EnvioTomado, EstadoEnvio
from dominio.modelo.identidad import IdEnvio
from dominio.modelo.persona import NuevaPersona, Rol
from dominio.puertos.unidad import Almacen, UnidadDeTrabajo

PACIENCIA = 5.0
ARRIENDO = timedelta(seconds=60)


async def hasta(condicion: Callable[[], object], segundos: float = PACIENCIA) -> None:
    """Espera a que la condición se cumpla; falla si no se cumple a tiempo."""
    async with asyncio.timeout(segundos):
        while not condicion():
            await asyncio.sleep(0.002)


class AlmacenQueSeCae:
    """Un almacén de verdad al que se le puede cortar el acceso."""

    def __init__(self, almacen: AlmacenSQL) -> None:
        self._almacen = almacen
        self.caido = False

    def unidad(self) -> UnidadDeTrabajo:
        """Una transacción, si la base atiende."""
        return self._si_atiende(self._almacen.unidad())

    def lectura(self) -> UnidadDeTrabajo:
        """Una lectura, si la base atiende."""
        return self._si_atiende(self._almacen.lectura())

    def cerrar(self) -> None:
        """Suelta las conexiones."""
        self._almacen.cerrar()

    def _si_atiende(self, unidad: object) -> UnidadDeTrabajo:
        if self.caido:
            raise BaseNoDisponible
        return cast(UnidadDeTrabajo, unidad)


@dataclass(frozen=True)
class Fila:
    """Una fila de salida como quedó en la base."""

    id: int
    chat_id: int
    estado: EstadoEnvio
    mensaje_id: int | None
    error: str | None
    intentos: int
    no_antes: str | None


class Banco:
    """Todo el canal sobre una base SQLite y un servidor del Bot API dado por su URL.

    Con ``anda=False`` el cartero no se pone a andar: lo hará el servicio que se prueba.
    """

    def __init__(
        self, url_base: str, api: str, token: str, datos: Path, *, anda: bool = True, **opciones: float
    ) -> None:
        self._anda = anda
        self._tarea: asyncio.Task[None] | None = None
        self._archivo = url_base.removeprefix("sqlite:///")
        self.sql = AlmacenSQL(url_base)
        self.almacen = AlmacenQueSeCae(self.sql)
        self.reloj = RelojMovible()
        self.entorno = Entorno(cast(Almacen, self.almacen), self.reloj, Taller(2))
        self.cliente = ClienteTelegram(token, api, lectura=opciones.pop("lectura", 5.0))
        self.datos = datos
        envio = OpcionesDeEnvio(
            datos, cada=opciones.pop("cada", 0.05), por_segundo=int(opciones.pop("por_segundo", 30))
        )
        self.cartero = Cartero(self.cliente, self.entorno, envio)

    async def __aenter__(self) -> Self:
        """Abre el cliente y pone a andar el cartero."""
        await self.cliente.abrir()
        if self._anda:
            self._tarea = asyncio.create_task(self.cartero.correr())
        return self

    async def __aexit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        """Apaga en orden."""
        await self.apagar()

    async def apagar(self, plazo: float = 0.1) -> None:
        """Cierra el cartero y todo lo demás; se puede repetir."""
        if self._tarea is not None and not self._tarea.done():
            await self.cartero.cerrar(plazo)
            await self._tarea
        await self.cliente.cerrar()
        self.entorno.taller.cerrar()
        self.sql.cerrar()

    def recepcion(self, procesar: Procesador, opciones: OpcionesDeRecepcion | None = None) -> Recepcion:
        """Una recepción que entrega a este cartero; sus reintentos casi no esperan."""
        opciones = opciones or OpcionesDeRecepcion(esperas=(0.01,))
        return Recepcion(procesar, self.entorno, self.cartero, opciones)

    def vincular(self, telegram_id: int) -> None:
        """Registra a una persona con esa cuenta de Telegram."""
        ahora = self.reloj.ahora()
        with self.sql.unidad() as unidad:
            entidad = unidad.entidades.crear("76001", "Cali")
            persona = unidad.personas.crear(NuevaPersona(entidad.id, "Ana Ruiz", Rol.RESPONSABLE))
            unidad.personas.invitar(persona.id, "resumen", ahora + timedelta(hours=1), None)
            unidad.personas.vincular("resumen", telegram_id, ahora)
            unidad.confirmar()

    def encolar(self, *envios: Envio, tomar: bool = True) -> list[EnvioTomado]:
        """Guarda los envíos y los devuelve como filas, tomadas o no."""
        with self.sql.unidad() as unidad:
            ids = unidad.salidas.encolar(envios, self.reloj.ahora(), tomar=ARRIENDO if tomar else None)
            unidad.confirmar()
        return [EnvioTomado(cast(IdEnvio, fila), envio, 0) for fila, envio in zip(ids, envios, strict=True)]

    def entregar(self, *envios: Envio) -> list[int]:
        """Guarda los envíos tomados y se los da al cartero; devuelve sus números."""
        tomados = self.encolar(*envios)
        self.cartero.entregar(tomados)
        return [tomado.id for tomado in tomados]

    async def repartir(self, *envios: Envio) -> list[Fila]:
        """Entrega, espera a que el cartero termine con todo y devuelve cómo quedaron."""
        numeros = self.entregar(*envios)
        await hasta(lambda: not self.cartero.ocupado)
        await hasta(lambda: all(fila.estado is not EstadoEnvio.ENVIANDO for fila in self.filas(numeros)))
        return self.filas(numeros)

    def filas(self, numeros: Sequence[int] | None = None) -> list[Fila]:
        """Filas de salida, leídas del archivo sin pasar por el almacén."""
        consulta = "SELECT id, chat_id, estado, mensaje_id, error, intentos, no_antes FROM salida ORDER BY id"
        with self._lectura() as conexion:
            leidas = [Fila(f[0], f[1], EstadoEnvio(f[2]), *f[3:]) for f in conexion.execute(consulta)]
        return [fila for fila in leidas if numeros is None or fila.id in numeros]

    def contar(self, consulta: str) -> int:
        """Primer valor de una consulta al archivo."""
        with self._lectura() as conexion:
            return int(conexion.execute(consulta).fetchone()[0])

    def _lectura(self) -> AbstractContextManager[sqlite3.Connection]:
        return closing(sqlite3.connect(self._archivo))


def mensaje(chat: int, texto: str, clase: ClaseEnvio = ClaseEnvio.RESPUESTA) -> Envio:
    """Un ``sendMessage``."""
    return Envio(chat, "sendMessage", {"text": texto}, clase)


def eco(almacen: AlmacenQueSeCae, banco: Banco) -> Procesador:
    """Procesador que contesta lo mismo que le escriben, en una transacción, una vez por update."""

    def procesar(entrada: Entrada) -> Sequence[EnvioTomado]:
        with almacen.unidad() as unidad:
            unidad.turno(entrada.usuario_id)
            if not unidad.entrantes.anotar(entrada.update_id, entrada.usuario_id, banco.reloj.ahora()):
                return ()
            envios = _respuestas(entrada)
            ids = unidad.salidas.encolar(envios, banco.reloj.ahora(), tomar=ARRIENDO)
            unidad.confirmar()
        return [EnvioTomado(cast(IdEnvio, fila), envio, 0) for fila, envio in zip(ids, envios, strict=True)]

    return procesar


def _respuestas(entrada: Entrada) -> list[Envio]:
    chat = entrada.chat_id
    if entrada.clase is ClaseEntrada.BOTON:
        aviso = {"callback_query_id": entrada.callback_id, "text": "Recibido"}
        cambio = {"message_id": entrada.mensaje_id, "text": f"tocó {entrada.dato}"}
        return [
            Envio(chat, "answerCallbackQuery", aviso, ClaseEnvio.BOTON),
            Envio(chat, "editMessageText", cambio, ClaseEnvio.RESPUESTA),
        ]
    if entrada.clase is ClaseEntrada.INLINE:
        vacia: dict[str, object] = {"inline_query_id": entrada.callback_id, "results": []}
        return [Envio(chat, "answerInlineQuery", vacia, ClaseEnvio.BOTON)]
    if entrada.clase is ClaseEntrada.ALCANCE:
        return []
    teclado = {"inline_keyboard": [[{"text": "Confirmar", "callback_data": "c:1"}]]}
    dicho = entrada.texto or (entrada.archivo.nombre if entrada.archivo else entrada.tipo_raro)
    return [Envio(chat, "sendMessage", {"text": f"eco: {dicho}", "reply_markup": teclado})]


def textos(tg: TelegramLocal, chat: int) -> list[str]:
    """Textos que llegaron a ese chat, repetidos incluidos."""
    return [
        str(llamada.parametros["text"])
        for llamada in tg.llamadas()
        if llamada.ejecutada and llamada.parametros.get("chat_id") == chat and "text" in llamada.parametros
    ]
