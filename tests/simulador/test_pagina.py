"""La página de chat en un navegador de verdad: lo que la persona ve y puede hacer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup, Update
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.simulador import Mundo, PanelReloj, Servidor, crear_aplicacion
from tests.simulador.cliente import png

playwright = pytest.importorskip("playwright.async_api", reason="falta playwright (make navegador)")
CHROMIUM = Path("/usr/bin/chromium")
OPCIONES = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
BOTONES = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Confirmar", callback_data="ok"),
            InlineKeyboardButton("Ayuda", callback_data="ayuda"),
        ]
    ]
)
PERSONAS = [
    {"id": 501, "nombre": "Ana Ruiz", "rol": "Responsable", "inicio": "/start ANA"},
    {"id": 502, "nombre": "Carlos Peña", "rol": "Jefe", "inicio": "/start CARLOS"},
]

pytestmark = [
    pytest.mark.navegador,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="falta /usr/bin/chromium"),
]
Contexto = ContextTypes.DEFAULT_TYPE


async def _inicio(u: Update, _: Contexto) -> None:
    assert u.message is not None
    await u.message.reply_html("Hola, <b>persona</b> &lt;5%", reply_markup=BOTONES)


async def _toque(u: Update, _: Contexto) -> None:
    consulta = u.callback_query
    assert consulta is not None
    if consulta.data == "ayuda":
        await consulta.answer("Escriba el total acumulado.", show_alert=True)
        return
    await consulta.answer("Guardado")
    await consulta.edit_message_text("Folio AV-2026-000001")


async def _texto(u: Update, _: Contexto) -> None:
    assert u.message is not None
    teclado = ReplyKeyboardMarkup([["Sí", "No"]], one_time_keyboard=True)
    await u.message.reply_text(f"Eco: {u.message.text}", reply_markup=teclado)


async def _archivo(u: Update, _: Contexto) -> None:
    assert u.message is not None
    if u.message.photo:
        await u.message.reply_photo(u.message.photo[-1].file_id, caption=f"Foto: {u.message.caption}")
    else:
        await u.message.reply_document(b"celda", filename="reporte.xlsx")


class Demo:
    """Servidor, bot y navegador de una prueba."""

    def __init__(self, mundo: Mundo, url: str, navegador: Any, bot: Any) -> None:
        self.mundo, self.url, self.navegador, self.bot = mundo, url, navegador, bot
        self.errores: list[str] = []

    async def abrir(self, ancho: int = 1280, alto: int = 800, **opciones: Any) -> Any:
        """Página lista, con sus errores de consola anotados."""
        contexto = await self.navegador.new_context(viewport={"width": ancho, "height": alto}, **opciones)
        pagina = await contexto.new_page()
        pagina.set_default_timeout(8000)
        pagina.on("pageerror", lambda error: self.errores.append(str(error)))
        pagina.on("console", lambda m: self.errores.append(m.text) if m.type == "error" else None)
        await pagina.goto(self.url)
        await pagina.wait_for_selector(".persona")
        return pagina


@pytest.fixture
async def demo() -> AsyncIterator[Demo]:
    """Bot por sondeo contra el servidor local y un Chromium sin ventana."""

    async def mover(accion: str) -> str:
        await app.bot.send_message(502, f"Recordatorio por {accion}")
        return "viernes, 30 de enero de 2026"

    mundo = Mundo(nombre="Asistente de prueba")
    panel = PanelReloj([("dia", "Día siguiente")], mover, "jueves, 29 de enero de 2026")
    servidor = Servidor(crear_aplicacion(mundo, personas=PERSONAS, reloj=panel, titulo="Prueba"))
    await servidor.iniciar()
    constructor = ApplicationBuilder().token(mundo.token).base_url(f"{servidor.url}/bot")
    app = constructor.base_file_url(f"{servidor.url}/file/bot").build()
    app.add_handler(CommandHandler("start", _inicio))
    app.add_handler(CallbackQueryHandler(_toque))
    app.add_handler(MessageHandler(filters.TEXT, _texto))
    app.add_handler(MessageHandler(filters.PHOTO | filters.Document.ALL, _archivo))
    async with app, playwright.async_playwright() as controlador:
        await app.start()
        await app.bot.set_my_commands([("avance", "Reportar avance"), ("ayuda", "Qué puedo hacer")])
        assert app.updater is not None
        await app.updater.start_polling(allowed_updates=["message", "callback_query"])
        navegador = await controlador.chromium.launch(executable_path=str(CHROMIUM), args=OPCIONES)
        puesta = Demo(mundo, servidor.url, navegador, app.bot)
        yield puesta
        await navegador.close()
        await app.updater.stop()
        await app.stop()
    await servidor.detener()
    assert puesta.errores == []
    assert mundo.bitacora.rechazos() == []


async def test_pagina_dialogo(demo: Demo) -> None:
    """Iniciar, tocar un botón, ver la edición en el sitio, el aviso y la alerta."""
    pagina = await demo.abrir()
    await pagina.click("#iniciar")
    await pagina.wait_for_selector(".mensaje strong >> text=persona")
    assert "<5%" in await pagina.inner_text("#historia")
    await pagina.click("text=Ayuda")
    await pagina.wait_for_selector("dialog[open] >> text=total acumulado")
    await pagina.click("text=Entendido")
    await pagina.click("text=Confirmar")
    await pagina.wait_for_selector(".mensaje >> text=Folio AV-2026-000001")
    assert await pagina.inner_text(".aviso") == "Guardado"
    assert await pagina.locator(".en-linea").count() == 0
    assert "editado" in await pagina.inner_text("#historia")


async def test_pagina_teclado_y_comandos(demo: Demo) -> None:
    """Se puede escribir, escoger un comando con las flechas y responder, sin el ratón."""
    pagina = await demo.abrir()
    await pagina.focus("#iniciar")
    await pagina.keyboard.press("Enter")
    await pagina.wait_for_selector(".en-linea")
    await pagina.focus("#redactar")
    await pagina.keyboard.type("/")
    await pagina.wait_for_selector("#emergente >> text=/ayuda")
    await pagina.keyboard.press("ArrowDown")
    await pagina.keyboard.press("ArrowDown")
    await pagina.keyboard.press("Enter")
    await pagina.wait_for_selector(".mensaje >> text=Eco: /ayuda")
    await pagina.click("#teclado >> text=Sí")
    await pagina.wait_for_selector(".mensaje >> text=Eco: Sí")


async def test_pagina_archivos(demo: Demo, tmp_path: Path) -> None:
    """La foto sube con su pie y vuelve como imagen; el documento del bot se descarga con su nombre."""
    (tmp_path / "obra.png").write_bytes(png())
    (tmp_path / "datos.csv").write_bytes(b"a;b")
    pagina = await demo.abrir()
    await pagina.click("#iniciar")
    await pagina.wait_for_selector(".en-linea")
    await pagina.set_input_files("#foto", tmp_path / "obra.png")
    await pagina.fill("#redactar", "Aula nueva")
    await pagina.click("#enviar")
    await pagina.wait_for_selector(".mensaje >> text=Foto: Aula nueva")
    assert await pagina.locator(".medios img").count() == 2
    await pagina.set_input_files("#archivo", tmp_path / "datos.csv")
    await pagina.click("#enviar")
    await pagina.wait_for_selector("text=reporte.xlsx")
    async with pagina.expect_download() as bajada:
        await pagina.click("text=reporte.xlsx")
    descarga = await bajada.value
    assert descarga.suggested_filename == "reporte.xlsx"
    assert Path(await descarga.path()).read_bytes() == b"celda"


async def test_pagina_no_leidos_y_reloj(demo: Demo) -> None:
    """Mover el reloj cambia la fecha, y lo que llega a otra persona se cuenta sin leer."""
    demo.mundo.chats[502].iniciado = True
    pagina = await demo.abrir()
    await pagina.click("text=Día siguiente")
    await pagina.wait_for_selector("#reloj-texto >> text=viernes, 30 de enero de 2026")
    await pagina.wait_for_selector("[data-persona='502'] .cuenta >> text=1")
    assert "1 mensaje sin leer" in await pagina.inner_text("[data-persona='502']")
    await pagina.click("[data-persona='502']")
    await pagina.wait_for_selector(".mensaje >> text=Recordatorio por dia")
    assert await pagina.locator(".cuenta:visible").count() == 0


@pytest.mark.parametrize("tema", ["light", "dark"])
async def test_pagina_en_el_telefono(demo: Demo, tema: str) -> None:
    """En 390 px nada se sale de la pantalla y los botones se pueden tocar con el dedo."""
    pagina = await demo.abrir(390, 844, color_scheme=tema, has_touch=True)
    await pagina.tap("[data-persona='501']")
    await pagina.tap("#iniciar")
    await pagina.wait_for_selector(".en-linea")
    assert await pagina.evaluate("document.documentElement.scrollWidth") <= 390
    altos = await pagina.eval_on_selector_all(
        ".en-linea button, .renglon button, .barra .redondo",
        "nodos => nodos.map(n => n.getBoundingClientRect().height)",
    )
    assert min(alto for alto in altos if alto) >= 44
    await pagina.tap("#volver")
    await pagina.wait_for_selector("[data-persona='502']:visible")


ANONIMOS = """() => [...document.querySelectorAll('button, a, input, textarea')]
  .filter((n) => !(n.innerText || n.getAttribute('aria-label') || n.labels?.[0]?.innerText))
  .map((n) => n.outerHTML)"""

CONTRASTE = """() => {
  const numeros = (c) => c.match(/[\\d.]+/g).map(Number);
  const luz = (c) => {
    const lineal = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = numeros(c).map((v) => lineal(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const solido = (n) => {
    for (; n; n = n.parentElement) {
      const c = getComputedStyle(n).backgroundColor;
      if (c.startsWith('rgb(')) return c;
    }
    return 'rgb(255, 255, 255)';
  };
  const flojos = [];
  for (const n of document.querySelectorAll('h1, h2, p, b, small, button, a, time, .texto, .dia, textarea')) {
    const caja = n.getBoundingClientRect();
    const letra = getComputedStyle(n).color;
    if (!caja.width || !n.innerText?.trim() || !letra.startsWith('rgb(')) continue;
    const [claro, oscuro] = [luz(letra), luz(solido(n))].sort((x, y) => y - x);
    const razon = (claro + 0.05) / (oscuro + 0.05);
    const quien = `${n.tagName}.${n.className} «${n.innerText.slice(0, 20)}»`;
    if (razon < 4.5) flojos.push(`${quien} ${razon.toFixed(2)}`);
  }
  return flojos;
}"""


@pytest.mark.parametrize("tema", ["light", "dark"])
async def test_pagina_accesible(demo: Demo, tema: str) -> None:
    """Cada control tiene nombre, los mensajes son un registro vivo y el texto cumple contraste AA."""
    pagina = await demo.abrir(color_scheme=tema)
    await pagina.click("#iniciar")
    await pagina.wait_for_selector(".en-linea")
    assert await pagina.locator("[role=log][aria-live=polite]").count() == 1
    assert await pagina.locator("main").count() == await pagina.locator("nav").count() == 1
    assert await pagina.evaluate(ANONIMOS) == []
    await pagina.evaluate("Promise.all(document.getAnimations().map((a) => a.finished)).then(() => 1)")
    assert await pagina.evaluate(CONTRASTE) == []
