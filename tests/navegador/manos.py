"""Con qué se maneja la página: el ratón, el dedo en un teléfono o solo el teclado."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

PACIENCIA = 60_000  # milisegundos
TABULACIONES = 250


class Raton:
    """Apunta y oprime; es también la forma de todas las manos.

    ``pagina`` es la de Playwright. Todo lo que se busca se busca por lo que se lee.
    """

    def __init__(self, pagina: Any) -> None:
        self.pagina = pagina

    async def escoge(self, persona: str) -> None:
        """Entra como esa persona."""
        await self.oprime(self.pagina.locator(".persona", has_text=persona))

    async def inicia(self) -> None:
        """El botón grande del chat vacío."""
        await self.oprime(self.pagina.locator("#iniciar"))

    async def escribe(self, texto: str) -> None:
        """Teclea en el renglón y envía."""
        await self.oprime(self.pagina.locator("#redactar"))
        await self.pagina.keyboard.type(texto)
        await self.oprime(self.pagina.locator("#enviar"))

    async def toca(self, rotulo: str) -> None:
        """El botón más nuevo del chat que empieza así."""
        await self.oprime(self.pagina.locator(".en-linea button", has_text=re.compile(f"^{rotulo}")).last)

    async def adjunta(self, ruta: Path, *, foto: bool = False) -> None:
        """Escoge un archivo y lo envía."""
        titulo = "Adjuntar una foto" if foto else "Adjuntar un archivo"
        async with self.pagina.expect_file_chooser() as escogiendo:
            await self.abre_archivos(titulo)
        await (await escogiendo.value).set_files(ruta)
        await self.envia()

    async def mueve_reloj(self, rotulo: str) -> None:
        """Un botón de la fecha simulada."""
        await self.oprime(self.pagina.locator("#reloj-acciones button", has_text=rotulo))

    async def descarga(self, nombre: str) -> bytes:
        """Baja el documento más nuevo cuyo nombre trae ese trozo; lo que el navegador guardó."""
        async with self.pagina.expect_download() as bajando:
            await self.oprime(self.pagina.locator(".documento", has_text=nombre).last)
        descarga = await bajando.value
        assert nombre in descarga.suggested_filename
        return Path(await descarga.path()).read_bytes()

    async def a_la_lista(self) -> None:
        """A donde se ven las personas y el reloj; en el escritorio siempre están."""

    async def oprime(self, que: Any) -> None:
        """Un clic."""
        await que.click()

    async def abre_archivos(self, titulo: str) -> None:
        """Abre el diálogo de escoger archivo."""
        await self.pagina.locator(f"label[title='{titulo}']").click()

    async def envia(self) -> None:
        """Manda lo que hay en el renglón."""
        await self.oprime(self.pagina.locator("#enviar"))


class Dedo(Raton):
    """En el teléfono: toques, y la lista y el chat son pantallas distintas."""

    async def a_la_lista(self) -> None:
        """La flecha de volver."""
        await self.oprime(self.pagina.locator("#volver"))

    async def oprime(self, que: Any) -> None:
        """Un toque."""
        await que.tap()


class Teclado(Raton):
    """Sin ratón: se llega con Tab y se oprime con Enter."""

    async def escribe(self, texto: str) -> None:
        """Llega al renglón, teclea y envía con Enter."""
        await self._llega(self.pagina.locator("#redactar"))
        await self.pagina.keyboard.type(texto)
        if await self.pagina.locator("#emergente").is_visible():
            # La lista de órdenes se abre al escribir «/»: Escape la cierra y deja el texto.
            await self.pagina.keyboard.press("Escape")
        await self.envia()

    async def oprime(self, que: Any) -> None:
        """Tab hasta llegar, y Enter."""
        await self._llega(que)
        await self.pagina.keyboard.press("Enter")

    async def abre_archivos(self, titulo: str) -> None:
        """Los campos de archivo se abren con Enter."""
        await self.oprime(self.pagina.get_by_label(titulo))

    async def envia(self) -> None:
        """Enter en el renglón, donde queda el foco."""
        await self.pagina.keyboard.press("Enter")

    async def _llega(self, que: Any) -> None:
        await que.wait_for(state="attached")
        for _vez in range(TABULACIONES):
            if await que.evaluate("nodo => nodo === document.activeElement"):
                return
            await self.pagina.keyboard.press("Tab")
        raise AssertionError(f"con Tab no se llega a {que}")
