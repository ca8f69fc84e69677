"""Los documentos del plan pasan de Telegram a la carpeta de datos, y ahí se comprueba qué son."""

from __future__ import annotations

import asyncio
from pathlib import Path

import structlog

from bot.canales.errores import FrenoPedido, NoEntregado
from bot.tareas.evidencias import asentar
from bot.tareas.mesa import Mesa
from bot.tareas.rutas import ruta_de_documento
from dominio.errores.ruta import DocumentoDesmedido, DocumentoNoAdmitido
from dominio.modelo.documento import ArchivoDeDocumento
from dominio.puertos.documentos import DocumentoPorGuardar
from dominio.reglas.documentos_del_plan import MEGAS_MAXIMAS, exigir_documento_admitido
from dominio.reglas.evidencias import es_lo_que_dice

_MAXIMO = MEGAS_MAXIMAS * 1024 * 1024
_LOTE = 5
_SIN_RED = 10.0

_registro = structlog.get_logger(__name__)


class ArchivadorDeDocumentos:
    """Baja los documentos registrados por el chat; el que falla espera cada vez más y a la quinta se deja.

    Mientras no haya camino hasta Telegram no se gastan intentos.
    """

    def __init__(self, mesa: Mesa) -> None:
        self._mesa = mesa
        self._fallas: dict[int, int] = {}
        self._no_antes: dict[int, float] = {}

    async def guardar_pendientes(self) -> bool:
        """Intenta un lote; ``False`` si no había nada para intentar ahora."""
        ahora = asyncio.get_running_loop().time
        pendientes = [
            uno
            for uno in await asyncio.to_thread(self._pendientes)
            if self._no_antes.get(uno.id, 0.0) <= ahora()
        ]
        for documento in pendientes:
            try:
                await self._guardar(documento)
            except Exception as error:  # noqa: BLE001 - un archivo malo no detiene a los demás
                self._no_antes[documento.id] = ahora() + await self._fallida(documento, error)
            else:
                self._fallas.pop(documento.id, None)
                self._no_antes.pop(documento.id, None)
        return bool(pendientes)

    def _pendientes(self) -> list[DocumentoPorGuardar]:
        with self._mesa.almacen.lectura() as unidad:
            return list(unidad.documentos.por_guardar(_LOTE))

    async def _guardar(self, documento: DocumentoPorGuardar) -> None:
        carpeta = self._mesa.datos / "documentos"
        carpeta.mkdir(parents=True, exist_ok=True)
        temporal = carpeta / f".{documento.id}.parte"
        tamano = await self._mesa.descargar(documento.file_id, temporal, _MAXIMO)
        resumen, cabecera = await asyncio.to_thread(asentar, temporal)
        if not _es_lo_que_dice(documento, tamano, cabecera):
            temporal.unlink()
            _registro.warning("documento_rechazado", documento=documento.id)
            await asyncio.to_thread(self._anotar, documento.id, resumen, tamano, sirve=False)
            return
        destino = ruta_de_documento(self._mesa.datos, resumen, documento.nombre_propio)
        await asyncio.to_thread(_poner, temporal, destino)
        await asyncio.to_thread(self._anotar, documento.id, resumen, tamano, sirve=True)

    async def _fallida(self, documento: DocumentoPorGuardar, error: Exception) -> float:
        """Anota el intento y dice cuántos segundos esperar antes del siguiente."""
        _registro.warning("documento_fallido", documento=documento.id, error=type(error).__name__)
        if isinstance(error, FrenoPedido):
            return error.segundos
        if isinstance(error, NoEntregado):
            return _SIN_RED
        van = self._fallas[documento.id] = self._fallas.get(documento.id, 0) + 1
        await asyncio.to_thread(self._anotar_fallo, documento.id, str(error)[:200])
        return self._mesa.esperas[min(van, len(self._mesa.esperas)) - 1]

    def _anotar(self, documento_id: int, resumen: str, tamano: int, *, sirve: bool) -> None:
        with self._mesa.almacen.unidad() as unidad:
            anotar = unidad.documentos.guardado if sirve else unidad.documentos.rechazado
            anotar(documento_id, resumen, tamano)
            unidad.confirmar()

    def _anotar_fallo(self, documento_id: int, motivo: str) -> None:
        with self._mesa.almacen.unidad() as unidad:
            unidad.documentos.fallido(documento_id, motivo)
            unidad.confirmar()


def _poner(temporal: Path, destino: Path) -> None:
    destino.parent.mkdir(parents=True, exist_ok=True)
    temporal.replace(destino)


def _es_lo_que_dice(documento: DocumentoPorGuardar, tamano: int, cabecera: bytes) -> bool:
    """El nombre y el tipo los puso quien lo envió: aquí se mira qué trae."""
    archivo = ArchivoDeDocumento(documento.nombre, documento.mime, tamano)
    try:
        return es_lo_que_dice(exigir_documento_admitido(archivo), cabecera)
    except (DocumentoNoAdmitido, DocumentoDesmedido):
        return False
