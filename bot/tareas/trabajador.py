"""En el proceso que sirve: reclama encargos y evidencias, y lanza quien los haga."""

from __future__ import annotations

import asyncio
import hashlib
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import structlog

from bot.textos.libros import fallo_de_encargo
from dominio.modelo.encargo import Encargo, TipoEncargo
from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.puertos.reportes import EvidenciaPorGuardar
from dominio.puertos.tiempo import Reloj
from dominio.puertos.unidad import Almacen

_ARRIENDO = timedelta(minutes=10)
_PLAZO = 540.0  # segundos; menos que el arriendo, para que nadie más lo tome mientras corre
_MAXIMO_LIBRO = 5 * 1024 * 1024
_MAXIMO_EVIDENCIA = 20 * 1024 * 1024
_PAUSA = 1.0

Descargar = Callable[[str, Path, int], Awaitable[int]]

_registro = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Mesa:
    """Con qué se trabaja.

    Attributes:
        ambiente: variables ``ASISTENTE_*`` para el proceso hijo.
        descargar: trae un archivo de Telegram: (file_id, destino, máximo en bytes) → bytes.
        avisar: despierta al cartero para que envíe lo que el hijo dejó en la salida.
    """

    almacen: Almacen
    reloj: Reloj
    datos: Path
    ambiente: Mapping[str, str]
    descargar: Descargar
    avisar: Callable[[], None]


class Trabajador:
    """Hace los encargos uno a uno, y entre uno y otro guarda evidencias."""

    def __init__(self, mesa: Mesa) -> None:
        """No empieza hasta ``correr``."""
        self._mesa = mesa
        self._hay_trabajo = asyncio.Event()

    def despertar(self) -> None:
        """Alguien acaba de anotar un encargo o una evidencia."""
        self._hay_trabajo.set()

    async def correr(self, parar: asyncio.Event) -> None:
        """Trabaja hasta que ``parar`` se active; termina lo que tenga entre manos."""
        while not parar.is_set():
            try:
                hizo_algo = await self._un_encargo()
                hizo_algo = await self._evidencias() or hizo_algo
            except Exception:  # noqa: BLE001 - lo que falle se registra y el trabajo sigue
                _registro.exception("trabajador_tropezo")
                hizo_algo = False
            if not hizo_algo:
                await self._esperar(parar)

    async def _esperar(self, parar: asyncio.Event) -> None:
        self._hay_trabajo.clear()
        esperas = [asyncio.create_task(self._hay_trabajo.wait()), asyncio.create_task(parar.wait())]
        await asyncio.wait(esperas, timeout=_PAUSA, return_when=asyncio.FIRST_COMPLETED)
        for espera in esperas:
            espera.cancel()

    async def _un_encargo(self) -> bool:
        encargo = await asyncio.to_thread(self._reclamar)
        if encargo is None:
            return False
        try:
            if encargo.tipo is TipoEncargo.LEER_LIBRO:
                await self._traer_libro(encargo)
            codigo = await self._lanzar(encargo)
        except Exception:  # noqa: BLE001 - el encargo se da por fallido y se le dice a la persona
            _registro.exception("encargo_fallido", encargo=int(encargo.id), tipo=encargo.tipo.value)
            codigo = 1
        if codigo != 0:
            await asyncio.to_thread(self._dar_por_fallido, encargo, codigo)
        self._mesa.avisar()
        return True

    def _reclamar(self) -> Encargo | None:
        with self._mesa.almacen.unidad() as unidad:
            encargo = unidad.encargos.reclamar(self._mesa.reloj.ahora(), _ARRIENDO)
            unidad.confirmar()
            return encargo

    async def _traer_libro(self, encargo: Encargo) -> None:
        destino = ruta_del_libro(self._mesa.datos, encargo)
        destino.parent.mkdir(parents=True, exist_ok=True)
        if not destino.exists():
            await self._mesa.descargar(str(encargo.parametros["file_id"]), destino, _MAXIMO_LIBRO)

    async def _lanzar(self, encargo: Encargo) -> int:
        """Corre el encargo en un proceso aparte: el que contesta mensajes no se detiene."""
        proceso = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.tareas",
            str(int(encargo.id)),
            self._mesa.reloj.ahora().isoformat(),
            env={**os.environ, **self._mesa.ambiente},
        )
        try:
            return await asyncio.wait_for(proceso.wait(), _PLAZO)
        except (TimeoutError, asyncio.CancelledError):
            proceso.kill()
            await proceso.wait()
            raise

    def _dar_por_fallido(self, encargo: Encargo, codigo: int) -> None:
        with self._mesa.almacen.unidad() as unidad:
            unidad.encargos.terminar(encargo.id, error=f"el proceso terminó con {codigo}")
            cuerpo = {"text": fallo_de_encargo(encargo), "parse_mode": "HTML"}
            clave = f"encargo:{encargo.id}:fallo"
            envio = Envio(encargo.chat_id, "sendMessage", cuerpo, ClaseEnvio.AVISO, clave, encargo.persona_id)
            unidad.salidas.encolar([envio], self._mesa.reloj.ahora())
            unidad.confirmar()

    async def _evidencias(self) -> bool:
        pendientes = await asyncio.to_thread(self._evidencias_pendientes)
        for evidencia in pendientes:
            try:
                await self._guardar_evidencia(evidencia)
            except Exception as error:  # noqa: BLE001 - un archivo malo no detiene a los demás
                _registro.warning("evidencia_fallida", evidencia=evidencia.id, error=type(error).__name__)
                await asyncio.to_thread(self._evidencia_fallida, evidencia, str(error)[:200])
        return bool(pendientes)

    def _evidencias_pendientes(self) -> list[EvidenciaPorGuardar]:
        with self._mesa.almacen.lectura() as unidad:
            return list(unidad.reportes.evidencias_por_guardar(10))

    async def _guardar_evidencia(self, evidencia: EvidenciaPorGuardar) -> None:
        carpeta = self._mesa.datos / "evidencias"
        carpeta.mkdir(parents=True, exist_ok=True)
        temporal = carpeta / f".{evidencia.id}.parte"
        tamano = await self._mesa.descargar(evidencia.file_id, temporal, _MAXIMO_EVIDENCIA)
        resumen = await asyncio.to_thread(_sha256, temporal)
        # El nombre en disco es el resumen: nada de lo que escribió la persona llega al sistema de archivos.
        destino = carpeta / resumen[:2] / resumen
        destino.parent.mkdir(exist_ok=True)
        temporal.replace(destino)
        await asyncio.to_thread(self._evidencia_lista, evidencia, resumen, tamano)

    def _evidencia_lista(self, evidencia: EvidenciaPorGuardar, resumen: str, tamano: int) -> None:
        with self._mesa.almacen.unidad() as unidad:
            unidad.reportes.evidencia_guardada(evidencia.id, resumen, tamano)
            unidad.confirmar()

    def _evidencia_fallida(self, evidencia: EvidenciaPorGuardar, motivo: str) -> None:
        with self._mesa.almacen.unidad() as unidad:
            unidad.reportes.evidencia_fallida(evidencia.id, motivo)
            unidad.confirmar()


def ruta_del_libro(datos: Path, encargo: Encargo) -> Path:
    """Dónde queda el libro recibido: nombre nuestro, nunca el de la persona."""
    return datos / "recibidos" / f"{int(encargo.id)}.xlsx"


def _sha256(ruta: Path) -> str:
    with ruta.open("rb") as archivo:
        return hashlib.file_digest(archivo, "sha256").hexdigest()
