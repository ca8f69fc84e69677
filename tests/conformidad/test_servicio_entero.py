"""Todo el asistente (``servir``) contra un emulador ajeno, por sondeo y por webhook: ni un rechazo."""

from __future__ import annotations

import asyncio
import hashlib
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pydantic import SecretStr

from almacen.reloj import RelojMovible
from bot.ajustes import Ajustes, leer_ajustes
from bot.armado import armar_herramientas, migrar_base
from bot.armado.servicio import Andando, servir
from bot.demo.elenco import montar
from tests.canales.banco import hasta
from tests.conformidad.emulador import PACIENCIA, EmuladorConMemoria, Persona, abrir_emulador
from tests.simulador.cliente import png

TOKEN = "123456:emulador-ajeno"
ROSA, WILMER, NIDIA = 501, 502, 503
# Sábado: ningún recordatorio se cruza en la conversación.
SABADO = datetime(2026, 9, 5, 15, 0, tzinfo=UTC)
SOLO_MODELADAS = {
    "getMe", "getUpdates", "getFile", "setWebhook", "deleteWebhook", "sendMessage", "sendDocument",
    "editMessageText", "answerCallbackQuery", "setMyCommands",
}  # fmt: skip


@dataclass
class Puesto:
    """El servicio andando, su emulador y las invitaciones del plan de muestra."""

    emulador: EmuladorConMemoria
    invitaciones: dict[int, str]
    ajustes: Ajustes
    reloj: RelojMovible
    andando: Andando | None = None
    con_ejecucion: asyncio.Event = field(default_factory=asyncio.Event)

    async def vinculada(self, numero: int) -> Persona:
        """Una persona del plan que abrió su enlace, leyó el aviso y aceptó."""
        persona = Persona(self.emulador, TOKEN, numero, lambda: self.reloj.ahora().timestamp())
        await persona.escribe(self.invitaciones[numero])
        await persona.espera("Aviso de datos personales")
        await persona.toca("Acepto")
        await persona.espera("¿Qué quiere hacer?")
        return persona

    def evidencia_en_disco(self, contenido: bytes) -> bool:
        """Si el archivo ya quedó guardado, entero."""
        resumen = hashlib.sha256(contenido).hexdigest()
        guardado = self.ajustes.datos / "evidencias" / resumen[:2] / resumen
        return guardado.exists() and guardado.read_bytes() == contenido


def _ajustes(modo: str, api: str, datos: Path) -> Ajustes:
    webhook = {}
    if modo == "webhook":
        # El puerto tiene que saberse antes: va en la dirección que se registra.
        with socket.create_server(("127.0.0.1", 0)) as libre:
            puerto = libre.getsockname()[1]
        webhook = {
            "webhook_url": f"http://127.0.0.1:{puerto}", "puerto": puerto,
            "webhook_secreto": SecretStr("secreto_de_prueba"),
        }  # fmt: skip
    return leer_ajustes(
        _env_file=None, token=SecretStr(TOKEN), telegram_api=api, datos=datos, nivel_log="WARNING", **webhook
    )


@asynccontextmanager
async def _servicio(modo: str, datos: Path) -> AsyncIterator[Puesto]:
    async with abrir_emulador() as emulador:
        reloj = RelojMovible()
        reloj.poner(SABADO)
        ajustes = _ajustes(modo, emulador.url, datos)
        migrar_base(ajustes)
        herramientas = armar_herramientas(ajustes, reloj)
        invitaciones = montar(herramientas)
        herramientas.almacen.cerrar()
        puesto = Puesto(emulador, invitaciones, ajustes, reloj)
        parada, listo = asyncio.Event(), asyncio.Event()

        def al_estar_listo(andando: Andando) -> None:
            puesto.andando = andando
            listo.set()

        corriendo = asyncio.create_task(servir(ajustes, parada, reloj=reloj, al_estar_listo=al_estar_listo))
        try:
            await asyncio.wait_for(listo.wait(), PACIENCIA)
            await hasta(lambda: emulador.de("setWebhook" if modo == "webhook" else "getUpdates"), PACIENCIA)
            yield puesto
        finally:
            parada.set()
            await corriendo


@pytest.fixture(params=["sondeo", "webhook"])
async def puesto(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Puesto]:
    """El servicio de cada manera; al final todo se aceptó, se contestó y se editó lo que existía."""
    async with _servicio(request.param, tmp_path / "datos") as armado:
        yield armado
        rechazadas = armado.emulador.rechazadas()
    assert armado.emulador.motivos == []
    assert rechazadas == []
    assert armado.emulador.sin_original == []
    assert len(armado.emulador.contestados) == len(set(armado.emulador.contestados))
    assert {metodo for metodo, _ in armado.emulador.llamadas} <= SOLO_MODELADAS


