"""R3: lo que cuesta una llamada a Telegram no crece con las que van a la vez."""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import time
from collections.abc import Sequence

from bot.canales.cliente import ClienteTelegram
from tests.rendimiento.api import ApiMinima
from tests.rendimiento.cifras import VUELTAS, Cifra, mostrar
from tests.rendimiento.proceso import Proceso, nucleos

A_LA_VEZ = (1, 40, 200)
LLAMADAS = 2000


async def milisegundos(cliente: ClienteTelegram, a_la_vez: int) -> float:
    """CPU de este proceso por llamada, con tantas a la vez."""

    async def cadena(cuantas: int) -> None:
        for _ in range(cuantas):
            await cliente.llamar("sendMessage", {"chat_id": 5, "text": "recibido"})

    await asyncio.gather(*(cadena(1) for _ in range(a_la_vez)))
    antes = time.process_time()
    await asyncio.gather(*(cadena(LLAMADAS // a_la_vez) for _ in range(a_la_vez)))
    return 1000 * (time.process_time() - antes) / LLAMADAS


async def medir(api: str, vueltas: int) -> None:
    """Imprime, por vuelta, el costo con cada cantidad."""
    cliente = ClienteTelegram("1:r3", api)
    await cliente.abrir()
    for _ in range(vueltas):
        costos = [await milisegundos(cliente, cuantas) for cuantas in A_LA_VEZ]
        sys.stdout.write(" ".join(f"{costo:.5f}" for costo in costos) + "\n")
        sys.stdout.flush()
    await cliente.cerrar()


async def _medir_aparte(vueltas: int) -> list[list[float]]:
    """El cliente corre en su proceso y su núcleo; la API, en este."""
    async with ApiMinima() as api:
        proceso = Proceso("tests.rendimiento.r3", [api.url, str(vueltas)])
        async with proceso:
            lineas = [proceso.dijo]
            salida = proceso.hijo.stdout
            assert salida is not None
            while len(lineas) < vueltas:
                lineas.append(await asyncio.to_thread(salida.readline))
    return [[float(costo) for costo in linea.split()] for linea in lineas]


def cifras(vueltas: int = VUELTAS) -> Sequence[Cifra]:
    """R3."""
    os.sched_setaffinity(0, {nucleos()[0]})
    filas = asyncio.run(_medir_aparte(vueltas))
    detalle = {"ms_por_llamada": filas, "a_la_vez": A_LA_VEZ}
    return [
        Cifra("R3.con40", statistics.median(f[1] / f[0] for f in filas), 0.6, True, detalle),
        Cifra("R3.con200", statistics.median(f[2] / f[0] for f in filas), 1.0, True, detalle),
    ]


if __name__ == "__main__":
    if len(sys.argv) == 3:
        asyncio.run(medir(sys.argv[1], int(sys.argv[2])))
    else:
        sys.exit(mostrar(cifras()))
