"""R1 y R2: un paso de diálogo guardado, y un toque de botón, contra el eco de la librería.

``python -m tests.rendimiento.r1`` imprime las cifras. El límite de 30 por segundo va apagado en los
dos: aquí se mide cuánto cuesta cada update, no cuánto deja pasar Telegram. La base va en la carpeta
temporal (``TMPDIR``): con ella en memoria se ve lo que cuesta el programa sin el disco de la máquina.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from almacen.migraciones import migrar
from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.persona import NuevaPersona, Rol
from tests.rendimiento.api import ApiMinima
from tests.rendimiento.carga import PRIMER_CHAT, Carga
from tests.rendimiento.cifras import VUELTAS, Cifra, mostrar, razon
from tests.rendimiento.proceso import Proceso, nucleos

CHATS = 16
POR_CHAT = 60


@dataclass
class Serie:
    """Lo medido de un bot, vuelta por vuelta."""

    cpu: list[float]
    ritmo: list[float]


def base_con_personas(carpeta: Path, cuantas: int) -> str:
    """Base SQLite migrada con personas vinculadas a los chats de la carga."""
    url = f"sqlite:///{carpeta / 'plan.db'}"
    migrar(url)
    almacen = AlmacenSQL(url)
    with almacen.unidad() as unidad:
        entidad = unidad.entidades.crear("76001", "Cali")
        ahora = almacen._reloj.ahora()
        for numero in range(cuantas):
            persona = unidad.personas.crear(NuevaPersona(entidad.id, f"Persona {numero}", Rol.RESPONSABLE))
            unidad.personas.invitar(persona.id, f"r{numero}", ahora.replace(year=2100), None)
            unidad.personas.vincular(f"r{numero}", PRIMER_CHAT + numero, ahora)
        unidad.confirmar()
    almacen.cerrar()
    return url


async def medir(vueltas: int, *, boton: bool, chats: int = CHATS, por_chat: int = POR_CHAT) -> list[Serie]:
    """Vueltas intercaladas de la vara y de lo nuestro; la primera no cuenta."""
    series = [Serie([], []), Serie([], [])]
    with tempfile.TemporaryDirectory() as carpeta:
        url = base_con_personas(Path(carpeta), chats)
        async with ApiMinima() as api:
            vara = Proceso("tests.rendimiento.bot_de_libreria", [api.url])
            nuestro = Proceso("tests.rendimiento.bot_nuestro", [api.url, url])
            async with vara, nuestro:
                for vuelta in range(vueltas + 1):
                    for serie, proceso in zip(series, (vara, nuestro), strict=True):
                        carga = Carga(api, int(proceso.dijo), boton=boton)
                        antes = proceso.cpu()
                        medida = await carga.vuelta(chats, por_chat=por_chat, desde=1 + vuelta * por_chat)
                        if vuelta:
                            serie.cpu.append(1000 * (proceso.cpu() - antes) / medida.hechos)
                            serie.ritmo.append(medida.por_segundo)
    return series


def cifras(vueltas: int = VUELTAS) -> Sequence[Cifra]:
    """R1 y R2."""
    os.sched_setaffinity(0, {nucleos()[0]})
    vara, nuestro = asyncio.run(medir(vueltas, boton=False))
    vara2, nuestro2 = asyncio.run(medir(vueltas, boton=True))
    return [
        Cifra("R1.cpu", razon(nuestro.cpu, vara.cpu), 0.45, True, _detalle(vara, nuestro)),
        Cifra("R1.ritmo", razon(nuestro.ritmo, vara.ritmo), 2.3, False, _detalle(vara, nuestro)),
        Cifra("R2.cpu", razon(nuestro2.cpu, vara2.cpu), 0.40, True, _detalle(vara2, nuestro2)),
    ]


def _detalle(vara: Serie, nuestro: Serie) -> dict[str, object]:
    return {"vara": vars(vara), "nuestro": vars(nuestro)}


if __name__ == "__main__":
    sys.exit(mostrar(cifras()))