async def test_servicio_entero_sin_un_rechazo(puesto: Puesto) -> None:
    """Vincularse, reportar avance con foto y ejecución, consultar y exportar, con un servidor ajeno."""
    # A la vez, como en la vida: en un chat no sale más de un mensaje por segundo.
    async with asyncio.TaskGroup() as grupo:
        for conversa in (_rosa, _wilmer, _nidia):
            grupo.create_task(conversa(puesto))


async def _rosa(puesto: Puesto) -> None:
    rosa = await puesto.vinculada(ROSA)
    foto = png() + b"obra"
    # Con la ejecución ya cargada, un avance sin obligaciones se aclara: siempre la misma conversación.
    await puesto.con_ejecucion.wait()
    await _reporta_avance(rosa, foto)
    await hasta(lambda: puesto.evidencia_en_disco(foto), PACIENCIA)
    await _contestados(puesto, rosa)


async def _wilmer(puesto: Puesto) -> None:
    wilmer = await puesto.vinculada(WILMER)
    await _registra_ejecucion(wilmer)
    puesto.con_ejecucion.set()
    await _contestados(puesto, wilmer)


async def _nidia(puesto: Puesto) -> None:
    nidia = await puesto.vinculada(NIDIA)
    await _consulta(nidia)
    await _exporta(nidia)
    await _contestados(puesto, nidia)


async def _contestados(puesto: Puesto, persona: Persona) -> None:
    """Cada toque recibió su respuesta."""
    await hasta(lambda: set(persona.toques) <= set(puesto.emulador.contestados), PACIENCIA)


async def _reporta_avance(persona: Persona, foto: bytes) -> None:
    """/avance con todas sus preguntas, la foto y el folio."""
    await persona.escribe("/avance")
    await persona.espera("¿De cuál actividad?")
    await persona.toca("A-004")
    await persona.espera("¿Qué porcentaje lleva en total")
    await persona.escribe("25 %")
    await persona.espera("¿Cómo se explica?")
    await persona.toca("Por gestión")
    await persona.espera("¿Qué se hizo?")
    await persona.escribe('Se formaron 3 sedes <b>rurales</b> & "urbanas"')
    await persona.espera("¿Qué lo ha dificultado?")
    await persona.toca("Saltar")
    await persona.espera("Envíe las fotos o documentos")
    await persona.manda_foto(foto)
    await persona.espera("1 archivo")
    await persona.toca("Listo")
    await persona.espera("revise antes de guardar")
    await persona.toca("Confirmar")
    guardado = await persona.espera("Avance guardado")
    assert re.search(r"AV-2026-\d{6}", guardado.texto)
    assert "A-004 queda en 25 %" in guardado.texto


async def _registra_ejecucion(persona: Persona) -> None:
    """/ejecucion: un CDP con su documento y su fecha."""
    await persona.escribe("/ejecucion")
    await persona.espera("¿De cuál actividad o proyecto?")
    await persona.toca("A-005")
    await persona.espera("¿Qué va a registrar?")
    await persona.toca("CDP")
    await persona.espera("total acumulado del año o solo el de este movimiento")
    await persona.toca("Valor de este movimiento")
    await persona.espera("¿Cuánto, en pesos?")
    await persona.escribe("$ 250.000.000,50")
    await persona.espera("¿Qué número tiene el documento?")
    await persona.escribe("CDP 2026-0145")
    await persona.espera("¿Qué fecha tiene el documento?")
    await persona.toca("Hoy")
    await persona.espera("CDP: $0,00 → <b>$250.000.000,50</b>")
    await persona.toca("Confirmar")
    guardado = await persona.espera("Ejecución guardada")
    assert re.search(r"EJ-2026-\d{6}", guardado.texto)


async def _consulta(persona: Persona) -> None:
    """/estado, /mis y /pendientes contestan con lo suyo."""
    await persona.escribe("/estado")
    await persona.espera("Municipio de San Isidro")
    await persona.escribe("/mis")
    await persona.espera("actividades")
    await persona.escribe("/pendientes")
    await persona.espera("A-006")


async def _exporta(persona: Persona) -> None:
    """/exportar: llega el libro entero y openpyxl lo abre."""
    await persona.escribe("/exportar")
    await persona.espera("Consolidado listo")
    nombre, contenido = await persona.espera_documento()
    assert nombre == "consolidado-99999-2026-T3.xlsx"
    libro = load_workbook(BytesIO(contenido))
    hojas = libro.sheetnames
    libro.close()
    assert len(hojas) == 8
