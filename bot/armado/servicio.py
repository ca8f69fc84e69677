"""El proceso que atiende: recibe, contesta, hace encargos y recuerda, hasta que le pidan parar."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from almacen.migraciones import al_dia
from bot.ajustes import Ajustes
from bot.armado.difusiones import contando_difusiones
from bot.armado.herramientas import Herramientas, armar_herramientas, cliente_de_telegram, exigir_esquema
from bot.atencion.disculpa import disculpa
from bot.canales.cartero import Cartero
from bot.canales.cliente import ClienteTelegram
from bot.canales.entorno import Entorno
from bot.canales.recepcion import OpcionesDeRecepcion, Recepcion
from bot.canales.repartidor import OpcionesDeEnvio
from bot.canales.servicio import Receptor, abrir_con_paciencia
from bot.canales.servicio import servir as servir_canales
from bot.canales.sondeo import Sondeo
from bot.canales.taller import Taller
from bot.canales.traductor import Traductor
from bot.ordenes.asistente import armar_despacho
from bot.tareas.mesa import Mesa
from bot.tareas.trabajador import Trabajador
from bot.textos.recordatorio import redactar
from dominio.puertos.tiempo import Reloj
from recordatorios.barrido import Barrido
from recordatorios.resultado import ResultadoBarrido
from recordatorios.tictac import TicTac

_HILOS_POSTGRES = 8
_PACIENCIA_CON_EL_TRABAJO = 3.0


@dataclass(frozen=True, slots=True)
class Andando:
    """El servicio ya armado y con Telegram a la vista.

    Attributes:
        despertar: hace que el cartero barra la salida ya.
    """

    herramientas: Herramientas
    nombre_del_bot: str
    despertar: Callable[[], None]


async def servir(
    ajustes: Ajustes,
    parada: asyncio.Event,
    *,
    reloj: Reloj | None = None,
    al_estar_listo: Callable[[Andando], None] | None = None,
) -> None:
    """Atiende hasta que ``parada`` se active; termina lo que tiene entre manos.

    Raises:
        AjustesInvalidos: falta el token. EsquemaAtrasado: hay que migrar.
        ErrorDeEntorno: token rechazado, puerto tomado u otro proceso recibe con el mismo token.
    """
    ajustes.exigir_token()
    exigir_esquema(ajustes)
    # El puerto se toma antes de hablar con Telegram: si está ocupado, nada quedó registrado allá.
    enlace = _puerto_del_webhook(ajustes)
    herramientas = armar_herramientas(ajustes, reloj)
    cliente = cliente_de_telegram(ajustes)
    entorno = Entorno(herramientas.almacen, herramientas.reloj, Taller(_hilos(ajustes)))
    try:
        nombre = await abrir_con_paciencia(cliente, parada)
        if nombre is None:
            return
        herramientas.anotar_nombre_del_bot(nombre)
        cartero = Cartero(cliente, entorno, OpcionesDeEnvio(ajustes.datos))
        tictac = _tictac(herramientas, entorno, cartero)
        recepcion = _recepcion(herramientas, entorno, cartero, nombre, tictac)
        receptor = _receptor(ajustes, cliente, recepcion, entorno, enlace)
        if al_estar_listo is not None:
            al_estar_listo(Andando(herramientas, nombre, cartero.despertar))
        trabajador = Trabajador(_mesa(herramientas, cliente, cartero))
        async with contando_difusiones(herramientas, cartero.despertar):
            await _con_trabajo(trabajador, tictac, cartero, receptor, parada)
    finally:
        await cliente.cerrar()
        entorno.taller.cerrar()
        herramientas.almacen.cerrar()
        if enlace is not None:
            enlace.close()


def _hilos(ajustes: Ajustes) -> int:
    """SQLite tiene un solo escritor: más hilos solo se estorban en su candado."""
    return _HILOS_POSTGRES if ajustes.url_base.startswith("postgresql") else 1


def _recepcion(
    herramientas: Herramientas, entorno: Entorno, cartero: Cartero, nombre_del_bot: str, tictac: TicTac
) -> Recepcion:
    despacho = armar_despacho(
        herramientas.almacen, herramientas.reloj, herramientas.calendario_de, lambda: nombre_del_bot
    )
    opciones = OpcionesDeRecepcion(
        traductor=Traductor(nombre_del_bot),
        al_apartar=disculpa(herramientas.almacen, herramientas.reloj),
    )
    # Lo que esperaba a que la persona terminara sale enseguida, no en el minuto siguiente.
    despacho = replace(despacho, al_terminar_dialogo=tictac.pronto)
    return Recepcion(despacho, entorno, cartero, opciones)


def _puerto_del_webhook(ajustes: Ajustes) -> socket.socket | None:
    """El puerto ya ligado, si se recibe por webhook; quien pregunta no carga el servidor HTTP."""
    if not ajustes.webhook_url:
        return None
    from bot.canales.webhook import ligar

    return ligar(ajustes.puerto)


def _receptor(
    ajustes: Ajustes,
    cliente: ClienteTelegram,
    recepcion: Recepcion,
    entorno: Entorno,
    enlace: socket.socket | None,
) -> Receptor:
    """Por webhook si hay puerto; si no, preguntando."""
    if enlace is None:
        return Sondeo(cliente, recepcion)
    from bot.canales.webhook import OpcionesDeWebhook, RecepcionPorWebhook, ServidorWebhook

    secreto = ajustes.webhook_secreto.get_secret_value() if ajustes.webhook_secreto else ""
    revisiones = {"esquema": lambda: al_dia(ajustes.url_base)}
    servidor = ServidorWebhook(recepcion, entorno, OpcionesDeWebhook((secreto,), revisiones))
    return RecepcionPorWebhook(servidor, cliente, _ruta_telegram(ajustes.webhook_url or ""), enlace)


def _ruta_telegram(url: str) -> str:
    return url if url.endswith("/telegram") else f"{url}/telegram"


async def _con_trabajo(
    trabajador: Trabajador,
    tictac: TicTac,
    cartero: Cartero,
    receptor: Receptor,
    parada: asyncio.Event,
) -> None:
    """Recibe y envía mientras, al lado, se hacen los encargos y se barren los recordatorios."""
    trabajo = asyncio.create_task(trabajador.correr(parada))
    tictac.iniciar()
    try:
        await servir_canales(cartero, receptor, parada)
    finally:
        parada.set()
        await asyncio.to_thread(tictac.detener)
        with suppress(TimeoutError, asyncio.CancelledError):
            await asyncio.wait_for(trabajo, _PACIENCIA_CON_EL_TRABAJO)


def _mesa(herramientas: Herramientas, cliente: ClienteTelegram, cartero: Cartero) -> Mesa:
    ajustes = herramientas.ajustes
    ambiente = {
        "ASISTENTE_BASE": ajustes.url_base,
        "ASISTENTE_DATOS": str(ajustes.datos.resolve()),
        "ASISTENTE_NIVEL_LOG": ajustes.nivel_log,
        "ASISTENTE_ZONA": ajustes.zona,
    }
    return Mesa(
        herramientas.almacen,
        herramientas.reloj,
        ajustes.datos,
        ambiente,
        cliente.descargar,
        cartero.despertar,
    )


def _tictac(herramientas: Herramientas, entorno: Entorno, cartero: Cartero) -> TicTac:
    """El tic de los recordatorios: corre en su hilo, cuenta y le avisa al cartero, que vive en el lazo."""
    barrido = Barrido(herramientas.almacen, herramientas.calendario_de, redactar, herramientas.reloj)
    lazo = asyncio.get_running_loop()

    def barrer(ahora: datetime) -> ResultadoBarrido:
        resultado = barrido.correr(ahora)
        for (tipo, estado), cuantos in resultado.cuentas.items():
            entorno.metricas.recordatorios.labels(tipo.value, estado.value).inc(cuantos)
        entorno.metricas.recordatorios_aplazados.inc(resultado.otro_dia)
        if resultado.enviados:
            lazo.call_soon_threadsafe(cartero.despertar)
        return resultado

    return TicTac(barrer, herramientas.reloj)
