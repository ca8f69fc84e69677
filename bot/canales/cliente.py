"""Cliente de Telegram: el ``Bot`` de python-telegram-bot sobre nuestro transporte.

Las llamadas salen con el nombre y los parámetros del Bot API tal como están guardados en la fila
de salida, y vuelven como JSON: convertir cada respuesta en objetos cuesta tanto como enviarla y
solo se necesita el ``message_id``.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from telegram import Bot, InputFile
from telegram.error import InvalidToken, TelegramError
from telegram.request import BaseRequest, RequestData

from bot.canales.errores import ErrorDeEntorno, NoEntregado
from bot.canales.transporte import TROZO, DatosJson, TransporteAiohttp

API_OFICIAL = "https://api.telegram.org"
UPDATES_PERMITIDOS: Sequence[str] = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
)
"""Lista explícita: Telegram recuerda la última que se le pidió, aunque sea de otro programa."""


class ClienteTelegram(Bot):
    """``Bot`` que llama métodos por su nombre y devuelve el JSON del resultado."""

    __slots__ = ("_transporte",)

    def __init__(self, token: str, api: str = API_OFICIAL, lectura: float = 15.0) -> None:
        """``api`` es cualquier servidor que hable el Bot API; ``lectura``, segundos de espera."""
        base = api.rstrip("/")
        # En DEBUG la librería escribe la dirección con el token y lo que dice cada mensaje.
        logging.getLogger("telegram").setLevel(logging.WARNING)
        self._transporte = TransporteAiohttp(lectura=lectura)
        # La consulta larga va aparte: no le quita conexiones a los envíos.
        consultas = TransporteAiohttp(lectura=lectura, conexiones=2)
        super().__init__(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=self._transporte,
            get_updates_request=consultas,
        )

    async def llamar(
        self, metodo: str, parametros: Mapping[str, object], *, lectura: float | None = None
    ) -> Any:
        """Resultado JSON del método.

        Args:
            metodo: nombre del Bot API (``sendMessage``).
            parametros: como van en la llamada; los ``InputFile`` se suben.
            lectura: segundos de espera de la respuesta, si no bastan los de siempre.

        Raises:
            TelegramError: y sus clases de ``bot.canales.errores``.
        """
        espera = BaseRequest.DEFAULT_NONE if lectura is None else lectura
        if any(isinstance(valor, InputFile) for valor in parametros.values()):
            return await self._post(metodo, dict(parametros), read_timeout=espera)
        # Sin archivos no hay nada que convertir: se salta lo que la librería hace por parámetro.
        consulta = metodo == "getUpdates"
        return await self._request[0 if consulta else 1].post(
            f"{self._base_url}/{metodo}",
            cast("RequestData", DatosJson(parametros)),
            read_timeout=espera,
        )

    async def abrir(self) -> str:
        """Abre las conexiones y comprueba el token con ``getMe``; devuelve el ``username``.

        Raises:
            ErrorDeEntorno: el token no sirve. NoEntregado: no hay conexión.
        """
        await self._request[0].initialize()
        await self._request[1].initialize()
        try:
            yo = await self.llamar("getMe", {})
        except InvalidToken as error:
            raise token_rechazado() from error
        return str(yo.get("username") or "")

    async def cerrar(self) -> None:
        """Cierra las conexiones."""
        await self._request[0].shutdown()
        await self._request[1].shutdown()

    async def descargar(self, file_id: str, destino: Path, maximo: int) -> int:
        """Baja un archivo a ``destino`` y devuelve sus bytes; si algo falla no deja nada.

        Args:
            maximo: tope duro en bytes, diga lo que diga Telegram (su propio tope es 20 MB).

        Raises:
            ArchivoMuyGrande: pasa del tope. TelegramError: no se pudo bajar.
        """
        dicho = await self.llamar("getFile", {"file_id": file_id})
        if int(dicho.get("file_size") or 0) > maximo:
            raise ArchivoMuyGrande
        ruta = dicho.get("file_path")
        if not isinstance(ruta, str):
            raise TelegramError("Telegram no dio la ruta del archivo")
        parcial = destino.with_name(f".{destino.name}.parcial")
        try:
            bajados = await self._volcar(self._trozos(ruta), parcial, maximo)
            parcial.replace(destino)
        finally:
            parcial.unlink(missing_ok=True)
        return bajados

    def _trozos(self, ruta: str) -> AsyncIterator[bytes]:
        """De la red; o del disco, si el servidor del Bot API es local y dio una ruta absoluta."""
        if ruta.startswith("/") and Path(ruta).is_file():
            return _leer(Path(ruta))
        return self._transporte.trozos(f"{self.base_file_url}/{ruta}")

    async def _volcar(self, trozos: AsyncIterator[bytes], parcial: Path, maximo: int) -> int:
        bajados = 0
        with parcial.open("wb") as salida:
            async for trozo in trozos:
                bajados += len(trozo)
                if bajados > maximo:
                    raise ArchivoMuyGrande
                salida.write(trozo)
        return bajados


async def _leer(ruta: Path) -> AsyncIterator[bytes]:
    with ruta.open("rb") as archivo:
        while trozo := archivo.read(TROZO):
            yield trozo


class ArchivoMuyGrande(TelegramError):
    """El archivo pasa del tope."""

    def __init__(self) -> None:
        super().__init__("El archivo pasa del tope")


def token_rechazado() -> ErrorDeEntorno:
    """Telegram no reconoce el token."""
    return ErrorDeEntorno(
        "Telegram rechazó el token del bot: revise ASISTENTE_TOKEN con el que muestra BotFather."
    )


def sin_conexion(error: NoEntregado) -> ErrorDeEntorno:
    """No hay camino hasta Telegram."""
    return ErrorDeEntorno(f"{error}: revise la red de este equipo y ASISTENTE_TELEGRAM_API.")
