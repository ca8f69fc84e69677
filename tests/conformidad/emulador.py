"""El emulador ajeno con memoria: qué se ve en cada chat, y personas que conversan por él.

Los rodeos que la librería pide van aquí y solo aquí: no guarda textos, no le pone nombre al bot,
no tiene el parámetro oficial ``link_preview_options`` y acepta que se edite un mensaje que nunca existió.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from typing import Any

from aiohttp import web
from lo_bot_api_emulator import ApiRefusal

from tests.canales.banco import hasta
from tests.canales.test_emulador_ajeno import Espia

PACIENCIA = 60.0


@dataclass
class Visto:
    """Un mensaje del bot como está ahora en el chat."""

    chat: int
    numero: int
    cambio: int
    texto: str = ""
    botones: dict[str, str] = field(default_factory=dict)
    documento: tuple[str, bytes] | None = None


class EmuladorConMemoria(Espia):
    """``Espia`` que además arma la conversación con las llamadas que aceptó."""

    def __init__(self) -> None:
        super().__init__()
        self.mensajes: dict[tuple[int, int], Visto] = {}
        self.contestados: list[str] = []
        self.motivos: list[str] = []
        self.sin_original: list[dict[str, Any]] = []
        self._cambios = count(1)

    @property
    def ultimo_cambio(self) -> int:
        """El más nuevo de los cambios; 0 si no hay."""
        return max((visto.cambio for visto in self.mensajes.values()), default=0)

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        """Lo que el emulador acepte, queda en su chat."""
        vista_previa = fields.pop("link_preview_options", None)
        assert self.decoded(vista_previa) in (None, {"is_disabled": True})
        try:
            resultado = super().validate(method, fields, uploads)
        except ApiRefusal as rechazo:
            self.motivos.append(f"{method}: {rechazo.description}")
            raise
        if method in ("sendMessage", "sendDocument"):
            self._poner(Visto(int(fields["chat_id"]), resultado["message_id"], 0), fields, uploads)
        elif method == "editMessageText":
            clave = (int(fields["chat_id"]), int(fields["message_id"]))
            if clave in self.mensajes:
                self._poner(self.mensajes[clave], fields, {})
            else:
                self.sin_original.append(dict(fields))
        elif method == "answerCallbackQuery":
            self.contestados.append(str(fields["callback_query_id"]))
        return resultado

    def _poner(self, visto: Visto, campos: dict[str, Any], archivos: dict[str, Any]) -> None:
        teclado = self.decoded(campos.get("reply_markup")) or {}
        filas = teclado.get("inline_keyboard", [])
        visto.texto = unescape(str(campos.get("text", ""))).replace("\xa0", " ")
        visto.botones = {boton["text"]: boton["callback_data"] for fila in filas for boton in fila}
        for archivo in archivos.values():
            visto.documento = (archivo["filename"], archivo["data"])
        visto.cambio = next(self._cambios)
        self.mensajes[visto.chat, visto.numero] = visto


@asynccontextmanager
async def abrir_emulador() -> AsyncIterator[EmuladorConMemoria]:
    """El emulador en un puerto libre."""
    emulador = EmuladorConMemoria()
    corredor = web.AppRunner(emulador.app(), access_log=None, shutdown_timeout=0.1)
    await corredor.setup()
    try:
        await web.TCPSite(corredor, "127.0.0.1", 0).start()
        emulador.url = f"http://127.0.0.1:{corredor.addresses[0][1]}"
        yield emulador
    finally:
        await corredor.cleanup()


class Persona:
    """Alguien que escribe, toca y adjunta; cada acto es un update escrito a mano."""

    __numeros = count(1000)

    def __init__(
        self, emulador: EmuladorConMemoria, token: str, numero: int, segundos: Callable[[], float]
    ) -> None:
        self.numero = numero
        self.toques: list[str] = []
        self._emulador, self._token, self._segundos = emulador, token, segundos
        self._marca = 0

    async def escribe(self, texto: str) -> None:
        """Un texto o una orden."""
        await self._manda(text=texto)

    async def manda_foto(self, contenido: bytes) -> None:
        """Una foto en dos tamaños; la mayor es la que el bot debe bajar."""
        nombre = f"foto-{next(self.__numeros)}"
        self._emulador.assets[nombre] = {"filename": "f.jpg", "data": contenido, "size": len(contenido)}
        tamanos = [(90, "chica"), (1280, nombre)]
        fotos = [
            {"file_id": clave, "file_unique_id": f"u-{clave}", "width": ancho, "height": ancho}
            for ancho, clave in tamanos
        ]
        await self._manda(photo=fotos)

    async def toca(self, rotulo: str) -> None:
        """El botón que empieza así, en el mensaje más nuevo que lo muestre."""
        for visto in sorted(self._mios(), key=lambda uno: -uno.numero):
            for texto, dato in visto.botones.items():
                if texto.startswith(rotulo):
                    await self._toca(visto, dato)
                    return
        raise AssertionError(f"nadie muestra el botón «{rotulo}»: {[v.botones for v in self._mios()]}")

    async def espera(self, frase: str) -> Visto:
        """El mensaje nuevo o cambiado desde el último acto que trae la frase."""
        return await self._hasta(lambda visto: frase in visto.texto, frase)

    async def espera_documento(self) -> tuple[str, bytes]:
        """Nombre y contenido del documento que llegó."""
        visto = await self._hasta(lambda uno: uno.documento is not None, "un documento")
        assert visto.documento is not None
        return visto.documento

    async def _hasta(self, sirve: Callable[[Visto], bool], que: str) -> Visto:
        try:
            await hasta(lambda: [v for v in self._nuevos() if sirve(v)], PACIENCIA)
        except TimeoutError:
            raise AssertionError(f"no llegó «{que}»: {[v.texto for v in self._nuevos()]}") from None
        return next(v for v in self._nuevos() if sirve(v))

    def _mios(self) -> list[Visto]:
        return [visto for visto in self._emulador.mensajes.values() if visto.chat == self.numero]

    def _nuevos(self) -> list[Visto]:
        return [visto for visto in self._mios() if visto.cambio > self._marca]

    async def _toca(self, visto: Visto, dato: str) -> None:
        self._marca = self._emulador.ultimo_cambio
        toque = f"toque-{next(self.__numeros)}"
        self.toques.append(toque)
        mensaje = {"message_id": visto.numero, "date": int(self._segundos()), "chat": self._chat}
        await self._encola(
            {"callback_query": {"id": toque, "from": self._yo, "data": dato, "message": mensaje}}
        )

    async def _manda(self, **contenido: object) -> None:
        self._marca = self._emulador.ultimo_cambio
        base = {"message_id": next(self.__numeros), "date": int(self._segundos()), "chat": self._chat}
        await self._encola({"message": {**base, "from": self._yo, **contenido}})

    async def _encola(self, update: dict[str, object]) -> None:
        await self._emulador.enqueue_update(update, token=self._token)

    @property
    def _yo(self) -> dict[str, object]:
        return {"id": self.numero, "is_bot": False, "first_name": f"Persona {self.numero}"}

    @property
    def _chat(self) -> dict[str, object]:
        return {"id": self.numero, "type": "private"}
