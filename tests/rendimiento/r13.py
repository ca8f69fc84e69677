"""R13: cinco mil mensajes en el mismo minuto, y quien escribe recibe su respuesta en menos de un segundo.

Cinco mil actividades de cinco mil personas vencen el mismo día: el barrido programa y entrega sus
recordatorios de verdad, y la difusión va a las mismas cinco mil. Mientras salen, unas personas conversan.

``python -m tests.rendimiento.r13 [recordatorios|difusion]`` imprime las cifras (unos tres minutos cada una).
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from almacen.reloj import RelojDelSistema
from almacen.tablas.unidad import AlmacenSQL
from bot.textos.difusiones import mensaje
from bot.textos.recordatorio import redactar
from dominio.casos.contexto import Contexto
from dominio.casos.difundir import PeticionDeDifusion, difundir
from dominio.casos.importar import importar
from dominio.modelo.difusion import DestinoDeDifusion
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdPersona
from dominio.modelo.libro import LibroLeido
from dominio.modelo.persona import NuevaPersona, Persona, Rol
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.valores.fechas import BOGOTA, Vigencia
from recordatorios.barrido import Barrido
from tests.apoyo.plan import LunesAViernes
from tests.recordatorios.plan_chico import Actividad, fila
from tests.rendimiento.api import ApiMinima
from tests.rendimiento.carga import PRIMER_CHAT, Carga
from tests.rendimiento.cifras import Cifra, mostrar
from tests.rendimiento.proceso import Proceso, nucleos
from tests.rendimiento.r1 import base_con_personas
from tests.rendimiento.r7 import peor_ventana

MENSAJES = 5_000
CONVERSAN = 2
# Lo que cada quien escribe y cada cuánto (segundos): alcanza para lo que dura la entrega.
POR_CHAT, PAUSA = 10, 15.0
PRIMERA_CUENTA = 5_000_000
Preparar = Callable[[str, int], float]


def con_recordatorios(url: str, cuantos: int) -> float:
    """El barrido del día en que vencen todas; segundos que tarda en programar y dejarlo en la salida."""
    almacen, vence = AlmacenSQL(url), date(2026, 9, 15)
    ocho = datetime(2026, 9, 15, 8, 0, tzinfo=BOGOTA)
    plan = tuple(fila(Actividad(f"A-{n:05d}", vence, _nombre(n))) for n in range(cuantos))
    with almacen.unidad() as unidad:
        contexto = _contexto(unidad, unidad.entidades.listar()[0], ocho - timedelta(days=90))
        importar(contexto, Vigencia(2026), LibroLeido(plan=plan), "plan.xlsx")
        _vincular(unidad, contexto.entidad, cuantos)
        unidad.confirmar()
    barrido = Barrido(almacen, lambda _entidad: LunesAViernes(), redactar, RelojDelSistema())
    antes = time.perf_counter()
    barrido.correr(ocho)
    tardo = time.perf_counter() - antes
    almacen.cerrar()
    return tardo


def con_difusion(url: str, cuantos: int) -> float:
    """Una difusión a todas; segundos que tarda en quedar en la salida."""
    almacen, ahora = AlmacenSQL(url), RelojDelSistema().ahora()
    with almacen.unidad() as unidad:
        entidad = unidad.entidades.listar()[0]
        for n in range(cuantos):
            unidad.personas.crear(NuevaPersona(entidad.id, _nombre(n), Rol.CONSULTA))
        _vincular(unidad, entidad, cuantos)
        unidad.confirmar()
    texto = "Mañana cierra el corte; quien no haya reportado, hágalo hoy. " * 10
    peticion = PeticionDeDifusion(DestinoDeDifusion(Rol.CONSULTA), texto, ya=True)
    antes = time.perf_counter()
    with almacen.unidad() as unidad:
        cuerpo = mensaje(texto, None, entidad).cuerpo()
        difundir(_contexto(unidad, entidad, ahora), peticion, "medida", cuerpo)
        unidad.confirmar()
    tardo = time.perf_counter() - antes
    almacen.cerrar()
    return tardo


MODOS: dict[str, Preparar] = {"recordatorios": con_recordatorios, "difusion": con_difusion}


def _nombre(n: int) -> str:
    """Nombre y apellido sin cifras, distinto por número."""
    letras = "abcdefghij"
    return "Ana Ruiz " + "".join(letras[int(cifra)] for cifra in f"{n:04d}")


def _contexto(unidad: UnidadDeTrabajo, entidad: Entidad, ahora: datetime) -> Contexto:
    nadie = Persona(IdPersona(0), entidad.id, "Carga", None, Rol.PLANEACION, None, None, None)
    return Contexto(unidad, nadie, entidad, ahora, LunesAViernes(), "cli")


def _vincular(unidad: UnidadDeTrabajo, entidad: Entidad, cuantos: int) -> None:
    ahora = RelojDelSistema().ahora()
    por_nombre = {p.nombre: p for p in unidad.personas.listar(entidad.id)}
    for n in range(cuantos):
        unidad.personas.invitar(por_nombre[_nombre(n)].id, f"v{n}", ahora + timedelta(days=1), None)
        unidad.personas.vincular(f"v{n}", PRIMERA_CUENTA + n, ahora)


async def medir(preparar: Preparar, cuantos: int) -> tuple[list[tuple[float, int]], list[float], float]:
    """Instante y chat de cada mensaje, lo que esperaron las respuestas (ms) y lo que tardó encolar (s)."""
    llegadas: list[tuple[float, int]] = []
    with tempfile.TemporaryDirectory() as carpeta:
        url = base_con_personas(Path(carpeta), CONVERSAN)
        tardo = preparar(url, cuantos)
        async with ApiMinima() as api, Proceso("tests.rendimiento.bot_nuestro", [api.url, url, "30"]) as bot:
            carga = Carga(api, int(bot.dijo), pausa=PAUSA * cuantos / MENSAJES)
            carga.anotar = llegadas
            medida = await carga.vuelta(CONVERSAN, por_chat=POR_CHAT, desde=1)
            while len(llegadas) < cuantos + medida.hechos:
                await asyncio.sleep(0.1)
    return llegadas, [1000 * demora for demora in medida.demoras], tardo


def cifras(modo: str, cuantos: int = MENSAJES) -> Sequence[Cifra]:
    """R13 de ese modo."""
    os.sched_setaffinity(0, {nucleos()[0]})
    llegadas, demoras, tardo = asyncio.run(medir(MODOS[modo], cuantos))
    instantes = sorted(instante for instante, _ in llegadas)
    por_chat: dict[int, list[float]] = defaultdict(list)
    for instante, chat in sorted(llegadas):
        if not PRIMER_CHAT <= chat < PRIMER_CHAT + CONVERSAN:
            por_chat[chat].append(instante)
    repetidos = sum(len(suyos) - 1 for suyos in por_chat.values())
    sostenido = (len(instantes) - 1) / (instantes[-1] - instantes[0])
    detalle: dict[str, object] = {"mensajes": len(instantes), "respuestas_ms": sorted(demoras)}
    peor_chat = max(peor_ventana(suyos) for suyos in por_chat.values())
    return [
        Cifra(f"R13.{modo}.encolar_s", tardo, 30, True, {}),
        Cifra(f"R13.{modo}.ventana", peor_ventana(instantes), 30, True, {}),
        Cifra(f"R13.{modo}.sostenido", sostenido, 28, False, {}),
        Cifra(f"R13.{modo}.por_chat", peor_chat, 1, True, {}),
        Cifra(f"R13.{modo}.repetidos", repetidos, 0, True, {}),
        Cifra(f"R13.{modo}.respuesta_ms", max(demoras), 1000, True, detalle),
    ]


if __name__ == "__main__":
    pedidos = sys.argv[1:2] or list(MODOS)
    cuantos = int(sys.argv[2]) if len(sys.argv) > 2 else MENSAJES
    sys.exit(mostrar([cifra for modo in pedidos for cifra in cifras(modo, cuantos)]))
