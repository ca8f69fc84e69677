"""El servidor por fuera: API de la persona por HTTP, hilo, proceso aparte y página."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path

import aiohttp

from bot.simulador import Mundo, PanelReloj, Servidor, ServidorEnHilo, TelegramLocal, crear_aplicacion
from tests.simulador.cliente import ClienteCrudo, png

RAIZ = Path(__file__).parents[2]


async def test_persona_por_http(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """Todo lo que la persona hace se puede hacer y ver por HTTP."""
    await api.sim("persona", id=7, nombre="Eva Luna")
    await api.sim("texto", persona=7, texto="/start")
    teclado = {"inline_keyboard": [[{"text": "Sí", "callback_data": "s"}]]}
    enviado = (
        await api("sendMessage", chat_id=7, text="<b>¿?</b>", parse_mode="HTML", reply_markup=teclado)
    )["result"]
    toque = (await api.sim("boton", persona=7, mensaje=enviado["message_id"], datos="s"))["resultado"]
    assert (await api("answerCallbackQuery", callback_query_id=toque["consulta"]))["ok"]
    no_esta = await api.sim("boton", persona=7, mensaje=enviado["message_id"], datos="otro")
    assert (api.codigo, "ya no muestra" in no_esta["error"]) == (400, True)
    formulario = aiohttp.FormData({"persona": "7", "como": "foto", "pie": "Obra"})
    formulario.add_field("archivo", png(), filename="a.png", content_type="image/png")
    formulario.add_field("archivo", png(), filename="b.png", content_type="image/png")
    async with api.sesion.post(f"{api.url}/sim/{api.token}/archivo", data=formulario) as r:
        album = (await r.json())["resultado"]
    assert [m.get("caption") for m in album] == ["Obra", None]
    async with api.sesion.get(f"{api.url}/sim/{api.token}/descarga/{album[0]['photo'][-1]['file_id']}") as r:
        assert (r.content_type, await r.read()) == ("image/png", png())
    transcripcion = (await api.ver("chat", persona=7))["mensajes"]
    assert [m["bot"] for m in transcripcion] == [False, True, False, False]
    await api.sim("falla", accion="429", metodo="getMe", segundos=2)
    await api("getMe")
    assert api.codigo == 429
    metodos = [ll["metodo"] for ll in (await api.ver("bitacora"))["llamadas"]]
    assert metodos == ["sendMessage", "answerCallbackQuery", "getMe"]
    assert (await api.ver("bitacora", rechazos=1))["llamadas"] == []
    assert (await api.sim("volar", persona=7))["error"] == "Esa acción no existe."
    assert "Falta el dato" in (await api.sim("texto", persona=7))["error"]


async def test_eventos_en_vivo(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """El flujo SSE cuenta mensajes y avisos en el momento en que pasan."""
    async with api.sesion.get(f"{api.url}/sim/{api.token}/eventos") as flujo:
        assert flujo.content_type == "text/event-stream"
        await flujo.content.readuntil(b"\n\n")
        await tg.persona(7, "Eva").escribe("hola")
        linea = (await flujo.content.readuntil(b"\n\n")).decode()
    evento = json.loads(linea.removeprefix("data: "))
    assert (evento["tipo"], evento["mensaje"]["text"], evento["bot"]) == ("mensaje", "hola", False)


async def test_otro_sitio_no_entra(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """Una página ajena abierta en el mismo navegador no puede escribir por la persona."""
    cabeceras = {"Origin": "https://malo.test"}
    async with api.sesion.post(f"{api.url}/sim/{api.token}/texto", json={}, headers=cabeceras) as r:
        assert r.status == 403


async def test_reloj_lo_define_quien_arma_la_demo() -> None:
    """El panel ofrece solo las acciones dadas y delega en la función dada."""
    pedidas: list[str] = []

    async def mover(accion: str) -> str:
        pedidas.append(accion)
        return "lunes 2 de febrero de 2026, 8:00"

    panel = PanelReloj([("dia", "Día siguiente")], mover, "domingo 1.º")
    personas = [{"id": 7, "nombre": "Eva", "rol": "jefe", "inicio": "/start X"}]
    servidor = Servidor(crear_aplicacion(Mundo(), personas=personas, reloj=panel, titulo="Demo"))
    await servidor.iniciar()
    async with ClienteCrudo(servidor.url, "") as api:
        configuracion = await api._cuerpo("GET", "/sim/config")
        assert configuracion["reloj"]["acciones"] == [{"clave": "dia", "rotulo": "Día siguiente"}]
        assert configuracion["personas"][0]["inicio"] == "/start X"
        cuerpo = await api._cuerpo("POST", "/sim/reloj", json={"accion": "dia"})
        assert cuerpo == {"texto": "lunes 2 de febrero de 2026, 8:00"}
        await api._cuerpo("POST", "/sim/reloj", json={"accion": "volar"})
        assert api.codigo == 404
        async with api.sesion.get(servidor.url) as portada:
            assert 'lang="es-CO"' in await portada.text()
    await servidor.detener()
    assert pedidas == ["dia"]


async def test_hilo_aparte() -> None:
    """El servidor corre en su propio hilo y se le habla por HTTP desde otro lazo."""
    with ServidorEnHilo(crear_aplicacion(Mundo(token="9:x"))) as servidor:
        async with ClienteCrudo(servidor.url, "9:x") as api:
            assert (await api("getMe"))["result"]["id"] == 9


async def test_proceso_aparte() -> None:
    """``python -m bot.simulador`` imprime su dirección, atiende y termina bien con SIGTERM."""
    proceso = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.simulador", "--token", "8:y", "--persona", "7:Eva Luna",
        stdout=asyncio.subprocess.PIPE, cwd=RAIZ,
    )  # fmt: skip
    assert proceso.stdout is not None
    url = (await asyncio.wait_for(proceso.stdout.readline(), 30)).decode().strip()
    async with ClienteCrudo(url, "8:y") as api:
        await api.sim("texto", persona=7, texto="hola")
        assert (await api("sendMessage", chat_id=7, text="x"))["result"]["chat"]["first_name"] == "Eva"
        sondeo = asyncio.create_task(api("getUpdates", offset=700_000_009, timeout=50))
        async with api.sesion.get(f"{url}/sim/8:y/eventos"):
            proceso.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(proceso.wait(), 10) == 0
        await asyncio.wait({sondeo})
        sondeo.exception()


def test_puerto_ocupado(capfd: object) -> None:
    """Un puerto tomado se explica en una frase y sale con 3."""
    import socket

    from bot.simulador.__main__ import main

    with socket.create_server(("127.0.0.1", 0)) as ocupado:
        assert main(["--puerto", str(ocupado.getsockname()[1])]) == 3
