"""R5: matar el proceso en cualquier instante no pierde lo confirmado ni duplica lo reentregado."""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tests.rendimiento.api import ApiMinima
from tests.rendimiento.carga import Carga, Medida, leer_ok, pedido
from tests.rendimiento.cifras import Cifra, mostrar
from tests.rendimiento.proceso import Proceso, nucleos
from tests.rendimiento.r1 import base_con_personas

MUERTES = 20
CHATS = 40
DEMORA = 0.05


async def medir(muertes: int, semilla: int) -> tuple[int, int, int, int]:
    """Confirmados, perdidos, duplicados y reentregados en todas las muertes."""
    azar = random.Random(semilla)
    confirmados = perdidos = duplicados = reentregados = 0
    with tempfile.TemporaryDirectory() as carpeta:
        url = base_con_personas(Path(carpeta), CHATS)
        archivo = url.removeprefix("sqlite:///")
        async with ApiMinima(DEMORA) as api:
            for muerte in range(muertes):
                proceso = Proceso("tests.rendimiento.bot_nuestro", [api.url, url])
                async with proceso:
                    medida = await _hasta_morir(api, proceso, azar.uniform(0.02, 0.5), 1 + muerte * 1000)
                efectos = _efectos(archivo)
                confirmados += len(medida.confirmados)
                perdidos += sum(1 for numero in medida.confirmados if efectos[numero] == 0)
                otro = Proceso("tests.rendimiento.bot_nuestro", [api.url, url])
                async with otro:
                    await _reentregar(int(otro.dijo), list(medida.enviados.values()))
                efectos = _efectos(archivo)
                reentregados += len(medida.enviados)
                perdidos += sum(1 for numero in medida.enviados if efectos[numero] == 0)
                duplicados += sum(1 for numero in medida.enviados if efectos[numero] > 1)
    return confirmados, perdidos, duplicados, reentregados


async def _hasta_morir(api: ApiMinima, proceso: Proceso, segundos: float, desde: int) -> Medida:
    carga = Carga(api, int(proceso.dijo))
    asyncio.get_running_loop().call_later(segundos, proceso.hijo.kill)
    return await carga.hasta_que_caiga(CHATS, desde=desde)


async def _reentregar(puerto: int, cuerpos: Sequence[bytes]) -> None:
    """Telegram insiste con todo, lo confirmado también, y desordenado."""
    lector, escritor = await asyncio.open_connection("127.0.0.1", puerto)
    for cuerpo in reversed(cuerpos):
        escritor.write(pedido(cuerpo))
        await leer_ok(lector)
    escritor.close()


def _efectos(archivo: str) -> Counter[int]:
    """Cuántas respuestas guardadas tiene cada update, leídas del archivo."""
    with closing(sqlite3.connect(archivo)) as conexion:
        textos = conexion.execute("SELECT json_extract(cuerpo, '$.text') FROM salida").fetchall()
        sanos = conexion.execute("PRAGMA integrity_check").fetchone()[0]
    if sanos != "ok":
        raise RuntimeError(sanos)
    return Counter(int(texto.rsplit(" ", 1)[1]) for (texto,) in textos)


def cifras(muertes: int = MUERTES) -> Sequence[Cifra]:
    """R5."""
    os.sched_setaffinity(0, {nucleos()[0]})
    semilla = random.SystemRandom().randrange(10**6)
    confirmados, perdidos, duplicados, reentregados = asyncio.run(medir(muertes, semilla))
    detalle: dict[str, object] = {
        "semilla": semilla,
        "muertes": muertes,
        "confirmados": confirmados,
        "reentregados": reentregados,
    }
    return [
        Cifra("R5.perdidos", perdidos, 0, True, detalle),
        Cifra("R5.duplicados", duplicados, 0, True, detalle),
        Cifra("R5.confirmados", confirmados, muertes, False, detalle),
    ]


if __name__ == "__main__":
    sys.exit(mostrar(cifras()))
