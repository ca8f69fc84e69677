"""En el proceso que sirve: reclama encargos, lanza quien los haga y, entre uno y otro, guarda evidencias."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from datetime import timedelta

import structlog

from bot.canales.cliente import ArchivoMuyGrande
from bot.canales.errores import EnvioDudoso, NoEntregado, ServidorCaido
from bot.tareas.documentos import ArchivadorDeDocumentos
from bot.tareas.evidencias import Archivador
from bot.tareas.mesa import Mesa
from bot.tareas.respuestas import respuesta
from bot.tareas.rutas import ruta_del_libro
from bot.textos.errores import explicar
from bot.textos.libros import fallo_de_encargo
from bot.textos.marcado import Html
from dominio.errores import EntradaInvalida
from dominio.modelo.encargo import Encargo, TipoEncargo

_ARRIENDO = timedelta(minutes=5)
_PLAZO = 270.0  # segundos; menos que el arriendo, para que nadie más lo tome mientras corre
_INTENTOS = 3  # la tercera vez que se toma ya no se hace: se le dice a la persona
_MEGAS_DEL_LIBRO = 5
_MAXIMO_LIBRO = _MEGAS_DEL_LIBRO * 1024 * 1024
_ESPERAS_DEL_LIBRO = (1.0, 3.0)
_PAUSA = 1.0

_registro = structlog.get_logger(__name__)


class Trabajador:
    """Hace los encargos uno a uno, y entre uno y otro guarda evidencias."""

    def __init__(self, mesa: Mesa) -> None:
        """No empieza hasta ``correr``."""
        self._mesa = mesa
        self._archivador = Archivador(mesa)
        self._documentos = ArchivadorDeDocumentos(mesa)

    async def correr(self, parar: asyncio.Event) -> None:
        """Trabaja hasta que ``parar`` se active; termina lo que tenga entre manos."""
        while not parar.is_set():
            try:
                hizo_algo = await self._un_encargo()
                hizo_algo = await self._archivador.guardar_pendientes() or hizo_algo
                hizo_algo = await self._documentos.guardar_pendientes() or hizo_algo
            except Exception:  # noqa: BLE001 - lo que falle se registra y el trabajo sigue
                _registro.exception("trabajador_tropezo")
                hizo_algo = False
            if not hizo_algo:
                with suppress(TimeoutError):
                    await asyncio.wait_for(parar.wait(), _PAUSA)

    async def _un_encargo(self) -> bool:
        encargo = await asyncio.to_thread(self._reclamar)
        if encargo is None:
            return False
        try:
            await self._hacer(encargo)
        except Exception as error:  # noqa: BLE001 - el encargo se da por fallido y se le dice a la persona
            _registro.exception("encargo_fallido", encargo=int(encargo.id), tipo=encargo.tipo.value)
            await asyncio.to_thread(self._dar_por_fallido, encargo, error)
        self._mesa.avisar()
        return True

    def _reclamar(self) -> Encargo | None:
        with self._mesa.almacen.unidad() as unidad:
            encargo = unidad.encargos.reclamar(self._mesa.reloj.ahora(), _ARRIENDO)
            unidad.confirmar()
            return encargo

    async def _hacer(self, encargo: Encargo) -> None:
        if encargo.intentos >= _INTENTOS:
            raise _NoSeHizo("el proceso murió cada vez que lo intentó")
        if encargo.tipo is TipoEncargo.LEER_LIBRO:
            await self._traer_libro(encargo)
        codigo = await self._lanzar(encargo)
        if codigo != 0:
            raise _NoSeHizo(f"el proceso terminó con {codigo}")

    async def _traer_libro(self, encargo: Encargo) -> None:
        destino = ruta_del_libro(self._mesa.datos, encargo)
        destino.parent.mkdir(parents=True, exist_ok=True)
        if destino.exists():
            return
        file_id = str(encargo.parametros["file_id"])
        for espera in _ESPERAS_DEL_LIBRO:
            try:
                await self._mesa.descargar(file_id, destino, _MAXIMO_LIBRO)
            except (NoEntregado, EnvioDudoso, ServidorCaido):
                await asyncio.sleep(espera)
            else:
                return
        await self._mesa.descargar(file_id, destino, _MAXIMO_LIBRO)

    async def _lanzar(self, encargo: Encargo) -> int:
        """Corre el encargo en un proceso aparte: el que contesta mensajes no se detiene."""
        heredado = {clave: valor for clave, valor in os.environ.items() if not clave.startswith("ASISTENTE_")}
        proceso = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.tareas",
            str(int(encargo.id)),
            self._mesa.reloj.ahora().isoformat(),
            env={**heredado, **self._mesa.ambiente},
        )
        try:
            return await asyncio.wait_for(proceso.wait(), _PLAZO)
        except (TimeoutError, asyncio.CancelledError):
            proceso.kill()
            await proceso.wait()
            raise

    def _dar_por_fallido(self, encargo: Encargo, error: Exception) -> None:
        texto = fallo_de_encargo(encargo)
        if isinstance(error, ArchivoMuyGrande):
            nombre = encargo.parametros.get("nombre") or "El libro"
            texto = explicar(EntradaInvalida("archivo_muy_grande", nombre=nombre, maximo=_MEGAS_DEL_LIBRO))
        with self._mesa.almacen.unidad() as unidad:
            [puesto] = unidad.salidas.encolar([respuesta(encargo, Html(texto))], self._mesa.reloj.ahora())
            if puesto is not None:
                unidad.encargos.terminar(encargo.id, error=f"{type(error).__name__}: {error}"[:200])
            # Sin puesto es que el hijo alcanzó a contestar y a cerrarlo: murió después de terminar.
            unidad.confirmar()


class _NoSeHizo(Exception):
    """El proceso hijo no terminó el encargo."""
