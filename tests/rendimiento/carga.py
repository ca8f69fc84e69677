"""Carga cerrada: cada persona manda lo siguiente cuando su webhook contestó y le llegó la respuesta."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from dataclasses import dataclass, field

from tests.rendimiento.api import ApiMinima

SECRETO = "secreto_de_medir"
RESPUESTA = re.compile(rb"recibido (\d+)")
PRIMER_CHAT = 1000


@dataclass
class Medida:
    """Lo que pasó en una vuelta.

    Attributes:
        segundos: lo que duró.
        hechos: updates que recibieron su 200 y su respuesta.
        demoras: segundos de cada update, del envío a la llegada de la respuesta.
        confirmados: números de los que recibieron 200.
        enviados: cuerpo de cada update mandado, por número.
    """

    segundos: float = 0.0
    hechos: int = 0
    demoras: list[float] = field(default_factory=list)
    confirmados: set[int] = field(default_factory=set)
    enviados: dict[int, bytes] = field(default_factory=dict)

    @property
    def por_segundo(self) -> float:
        """Updates por segundo."""
        return self.hechos / self.segundos

    def percentil(self, cual: int) -> float:
        """Percentil de las demoras, en milisegundos."""
        ordenadas = sorted(self.demoras)
        return 1000 * ordenadas[min(len(ordenadas) - 1, len(ordenadas) * cual // 100)]


class Carga:
    """Personas que conversan con un bot por webhook, en este mismo proceso.

    Args:
        boton: en vez de texto mandan toques; la respuesta son dos llamadas.
        pausa: segundos que la persona tarda en leer y mandar lo siguiente.
    """

    def __init__(self, api: ApiMinima, puerto: int, *, boton: bool = False, pausa: float = 0.0) -> None:
        self.api = api
        self.puerto = puerto
        self.boton = boton
        self.pausa = pausa
        self.anotar: list[tuple[float, int]] | None = None
        self._llegadas: dict[int, float] = {}
        self._contestadas: dict[int, asyncio.Event] = defaultdict(asyncio.Event)

    async def vuelta(
        self, chats: int, *, por_chat: int = 10**9, segundos: float = 3600.0, desde: int = 1
    ) -> Medida:
        """Corre hasta que cada chat mande ``por_chat`` updates o se acabe el tiempo."""
        medida = Medida()
        self.api.al_llegar = self._llego
        self.api.al_contestar = self._contesto
        bucle = asyncio.get_running_loop()
        comienzo = bucle.time()
        limite = comienzo + segundos
        personas = [
            self._persona(PRIMER_CHAT + n, desde + n * 100_000, por_chat, limite, medida)
            for n in range(chats)
        ]
        await asyncio.gather(*personas)
        medida.segundos = bucle.time() - comienzo
        return medida

    async def hasta_que_caiga(self, chats: int, desde: int) -> Medida:
        """Corre hasta que el bot deje de contestar; lo recibido hasta entonces queda en la medida."""
        medida = Medida()
        self.api.al_llegar = self._llego
        self.api.al_contestar = self._contesto
        personas = [
            asyncio.create_task(
                self._persona(PRIMER_CHAT + n, desde + n * 100_000, 10**9, float("inf"), medida)
            )
            for n in range(chats)
        ]
        # La que estaba esperando su respuesta no se entera de la caída: se espera la primera que sí.
        await asyncio.wait(personas, return_when=asyncio.FIRST_EXCEPTION)
        await asyncio.wait(personas, timeout=0.2)
        for persona in personas:
            persona.cancel()
        await asyncio.gather(*personas, return_exceptions=True)
        return medida

    async def rafagas(self, chats: int, por_chat: int, desde: int, llegadas: dict[int, list[int]]) -> None:
        """Cada chat manda todo seguido; ``llegadas`` recibe los números en el orden en que se contestan."""
        todas = asyncio.Event()

        def llego(_: str, chat: int, __: float, cuerpo: bytes) -> None:
            hallado = RESPUESTA.search(cuerpo)
            if hallado:
                llegadas.setdefault(chat, []).append(int(hallado[1]))
            if sum(map(len, llegadas.values())) == chats * por_chat:
                todas.set()

        self.api.al_llegar = llego
        await asyncio.gather(
            *(self._mandar(PRIMER_CHAT + n, desde + n * 1000, por_chat) for n in range(chats))
        )
        await todas.wait()

    async def _mandar(self, chat: int, desde: int, cuantos: int) -> None:
        lector, escritor = await asyncio.open_connection("127.0.0.1", self.puerto)
        for numero in range(desde, desde + cuantos):
            escritor.write(pedido(update_de_texto(numero, chat)))
            await leer_ok(lector)
        escritor.close()

    def _llego(self, metodo: str, chat: int, instante: float, _: bytes) -> None:
        if metodo != "answerCallbackQuery":
            self._llegadas[chat] = instante
        if self.anotar is not None and metodo == "sendMessage":
            self.anotar.append((instante, chat))

    def _contesto(self, metodo: str, chat: int) -> None:
        if metodo != "answerCallbackQuery":
            self._contestadas[chat].set()

    async def _persona(self, chat: int, desde: int, por_chat: int, limite: float, medida: Medida) -> None:
        bucle = asyncio.get_running_loop()
        lector, escritor = await asyncio.open_connection("127.0.0.1", self.puerto)
        try:
            for numero in range(desde, desde + por_chat):
                if bucle.time() >= limite:
                    return
                self._contestadas[chat].clear()
                cuerpo = update_de_boton(numero, chat) if self.boton else update_de_texto(numero, chat)
                medida.enviados[numero] = cuerpo
                salida = bucle.time()
                escritor.write(pedido(cuerpo))
                await leer_ok(lector)
                medida.confirmados.add(numero)
                await self._contestadas[chat].wait()
                medida.demoras.append(self._llegadas[chat] - salida)
                medida.hechos += 1
                if self.pausa:
                    await asyncio.sleep(self.pausa)
        finally:
            escritor.close()


def update_de_texto(numero: int, chat: int) -> bytes:
    """Update de un mensaje de texto."""
    return (
        b'{"update_id":%d,"message":{"message_id":%d,"date":1790000000,"chat":{"id":%d,"type":"private",'
        b'"first_name":"Ana"},"from":{"id":%d,"is_bot":false,"first_name":"Ana","language_code":"es"},'
        b'"text":"va en 45,5"}}' % (numero, numero, chat, chat)
    )


def update_de_boton(numero: int, chat: int) -> bytes:
    """Update de un toque."""
    return (
        b'{"update_id":%d,"callback_query":{"id":"%d","chat_instance":"1","data":"av:1","from":{"id":%d,'
        b'"is_bot":false,"first_name":"Ana"},"message":{"message_id":5,"date":1790000000,"chat":{"id":%d,'
        b'"type":"private","first_name":"Ana"},"text":"hola"}}}' % (numero, numero, chat, chat)
    )


def pedido(cuerpo: bytes) -> bytes:
    """Pedido HTTP completo de un update."""
    return (
        b"POST /telegram HTTP/1.1\r\nHost: b\r\nContent-Type: application/json\r\n"
        b"X-Telegram-Bot-Api-Secret-Token: %s\r\nContent-Length: %d\r\n\r\n%s"
        % (SECRETO.encode(), len(cuerpo), cuerpo)
    )


async def leer_ok(lector: asyncio.StreamReader) -> None:
    """Lee una respuesta; ``ConnectionError`` si no es 200."""
    cabeceras = await lector.readuntil(b"\r\n\r\n")
    for linea in cabeceras.split(b"\r\n"):
        if linea.lower().startswith(b"content-length:"):
            await lector.readexactly(int(linea[15:]))
    if not cabeceras.startswith(b"HTTP/1.1 200"):
        raise ConnectionError(cabeceras[:20])
