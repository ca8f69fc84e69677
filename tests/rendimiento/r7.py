"""R7: una difusión no pasa de 30 por segundo en ninguna ventana, aprovecha el cupo y deja contestar."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from almacen.reloj import RelojDelSistema
from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.envio import ClaseEnvio, Envio
from tests.rendimiento.api import ApiMinima
from tests.rendimiento.carga import PRIMER_CHAT, Carga
from tests.rendimiento.cifras import Cifra, mostrar
from tests.rendimiento.proceso import Proceso, nucleos
from tests.rendimiento.r1 import base_con_personas

MENSAJES = 300
CHATS = 240
CONVERSAN = 2


async def medir() -> tuple[list[tuple[float, int]], list[float]]:
    """Instante y chat de cada recordatorio que llegó, y lo que esperaron las respuestas (ms)."""
    llegadas: list[tuple[float, int]] = []
    with tempfile.TemporaryDirectory() as carpeta:
        url = base_con_personas(Path(carpeta), CONVERSAN)
        _encolar(url)
        async with ApiMinima() as api:
            proceso = Proceso("tests.rendimiento.bot_nuestro", [api.url, url, "30"])
            async with proceso:
                carga = Carga(api, int(proceso.dijo), pausa=1.2)
                carga.anotar = llegadas
                medida = await carga.vuelta(CONVERSAN, por_chat=4, desde=1)
                while len(llegadas) < MENSAJES + medida.hechos:
                    await asyncio.sleep(0.05)
    return llegadas, [1000 * demora for demora in medida.demoras]


def _encolar(url: str) -> None:
    almacen, ahora = AlmacenSQL(url), RelojDelSistema().ahora()
    envios = [
        Envio(50_000 + n % CHATS, "sendMessage", {"text": f"vence pronto {n}"}, ClaseEnvio.RECORDATORIO)
        for n in range(MENSAJES)
    ]
    with almacen.unidad() as unidad:
        unidad.salidas.encolar(envios, ahora)
        unidad.confirmar()
    almacen.cerrar()


def peor_ventana(instantes: Sequence[float]) -> int:
    """Lo más que llegó en un segundo, empiece donde empiece."""
    return max(bisect_left(instantes, inicio + 1.0) - n for n, inicio in enumerate(instantes))


def cifras() -> Sequence[Cifra]:
    """R7."""
    os.sched_setaffinity(0, {nucleos()[0]})
    llegadas, demoras = asyncio.run(medir())
    instantes = sorted(instante for instante, _ in llegadas)
    por_chat: dict[int, list[float]] = defaultdict(list)
    for instante, chat in sorted(llegadas):
        if chat >= PRIMER_CHAT + CONVERSAN:
            por_chat[chat].append(instante)
    peor_chat = max(peor_ventana(suyos) for suyos in por_chat.values())
    sostenido = (len(instantes) - 1) / (instantes[-1] - instantes[0])
    detalle: dict[str, object] = {"mensajes": len(instantes), "respuestas_ms": demoras}
    return [
        Cifra("R7.ventana", peor_ventana(instantes), 30, True, detalle),
        Cifra("R7.sostenido", sostenido, 28, False, detalle),
        Cifra("R7.por_chat", peor_chat, 1, True, detalle),
        Cifra("R7.respuesta_ms", max(demoras), 1000, True, detalle),
    ]


if __name__ == "__main__":
    sys.exit(mostrar(cifras()))
