"""Una persona de la demostración por la misma puerta que usa la página: ``/sim/{token}/…``."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

PACIENCIA = 60.0
PASO = 0.05
RATO = 5.0
Mensaje = dict[str, Any]


class Pagina:
    """Lo que la página le pide al servidor; se usa con ``async with``."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._token = ""
        self._sesion = aiohttp.ClientSession()

    async def __aenter__(self) -> Self:
        self.configuracion = await self.pide("GET", "sim/config")
        self._token = self.configuracion["token"]
        return self

    async def __aexit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        await self._sesion.close()

    def persona(self, nombre: str) -> PersonaDeLaPagina:
        """Quien se llama así (o empieza así) en la lista."""
        ficha = next(p for p in self.configuracion["personas"] if p["nombre"].startswith(nombre))
        return PersonaDeLaPagina(self, ficha)

    async def mueve_reloj(self, accion: str) -> str:
        """Toca un botón del reloj; devuelve la fecha que queda a la vista."""
        return str((await self.pide("POST", "sim/reloj", json={"accion": accion}))["texto"])

    async def fecha_a_la_vista(self) -> str:
        """La fecha simulada que vería quien abra la página ahora."""
        return str((await self.pide("GET", "sim/config"))["reloj"]["texto"])

    async def rechazos(self) -> list[Mensaje]:
        """Llamadas del bot que el servidor no aceptó."""
        return list((await self.sim("GET", "bitacora", params={"rechazos": "1"}))["llamadas"])

    async def sim(self, verbo: str, que: str, **opciones: Any) -> Any:
        """Petición a la API de la persona."""
        return await self.pide(verbo, f"sim/{self._token}/{que}", **opciones)

    async def pide(self, verbo: str, ruta: str, **opciones: Any) -> Any:
        """Cuerpo JSON de una respuesta que salió bien."""
        async with self._sesion.request(verbo, self._url + ruta, **opciones) as respuesta:
            cuerpo = await respuesta.json()
            assert respuesta.status == 200, cuerpo
            return cuerpo

    async def baja(self, archivo: str) -> bytes:
        """Contenido de un archivo del chat."""
        async with self._sesion.get(f"{self._url}sim/{self._token}/descarga/{archivo}") as respuesta:
            assert respuesta.status == 200
            return await respuesta.read()


class PersonaDeLaPagina:
    """Escribe, toca y adjunta; ``espera`` mira lo que el bot dijo o cambió desde su último acto."""

    def __init__(self, pagina: Pagina, ficha: Mensaje) -> None:
        self.ficha = ficha
        self._pagina = pagina
        self._marca = 0

    async def se_vincula(self) -> None:
        """Iniciar, leer el aviso y aceptar."""
        await self.escribe(self.ficha["inicio"])
        await self.espera("Aviso de datos personales")
        await self.toca("Acepto")
        await self.espera("¿Qué quiere hacer?")

    async def escribe(self, texto: str) -> None:
        """Un texto o una orden."""
        await self.marca()
        await self._actua("texto", texto=texto)

    async def toca(self, rotulo: str) -> Mensaje:
        """El botón que empieza así, en el mensaje más nuevo que lo tenga; devuelve ese mensaje."""
        for parte in reversed(await self.chat()):
            for boton in botones(parte["mensaje"]):
                if boton["text"].startswith(rotulo):
                    await self.marca()
                    await self._actua(
                        "boton", mensaje=parte["mensaje"]["message_id"], datos=boton["callback_data"]
                    )
                    return dict(parte["mensaje"])
        raise AssertionError(f"nadie muestra el botón «{rotulo}»")

    async def adjunta(self, ruta: Path, *, como: str = "documento") -> None:
        """Un archivo del disco."""
        await self.marca()
        formulario = aiohttp.FormData({"persona": str(self.ficha["id"]), "como": como})
        formulario.add_field("archivo", ruta.read_bytes(), filename=ruta.name)
        await self._pagina.sim("POST", "archivo", data=formulario)

    async def marca(self) -> None:
        """Desde aquí se cuenta lo nuevo."""
        self._marca = int((await self._transcripcion())["numero"])

    async def espera(self, frase: str) -> Mensaje:
        """El primer mensaje nuevo o editado del bot que trae la frase."""
        return await self._hasta(lambda mensaje: frase in texto_de(mensaje), frase)

    async def espera_documento(self) -> Mensaje:
        """El primer documento nuevo del bot."""
        return await self._hasta(lambda mensaje: "document" in mensaje, "un documento")

    async def recibe_algo(self) -> bool:
        """Si el bot le dice algo en un rato corto."""
        try:
            async with asyncio.timeout(RATO):
                while not await self.nuevos():
                    await asyncio.sleep(PASO)
        except TimeoutError:
            return False
        return True

    async def nuevos(self) -> list[Mensaje]:
        """Lo que el bot dijo o cambió desde la marca."""
        return [p["mensaje"] for p in await self.chat() if p["bot"] and p["cambio"] > self._marca]

    async def chat(self) -> list[Mensaje]:
        """Toda la conversación, como la pinta la página."""
        return list((await self._transcripcion())["mensajes"])

    async def _hasta(self, sirve: Any, que: str) -> Mensaje:
        try:
            async with asyncio.timeout(PACIENCIA):
                while True:
                    for mensaje in await self.nuevos():
                        if sirve(mensaje):
                            return mensaje
                    await asyncio.sleep(PASO)
        except TimeoutError:
            visto = [texto_de(mensaje) for mensaje in await self.nuevos()]
            raise AssertionError(f"no llegó «{que}»; llegó: {visto}") from None

    async def _transcripcion(self) -> Mensaje:
        dicho: Mensaje = await self._pagina.sim("GET", "chat", params={"persona": str(self.ficha["id"])})
        return dicho

    async def _actua(self, acto: str, **datos: object) -> None:
        await self._pagina.sim("POST", acto, json={"persona": self.ficha["id"], **datos})


def texto_de(mensaje: Mensaje) -> str:
    """Lo que se lee, con espacios normales."""
    return str(mensaje.get("text") or mensaje.get("caption") or "").replace("\xa0", " ")


def botones(mensaje: Mensaje) -> list[Mensaje]:
    """Los botones en línea, en orden."""
    return [b for fila in mensaje.get("reply_markup", {}).get("inline_keyboard", []) for b in fila]
