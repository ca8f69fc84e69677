"""R4: con Telegram a 100 ms, cuarenta personas no hacen fila unas detrás de otras."""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from tests.rendimiento.api import ApiMinima
from tests.rendimiento.carga import Carga
from tests.rendimiento.cifras import VUELTAS, Cifra, mostrar, razon
from tests.rendimiento.proceso import Proceso, nucleos
from tests.rendimiento.r1 import base_con_personas

CHATS = 40
DEMORA = 0.1
SEGUNDOS = 3.0


async def medir(vueltas: int) -> tuple[list[float], list[float], list[float], int]:
    """Ritmo de la vara, ritmo nuestro, p95 nuestro (ms) y respuestas fuera de orden."""
    varas: list[float] = []
    nuestros: list[float] = []
    p95: list[float] = []
    with tempfile.TemporaryDirectory() as carpeta:
        url = base_con_personas(Path(carpeta), CHATS)
        async with ApiMinima(DEMORA) as api:
            vara = Proceso("tests.rendimiento.bot_de_libreria", [api.url])
            nuestro = Proceso("tests.rendimiento.bot_nuestro", [api.url, url])
            async with vara, nuestro:
                for vuelta in range(vueltas):
                    desde = 1 + vuelta * 10_000
                    de_vara = await Carga(api, int(vara.dijo)).vuelta(CHATS, segundos=SEGUNDOS, desde=desde)
                    de_nuestro = await Carga(api, int(nuestro.dijo)).vuelta(
                        CHATS, segundos=SEGUNDOS, desde=desde
                    )
                    varas.append(de_vara.por_segundo)
                    nuestros.append(de_nuestro.por_segundo)
                    p95.append(de_nuestro.percentil(95))
                desorden = await _desorden(api, int(nuestro.dijo))
    return varas, nuestros, p95, desorden


async def _desorden(api: ApiMinima, puerto: int) -> int:
    """Ráfagas sin esperar la respuesta: cuántas llegan antes que una anterior de su chat."""
    carga = Carga(api, puerto)
    llegadas: dict[int, list[int]] = {}
    await carga.rafagas(chats=8, por_chat=10, desde=9_000_000, llegadas=llegadas)
    return sum(1 for numeros in llegadas.values() for antes, despues in pairwise(numeros) if despues < antes)


def cifras(vueltas: int = VUELTAS) -> Sequence[Cifra]:
    """R4."""
    os.sched_setaffinity(0, {nucleos()[0]})
    varas, nuestros, p95, desorden = asyncio.run(medir(vueltas))
    detalle: dict[str, object] = {"vara": varas, "nuestro": nuestros, "p95_ms": p95}
    return [
        Cifra("R4.ritmo", razon(nuestros, varas), 30, False, detalle),
        Cifra("R4.p95_ms", statistics.median(p95), 100, True, detalle),
        Cifra("R4.desorden", desorden, 0, True, detalle),
    ]


if __name__ == "__main__":
    sys.exit(mostrar(cifras()))
