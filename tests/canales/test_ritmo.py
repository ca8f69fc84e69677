"""Ritmo: nunca más de 30 en un segundo, ni con atrasos; ráfaga corta solo para quien conversa."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.canales.ritmo import Rafagas, Ritmo
from bot.simulador import TelegramLocal
from dominio.modelo.envio import ClaseEnvio, EstadoEnvio
from tests.canales.banco import Banco, hasta, mensaje

ANA = 501


async def test_ritmo_ventana_cuenta_desde_la_respuesta() -> None:
    """Un mensaje atrasado en el camino sigue ocupando su lugar un segundo después de llegar."""
    ritmo = Ritmo(2)
    bucle = asyncio.get_running_loop()
    primera, segunda = await ritmo.paso(), await ritmo.paso()
    tercera = asyncio.create_task(ritmo.paso())
    await asyncio.sleep(0.3)
    for salida in (primera, segunda):
        salida.llego()
    llegaron = bucle.time()
    await tercera

    assert 1.0 <= bucle.time() - llegaron < 1.3


async def test_ritmo_llamada_colgada_no_ocupa_para_siempre() -> None:
    """Lo que no contesta deja de contar: unas pocas colgadas no detienen a los demás."""
    ritmo = Ritmo(1)
    await ritmo.paso()
    async with asyncio.timeout(4):
        await ritmo.paso()


async def test_ritmo_sin_limite_no_espera() -> None:
    """Con cero por segundo no limita."""
    ritmo = Ritmo(0)
    async with asyncio.timeout(1):
        for _ in range(1000):
            await ritmo.paso()


async def test_rafaga_de_tres_y_la_cuarta_espera() -> None:
    """Un chat puede recibir tres respuestas seguidas; otro chat no se ve afectado."""
    rafagas = Rafagas()
    permitidas = []
    for _ in range(4):
        permitidas.append(rafagas.permite(ANA))
        rafagas.anotar(ANA)

    assert permitidas == [True, True, True, False]
    assert rafagas.permite(ANA + 1)


async def test_rafaga_es_de_quien_conversa(tg: TelegramLocal, banco: Banco) -> None:
    """Tres respuestas salen juntas; dos recordatorios al mismo chat, con un segundo entre ellos."""
    await tg.persona(ANA, "Ana").escribe("/start")
    banco.entregar(*(mensaje(ANA, str(n)) for n in range(3)))
    await hasta(lambda: len(tg.llamadas("sendMessage")) == 3)
    respuestas = [llamada.instante for llamada in tg.llamadas("sendMessage")]

    assert respuestas[2] - respuestas[0] < 1.0


async def test_ritmo_recordatorios_de_un_chat_espaciados(
    tg: TelegramLocal, url_sqlite: str, tmp_path: Path
) -> None:
    """A un chat no le llegan dos recordatorios en el mismo segundo."""
    await tg.persona(ANA, "Ana").escribe("/start")
    async with Banco(url_sqlite, tg.url, tg.token, tmp_path) as banco:
        filas = await banco.repartir(*(mensaje(ANA, str(n), ClaseEnvio.RECORDATORIO) for n in range(2)))
    uno, dos = (llamada.instante for llamada in tg.llamadas("sendMessage"))

    assert [fila.estado for fila in filas] == [EstadoEnvio.ENVIADO] * 2
    assert dos - uno >= 0.95
