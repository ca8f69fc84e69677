"""Las evidencias confirmadas pasan de Telegram a la carpeta de datos, sin prisa y sin rendirse pronto."""

from __future__ import annotations

import asyncio
import hashlib
import os
from pathlib import Path

import structlog

from bot.canales.errores import FrenoPedido, NoEntregado
from bot.tareas.mesa import Mesa
from bot.tareas.rutas import ruta_de_evidencia
from dominio.errores.ciclo import ArchivoNoAdmitido
from dominio.puertos.reportes import EvidenciaPorGuardar
from dominio.reglas.evidencias import BYTES_QUE_SE_MIRAN, es_lo_que_dice, exigir_admitida

_MAXIMO = 20 * 1024 * 1024
_LOTE = 10
_SIN_RED = 10.0

_registro = structlog.get_logger(__name__)


class Archivador:
    """Baja las evidencias pendientes; la que falla espera cada vez más y a la quinta se abandona.

    Cuántas van se cuenta en la base; cuánto falta para el siguiente intento, solo aquí: tras un
    reinicio se intenta de una vez. Mientras no haya camino hasta Telegram no se gastan intentos.
    """

    def __init__(self, mesa: Mesa) -> None:
        self._mesa = mesa
        self._fallas: dict[int, int] = {}
        self._no_antes: dict[int, float] = {}

    async def guardar_pendientes(self) -> bool:
        """Intenta un lote; ``False`` si no había nada para intentar ahora."""
        lazo = asyncio.get_running_loop()
        pendientes = [
            evidencia
            for evidencia in await asyncio.to_thread(self._pendientes)
            if self._no_antes.get(evidencia.id, 0.0) <= lazo.time()
        ]
        for evidencia in pendientes:
            try:
                await self._guardar(evidencia)
            except Exception as error:  # noqa: BLE001 - un archivo malo no detiene a los demás
                self._no_antes[evidencia.id] = lazo.time() + await self._fallida(evidencia, error)
            else:
                self._fallas.pop(evidencia.id, None)
                self._no_antes.pop(evidencia.id, None)
        return bool(pendientes)

    def _pendientes(self) -> list[EvidenciaPorGuardar]:
        with self._mesa.almacen.lectura() as unidad:
            return list(unidad.reportes.evidencias_por_guardar(_LOTE))

    async def _guardar(self, evidencia: EvidenciaPorGuardar) -> None:
        carpeta = self._mesa.datos / "evidencias"
        carpeta.mkdir(parents=True, exist_ok=True)
        temporal = carpeta / f".{evidencia.id}.parte"
        tamano = await self._mesa.descargar(evidencia.file_id, temporal, _MAXIMO)
        resumen, cabecera = await asyncio.to_thread(asentar, temporal)
        if not _es_lo_que_dice(evidencia, cabecera):
            temporal.unlink()
            await asyncio.to_thread(self._anotar_rechazo, evidencia, resumen, tamano)
            return
        # El nombre en disco es el resumen: nada de lo que escribió la persona llega al sistema de archivos.
        destino = ruta_de_evidencia(self._mesa.datos, resumen)
        destino.parent.mkdir(exist_ok=True)
        temporal.replace(destino)
        await asyncio.to_thread(self._anotar_lista, evidencia, resumen, tamano)

    async def _fallida(self, evidencia: EvidenciaPorGuardar, error: Exception) -> float:
        """Anota el intento y dice cuántos segundos esperar antes del siguiente."""
        _registro.warning("evidencia_fallida", evidencia=evidencia.id, error=type(error).__name__)
        if isinstance(error, FrenoPedido):
            return error.segundos
        if isinstance(error, NoEntregado):
            return _SIN_RED
        van = self._fallas[evidencia.id] = self._fallas.get(evidencia.id, 0) + 1
        await asyncio.to_thread(self._anotar_fallo, evidencia, str(error)[:200])
        return self._mesa.esperas[min(van, len(self._mesa.esperas)) - 1]

    def _anotar_lista(self, evidencia: EvidenciaPorGuardar, resumen: str, tamano: int) -> None:
        with self._mesa.almacen.unidad() as unidad:
            unidad.reportes.evidencia_guardada(evidencia.id, resumen, tamano)
            unidad.confirmar()

    def _anotar_rechazo(self, evidencia: EvidenciaPorGuardar, resumen: str, tamano: int) -> None:
        _registro.warning("evidencia_rechazada", evidencia=evidencia.id)
        with self._mesa.almacen.unidad() as unidad:
            unidad.evidencias.rechazada(evidencia.id, resumen, tamano)
            unidad.confirmar()

    def _anotar_fallo(self, evidencia: EvidenciaPorGuardar, motivo: str) -> None:
        with self._mesa.almacen.unidad() as unidad:
            unidad.reportes.evidencia_fallida(evidencia.id, motivo)
            unidad.confirmar()


def asentar(ruta: Path) -> tuple[str, bytes]:
    """Obliga al disco a guardar el archivo antes de anotarlo; da su SHA-256 y sus primeros bytes."""
    with ruta.open("rb") as archivo:
        os.fsync(archivo.fileno())
        resumen = hashlib.file_digest(archivo, "sha256").hexdigest()
        archivo.seek(0)
        return resumen, archivo.read(BYTES_QUE_SE_MIRAN)


def _es_lo_que_dice(evidencia: EvidenciaPorGuardar, cabecera: bytes) -> bool:
    """El nombre y el tipo los puso quien lo envió: aquí se mira qué trae."""
    try:
        return es_lo_que_dice(exigir_admitida(evidencia.nombre, evidencia.mime), cabecera)
    except ArchivoNoAdmitido:
        return False
