"""Cartero: en orden por chat, en paralelo entre chats, y nada se queda sin barrer."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.simulador import TelegramLocal
from dominio.modelo.envio import ClaseEnvio, Envio, EstadoEnvio
from tests.canales.banco import Banco, hasta, mensaje, textos

ANA, BETO = 501, 502


@pytest.fixture(autouse=True)
async def _conversan(tg: TelegramLocal) -> None:
    """Ana y Beto ya le escribieron al bot."""
    await tg.persona(ANA, "Ana").escribe("/start")
    await tg.persona(BETO, "Beto").escribe("/start")


async def test_cartero_envia_y_anota_el_message_id(tg: TelegramLocal, banco: Banco) -> None:
    """Lo entregado llega y la fila queda enviada con el número del mensaje."""
    [fila] = await banco.repartir(mensaje(ANA, "hola"))

    ultimo = tg.persona(ANA, "Ana").ultimo()
    assert ultimo is not None
    assert (fila.estado, fila.mensaje_id) == (EstadoEnvio.ENVIADO, ultimo.id)


async def test_cartero_orden_dentro_del_chat(tg: TelegramLocal, url_sqlite: str, tmp_path: Path) -> None:
    """Los mensajes de un chat salen en el orden en que se guardaron, aunque uno tarde."""
    async with Banco(url_sqlite, tg.url, tg.token, tmp_path, por_segundo=0) as banco:
        tg.programar_falta("502", metodo="sendMessage", veces=1)
        banco.entregar(*(mensaje(ANA, str(numero)) for numero in range(12)))
        await hasta(lambda: len(textos(tg, ANA)) == 12, 10)

    assert textos(tg, ANA) == [str(numero) for numero in range(12)]


async def test_cartero_un_chat_lento_no_detiene_a_otro(tg: TelegramLocal, banco: Banco) -> None:
    """Mientras un envío a Ana no termina, el de Beto sale."""
    tg.programar_falta("colgar", metodo="sendMessage", chat=ANA, segundos=30)
    banco.entregar(mensaje(ANA, "tarda"), mensaje(BETO, "rápido"))

    await tg.persona(BETO, "Beto").espera(lambda visto: visto.texto == "rápido")
    assert textos(tg, ANA) == []


async def test_cartero_toque_se_contesta_sin_hacer_fila(tg: TelegramLocal, banco: Banco) -> None:
    """La respuesta a un botón no espera al mensaje del mismo chat que está saliendo."""
    ana = tg.persona(ANA, "Ana")
    teclado = {"inline_keyboard": [[{"text": "Sí", "callback_data": "s"}]]}
    await banco.repartir(Envio(ANA, "sendMessage", {"text": "¿?", "reply_markup": teclado}))
    toque = await ana.toca("Sí")
    tg.programar_falta("colgar", metodo="sendMessage", chat=ANA, segundos=30)
    banco.entregar(
        mensaje(ANA, "tarda"),
        Envio(ANA, "answerCallbackQuery", {"callback_query_id": toque, "text": "Listo"}, ClaseEnvio.BOTON),
    )

    assert (await ana.espera_aviso(toque))["texto"] == "Listo"


async def test_cartero_vencido_no_se_llama(tg: TelegramLocal, banco: Banco) -> None:
    """Lo que perdió su hora no sale."""
    ayer = banco.reloj.ahora() - timedelta(seconds=1)
    [fila] = await banco.repartir(Envio(ANA, "sendMessage", {"text": "tarde"}, vence_en=ayer))

    assert fila.estado is EstadoEnvio.VENCIDO
    assert tg.llamadas("sendMessage") == []


async def test_cartero_documento_de_la_carpeta_de_datos(tg: TelegramLocal, banco: Banco) -> None:
    """Un documento sube con su contenido y su nombre."""
    carpeta = banco.datos / "exportes"
    carpeta.mkdir()
    (carpeta / "consolidado año.xlsx").write_bytes(b"PK-libro")
    [fila] = await banco.repartir(
        Envio(
            ANA,
            "sendDocument",
            {"caption": "Consolidado"},
            ClaseEnvio.DOCUMENTO,
            archivo="exportes/consolidado año.xlsx",
        )
    )

    ana = tg.persona(ANA, "Ana")
    ultimo = ana.ultimo()
    assert fila.estado is EstadoEnvio.ENVIADO
    assert ultimo is not None
    assert ultimo.documento is not None
    assert ultimo.documento["file_name"] == "consolidado año.xlsx"
    assert ana.descarga(ultimo) == b"PK-libro"


async def test_cartero_edita_lo_recien_enviado(tg: TelegramLocal, banco: Banco) -> None:
    """Una fila que edita a otra toma su message_id, aunque las dos salgan juntas."""
    [primera] = banco.encolar(mensaje(ANA, "Preparando…"))
    [segunda] = banco.encolar(Envio(ANA, "editMessageText", {"text": "Listo"}, edita=primera.id))
    banco.cartero.entregar([primera, segunda])
    await hasta(lambda: banco.filas([segunda.id])[0].estado is EstadoEnvio.ENVIADO)

    assert [visto.texto for visto in tg.persona(ANA, "Ana").mensajes()] == ["Listo"]


async def test_cartero_edita_espera_a_que_salga(tg: TelegramLocal, banco: Banco) -> None:
    """Si lo que edita todavía no ha salido, la edición espera su turno."""
    luego = banco.reloj.ahora() + timedelta(seconds=1)
    [primera] = banco.encolar(Envio(ANA, "sendMessage", {"text": "Preparando…"}, no_antes=luego), tomar=False)
    banco.entregar(Envio(ANA, "editMessageText", {"text": "Listo"}, edita=primera.id))
    await hasta(lambda: [visto.texto for visto in tg.persona(ANA, "Ana").mensajes()] == ["Listo"], 8)

    assert tg.rechazos() == []


async def test_cartero_barre_lo_que_otro_proceso_dejo(tg: TelegramLocal, banco: Banco) -> None:
    """Lo pendiente que nadie entregó sale por el barrido, en orden y una vez."""
    banco.encolar(*(mensaje(ANA, str(n), ClaseEnvio.RECORDATORIO) for n in range(3)), tomar=False)
    await hasta(lambda: len(textos(tg, ANA)) == 3, 8)

    assert textos(tg, ANA) == ["0", "1", "2"]
    await hasta(lambda: {fila.estado for fila in banco.filas()} == {EstadoEnvio.ENVIADO})


async def test_cartero_recoge_lo_de_un_proceso_muerto(tg: TelegramLocal, banco: Banco) -> None:
    """Vencido el arriendo de un proceso que murió, la respuesta sale y el acuse queda incierto."""
    banco.encolar(mensaje(ANA, "respuesta"), mensaje(BETO, "acuse", ClaseEnvio.ACUSE))
    banco.reloj.adelantar(timedelta(seconds=61))
    await hasta(lambda: textos(tg, ANA) == ["respuesta"])
    await hasta(lambda: banco.filas()[1].estado is EstadoEnvio.INCIERTO)

    assert textos(tg, BETO) == []


async def test_cartero_base_caida_no_olvida_el_resultado(tg: TelegramLocal, banco: Banco) -> None:
    """Si la base se cae tras enviar, el resultado se anota cuando vuelve y nada sale dos veces."""
    [tomado] = banco.encolar(mensaje(ANA, "hola"))
    banco.almacen.caido = True
    banco.cartero.entregar([tomado])
    await tg.persona(ANA, "Ana").espera(lambda visto: visto.texto == "hola")
    banco.almacen.caido = False
    await hasta(lambda: banco.filas()[0].estado is EstadoEnvio.ENVIADO)

    assert textos(tg, ANA) == ["hola"]


async def test_cartero_al_cerrar_devuelve_lo_que_no_salio(tg: TelegramLocal, banco: Banco) -> None:
    """Al apagarse termina lo que está saliendo y lo demás queda pendiente, no perdido."""
    tg.programar_falta("colgar", metodo="sendMessage", chat=ANA, segundos=0.3)
    banco.entregar(*(mensaje(ANA, str(n), ClaseEnvio.ACUSE) for n in range(3)))
    await hasta(lambda: tg.mundo.faltas.pendientes == [])
    async with asyncio.timeout(8):
        await banco.apagar(4.0)

    estados = [fila.estado for fila in banco.filas()]
    assert estados[1:] == [EstadoEnvio.PENDIENTE] * 2
    assert EstadoEnvio.ENVIANDO not in estados


async def test_cartero_al_cerrar_no_espera_lo_colgado(tg: TelegramLocal, banco: Banco) -> None:
    """Si lo que está saliendo no termina a tiempo, queda arrendado; lo que venía detrás, pendiente."""
    tg.programar_falta("colgar", metodo="sendMessage", chat=ANA, segundos=30)
    banco.entregar(*(mensaje(ANA, str(n), ClaseEnvio.ACUSE) for n in range(3)))
    await hasta(lambda: tg.mundo.faltas.pendientes == [])
    async with asyncio.timeout(4):
        await banco.apagar(0.1)

    estados = [fila.estado for fila in banco.filas()]
    assert estados == [EstadoEnvio.ENVIANDO, EstadoEnvio.PENDIENTE, EstadoEnvio.PENDIENTE]
