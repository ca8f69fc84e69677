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

PESADOS = ("openpyxl", "matplotlib", "pandas", "dateparser", "alembic", "aiogram", "telegram.ext", "uvicorn")
VER_MODULOS = (
    f"import sys, tests.rendimiento.bot_nuestro;print(','.join(m for m in {PESADOS!r} if m in sys.modules))"
)


def _importar() -> float:
    """Segundos de un Python que solo importa ``telegram.ext``."""
    comienzo = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import telegram.ext"], check=True)
    return time.perf_counter() - comienzo


async def _arrancar(api: ApiMinima, url: str) -> tuple[float, float]:
    """Segundos hasta atender y MB residentes en reposo."""
    comienzo = time.perf_counter()
    proceso = Proceso("tests.rendimiento.bot_nuestro", [api.url, url])
    async with proceso:
        segundos = time.perf_counter() - comienzo
        return segundos, proceso.megas()


async def medir(vueltas: int) -> tuple[list[float], list[float], list[float]]:
    """Importaciones, arranques y memoria, intercalados."""
    importar: list[float] = []
    arrancar: list[float] = []
    megas: list[float] = []
    with tempfile.TemporaryDirectory() as carpeta:
        url = base_con_personas(Path(carpeta), 1)
        async with ApiMinima() as api:
            for _ in range(vueltas):
                importar.append(await asyncio.to_thread(_importar))
                segundos, ocupa = await _arrancar(api, url)
                arrancar.append(segundos)
                megas.append(ocupa)
    return importar, arrancar, megas


def cargados() -> list[str]:
    """Módulos pesados que el proceso que sirve carga."""
    hecho = subprocess.run([sys.executable, "-c", VER_MODULOS], check=True, capture_output=True, text=True)
    return [nombre for nombre in hecho.stdout.strip().split(",") if nombre]


def cifras(vueltas: int = VUELTAS) -> Sequence[Cifra]:
    """R8."""
    os.sched_setaffinity(0, {nucleos()[0]})
    importar, arrancar, megas = asyncio.run(medir(vueltas))
    detalle: dict[str, object] = {"importar_s": importar, "arrancar_s": arrancar, "megas": megas}
    return [
        Cifra("R8.arranque", razon(arrancar, importar), 3.2, True, detalle),
        Cifra("R8.megas", statistics.median(megas), 95, True, detalle),
        Cifra("R8.pesados", len(cargados()), 0, True, {"cargados": cargados()}),
    ]


if __name__ == "__main__":
    sys.exit(mostrar(cifras()))
