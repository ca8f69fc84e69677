"""La demostración entera mirando la página: con ratón, con el dedo y solo con teclado."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.demo.chat import Pagina
from tests.demo.proceso import Demo
from tests.navegador.manos import PACIENCIA, Dedo, Raton, Teclado
from tests.navegador.obra import png_de_obra

playwright = pytest.importorskip("playwright.async_api", reason="falta playwright (make navegador)")
CHROMIUM = Path("/usr/bin/chromium")
OPCIONES = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
]  # fmt: skip
ESCRITORIO = {"viewport": {"width": 1280, "height": 860}}
TELEFONO = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "color_scheme": "dark"}
FOLIO = re.compile(r"AV-\d{4}-\d{6}")
# Un recordatorio llega el primer día hábil; un festivo o el fin de año lo corren unos días.
DIAS = 10
RATO = 5_000

pytestmark = [
    pytest.mark.navegador,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="falta /usr/bin/chromium"),
]


@dataclass
class Funcion:
    """El programa andando y la página abierta en el navegador."""

    demo: Demo
    pagina: Any
    carpeta: Path

    async def ve(self, frase: str | re.Pattern[str]) -> str:
        """Espera a que el asistente diga algo con esa frase; devuelve el mensaje."""
        mensaje = self.pagina.locator(".mensaje:not(.propio)", has_text=frase).last
        await mensaje.wait_for()
        return str(await mensaje.inner_text())


@asynccontextmanager
async def _abrir(carpeta: Path, aparato: dict[str, Any]) -> AsyncIterator[Funcion]:
    errores: list[str] = []
    async with Demo(carpeta / "temporal") as demo, playwright.async_playwright() as controlador:
        await demo.anuncio()
        navegador = await controlador.chromium.launch(executable_path=str(CHROMIUM), args=OPCIONES)
        contexto = await navegador.new_context(locale="es-CO", **aparato)
        contexto.set_default_timeout(PACIENCIA)
        pagina = await contexto.new_page()
        pagina.on("pageerror", lambda error: errores.append(str(error)))
        pagina.on("console", lambda m: errores.append(m.text) if m.type == "error" else None)
        await pagina.goto(demo.url)
        await pagina.wait_for_selector(".persona")
        yield Funcion(demo, pagina, carpeta)
        async with Pagina(demo.url) as puerta:
            assert await puerta.rechazos() == []
        await navegador.close()
        assert errores == []
        assert await demo.terminar(10.0) == 0


@pytest.mark.parametrize(
    ("clase", "aparato"),
    [(Raton, ESCRITORIO), (Dedo, TELEFONO), (Teclado, ESCRITORIO)],
    ids=["raton", "dedo", "teclado"],
)
async def test_demo_en_la_pagina(tmp_path: Path, clase: type[Raton], aparato: dict[str, Any]) -> None:
    """Reportar con foto, importar, exportar y contestar un recordatorio sin salir de la página."""
    async with _abrir(tmp_path, aparato) as funcion:
        manos = clase(funcion.pagina)
        await manos.escoge("Rosa Elena")
        await _se_vincula(funcion, manos)
        await _reporta(funcion, manos)
        await manos.a_la_lista()
        await manos.escoge("Nidia Patricia")
        await _se_vincula(funcion, manos)
        await _importa_y_exporta(funcion, manos)
        await manos.a_la_lista()
        await _pasa_al_dia_del_recordatorio(funcion, manos)
        await manos.escoge("Rosa Elena")
        await _contesta_el_recordatorio(funcion, manos)


async def _se_vincula(funcion: Funcion, manos: Raton) -> None:
    await manos.inicia()
    await funcion.ve("Aviso de datos personales")
    await manos.toca("Acepto")
    await funcion.ve("¿Qué quiere hacer?")


async def _reporta(funcion: Funcion, manos: Raton) -> None:
    """/avance hasta ver el folio; la foto se ve en el chat."""
    foto = funcion.carpeta / "obra.png"
    foto.write_bytes(png_de_obra())
    await manos.escribe("/avance")
    await funcion.ve("¿De cuál actividad?")
    await manos.toca("A-004")
    await funcion.ve("¿Qué porcentaje lleva en total")
    await manos.escribe("99,5 %")
    await funcion.ve("¿Cómo se explica?")
    await manos.toca("Se recibió una entrega grande")
    await funcion.ve("¿Qué se hizo?")
    await manos.escribe("Se formaron bibliotecarios en 5 sedes.")
    await funcion.ve("Envíe las fotos o documentos")
    await manos.adjunta(foto, foto=True)
    await funcion.ve("1 archivo")
    imagen = funcion.pagina.locator(".mensaje.propio img")
    assert await imagen.evaluate("nodo => nodo.decode().then(() => nodo.naturalWidth)") == 64
    await manos.toca("Listo")
    await funcion.ve("revise antes de guardar")
    await manos.toca("Confirmar")
    assert FOLIO.search(await funcion.ve("Avance guardado"))


async def _importa_y_exporta(funcion: Funcion, manos: Raton) -> None:
    """El libro de muestra se revisa y se guarda; el consolidado se descarga y se abre."""
    await manos.adjunta(funcion.demo.libro)
    await funcion.ve("Libro revisado, sin errores")
    await manos.toca("Confirmar importación")
    await funcion.ve(re.compile(r"Plan \d{4} guardado"))
    await manos.escribe("/exportar")
    libro = load_workbook(BytesIO(await manos.descarga("consolidado-")))
    hojas = libro.sheetnames
    libro.close()
    assert len(hojas) == 8


async def _pasa_al_dia_del_recordatorio(funcion: Funcion, manos: Raton) -> None:
    """Con otra persona a la vista, lo que le llega a Rosa se cuenta sin leer."""
    globo = funcion.pagina.locator(".persona", has_text="Rosa Elena").locator(".cuenta")
    for _dia in range(DIAS):
        antes = await funcion.pagina.inner_text("#reloj-texto")
        await manos.mueve_reloj("Día hábil siguiente")
        await funcion.pagina.wait_for_function(
            "antes => document.querySelector('#reloj-texto').innerText !== antes", arg=antes
        )
        try:
            await globo.wait_for(timeout=RATO)
        except playwright.TimeoutError:
            continue
        assert re.fullmatch(r"\(\d+\) .+", await funcion.pagina.title())
        return
    raise AssertionError(f"pasaron {DIAS} días hábiles sin un recordatorio")


async def _contesta_el_recordatorio(funcion: Funcion, manos: Raton) -> None:
    """Cuatro actos: el botón, el valor, al resumen y Confirmar."""
    await funcion.ve("Toque el botón para reportar cuánto va en total.")
    assert await funcion.pagina.locator(".persona .cuenta").count() == 0
    await manos.toca("Reportar avance")
    await funcion.ve(re.compile("paso 2 de .*A-00[23]", re.DOTALL))
    await manos.escribe("74 %")
    await funcion.ve("Con 74 % queda")
    await manos.toca("Ir al resumen")
    await funcion.ve(re.compile(r"→ 74\s%"))
    await manos.toca("Confirmar")
    assert FOLIO.search(await funcion.ve(re.compile(r"A-00[23] queda en 74\s%")))
