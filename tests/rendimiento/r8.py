"""R8: el proceso que sirve arranca pronto, no carga lo que no usa y ocupa poco."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.rendimiento.api import ApiMinima
from tests.rendimiento.cifras import VUELTAS, Cifra, mostrar, razon
from tests.rendimiento.proceso import Proceso, nucleos
from tests.rendimiento.r1 import base_con_personas

REPOSO = 1.0


def _importar() -> float:
    """Segundos de un Python que solo importa ``telegram.ext``."""
    comienzo = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import telegram.ext"], check=True)
    return time.perf_counter() - comienzo


async def _arrancar(api: ApiMinima, url: str, datos: str) -> tuple[float, float, list[str]]:
    """Segundos hasta atender, MB residentes en reposo y módulos pesados cargados."""
    comienzo = time.perf_counter()
    proceso = Proceso("tests.rendimiento.bot_entero", [api.url, url, datos])
    async with proceso:
        segundos = time.perf_counter() - comienzo
        await asyncio.sleep(REPOSO)
        return segundos, proceso.megas(), proceso.dijo.removeprefix("listo").strip().split(",")


async def medir(vueltas: int) -> tuple[list[float], list[float], list[float], set[str]]:
    """Importaciones, arranques y memoria, intercalados, y lo pesado que se cargó."""
    importar: list[float] = []
    arrancar: list[float] = []
    megas: list[float] = []
    pesados: set[str] = set()
    with tempfile.TemporaryDirectory() as carpeta:
        url = base_con_personas(Path(carpeta), 1)
        async with ApiMinima() as api:
            for _ in range(vueltas):
                importar.append(await asyncio.to_thread(_importar))
                segundos, ocupa, cargados = await _arrancar(api, url, carpeta)
                arrancar.append(segundos)
                megas.append(ocupa)
                pesados.update(filter(None, cargados))
    return importar, arrancar, megas, pesados


def cifras(vueltas: int = VUELTAS) -> Sequence[Cifra]:
    """R8."""
    os.sched_setaffinity(0, {nucleos()[0]})
    importar, arrancar, megas, pesados = asyncio.run(medir(vueltas))
    detalle: dict[str, object] = {"importar_s": importar, "arrancar_s": arrancar, "megas": megas}
    return [
        Cifra("R8.arranque", razon(arrancar, importar), 3.2, True, detalle),
        Cifra("R8.megas", statistics.median(megas), 95, True, detalle),
        Cifra("R8.pesados", len(pesados), 0, True, {"cargados": sorted(pesados)}),
    ]


if __name__ == "__main__":
    sys.exit(mostrar(cifras()))
