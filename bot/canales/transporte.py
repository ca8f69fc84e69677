"""Transporte HTTP de python-telegram-bot sobre aiohttp.

El que trae la librería recorre todas sus conexiones en cada llamada y las suelta a los cinco
segundos. Este mantiene las conexiones abiertas y, sobre todo, dice si un fallo ocurrió **antes de
entregar** la llamada (``NoEntregado``) o **después** (``EnvioDudoso``): de eso depende que se
pueda repetir. Ningún mensaje de error lleva la dirección, porque la dirección lleva el token.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any, cast

import aiohttp
from multidict import CIMultiDict
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.canales.errores import EnvioDudoso, FrenoPedido, NoEntregado, ServidorCaido

if TYPE_CHECKING:
    from telegram._utils.types import JSONDict, ODVInput

SEGUNDOS_ABIERTA = 60.0
CONEXIONES = 256
LECTURA = 15.0
CONEXION = 5.0
SUBIDA = 45.0
TROZO = 256 * 1024
CABECERAS_SIN_AUTO = frozenset({"User-Agent", "Accept", "Accept-Encoding"})
ES_JSON = CIMultiDict({"Content-Type": "application/json"})


class DatosJson:
    """Parámetros que ya son JSON; para el transporte valen lo mismo que un ``RequestData``."""

    __slots__ = ("parameters",)
    contains_files = False

    def __init__(self, parametros: Mapping[str, object]) -> None:
        self.parameters = {clave: valor for clave, valor in parametros.items() if valor is not None}


class TransporteAiohttp(BaseRequest):
    """Una sesión aiohttp con conexiones que se reutilizan.

    Args:
        lectura: segundos de espera de la respuesta si la llamada no dice otra cosa.
        conexiones: cuántas a la vez; la que no consiga lugar falla como ``NoEntregado``.
    """

    __slots__ = ("_conexiones", "_direcciones", "_lectura", "_plazos", "_sesion")

    def __init__(self, lectura: float = LECTURA, conexiones: int = CONEXIONES) -> None:
        self._lectura = lectura
        self._conexiones = conexiones
        self._sesion: aiohttp.ClientSession | None = None
        self._direcciones: dict[str, URL] = {}
        self._plazos: dict[tuple[float | None, float | None, bool], aiohttp.ClientTimeout] = {}

    @property
    def read_timeout(self) -> float | None:
        """Segundos de espera de una respuesta por omisión."""
        return self._lectura

    async def initialize(self) -> None:
        """Abre la sesión; sin efecto si ya está abierta."""
        if self._sesion is None or self._sesion.closed:
            conector = aiohttp.TCPConnector(limit=self._conexiones, keepalive_timeout=SEGUNDOS_ABIERTA)
            self._sesion = aiohttp.ClientSession(
                connector=conector,
                skip_auto_headers=CABECERAS_SIN_AUTO,
                auto_decompress=False,
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        """Cierra la sesión y sus conexiones."""
        if self._sesion is not None:
            await self._sesion.close()
            self._sesion = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Lee la respuesta; si no es JSON no se sabe qué pasó con la llamada.

        Raises:
            EnvioDudoso: la respuesta llegó ilegible. No se registra su contenido.
        """
        try:
            leida = json.loads(payload)
        except ValueError as error:
            raise EnvioDudoso("Telegram contestó algo que no es JSON") from error
        if not isinstance(leida, dict):
            raise EnvioDudoso("Telegram contestó un JSON que no es un objeto")
        return leida

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Hace la llamada (firma de la librería) y devuelve código y cuerpo.

        Raises:
            NoEntregado: no se llegó a entregar. EnvioDudoso: se entregó y no hubo respuesta.
            ServidorCaido: 5xx. FrenoPedido: 429.
        """
        lectura = _o(read_timeout, self._lectura)
        conexion = _o(connect_timeout, CONEXION)
        con_archivos = request_data is not None and request_data.contains_files
        opciones = _cuerpo(request_data) if request_data is not None else {}
        plazo = self._plazo(lectura, conexion, con_archivos)
        try:
            async with self._abierta().request(
                method, self._direccion(url), timeout=plazo, allow_redirects=False, **opciones
            ) as respuesta:
                codigo, cuerpo = respuesta.status, await respuesta.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise _segun_momento(error) from error
        if codigo == 429:
            raise FrenoPedido(_segundos_pedidos(cuerpo))
        if codigo >= 500:
            raise ServidorCaido(f"Telegram contestó {codigo}")
        return codigo, cuerpo

    async def trozos(self, url: str) -> AsyncIterator[bytes]:
        """Cuerpo de una descarga, por trozos.

        Raises:
            NoEntregado, EnvioDudoso: se cortó. TelegramError: el servidor no dio 200.
        """
        plazo = self._plazo(self._lectura, CONEXION, False)
        try:
            async with self._abierta().get(URL(url), timeout=plazo, allow_redirects=False) as respuesta:
                if respuesta.status != 200:
                    raise TelegramError(f"La descarga contestó {respuesta.status}")
                async for trozo in respuesta.content.iter_chunked(TROZO):
                    yield trozo
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise _segun_momento(error) from error

    def _abierta(self) -> aiohttp.ClientSession:
        if self._sesion is None:
            raise NoEntregado("El canal con Telegram está cerrado")
        return self._sesion

    def _direccion(self, url: str) -> URL:
        """Los métodos son pocos: cada dirección se analiza una vez."""
        hallada = self._direcciones.get(url)
        if hallada is None:
            hallada = self._direcciones[url] = URL(url)
        return hallada

    def _plazo(
        self, lectura: float | None, conexion: float | None, con_archivos: bool
    ) -> aiohttp.ClientTimeout:
        llave = (lectura, conexion, con_archivos)
        plazo = self._plazos.get(llave)
        if plazo is None:
            # aiohttp no tiene plazo de escritura: al subir archivos manda el total.
            total = SUBIDA if con_archivos else None
            plazo = aiohttp.ClientTimeout(
                total=total, connect=conexion, sock_connect=conexion, sock_read=lectura
            )
            self._plazos[llave] = plazo
        return plazo


def _o(pedido: ODVInput[float], por_omision: float) -> float | None:
    """Lo que pidió la llamada, o lo de siempre si no pidió nada."""
    return por_omision if pedido is BaseRequest.DEFAULT_NONE else cast("float | None", pedido)


def _cuerpo(datos: RequestData) -> dict[str, Any]:
    """Parámetros de aiohttp: JSON, o formulario por partes si hay archivos."""
    if not datos.contains_files:
        cuerpo = json.dumps(datos.parameters, ensure_ascii=False).encode()
        return {"data": cuerpo, "headers": ES_JSON}
    formulario = aiohttp.FormData(quote_fields=False)
    for nombre, valor in datos.json_parameters.items():
        formulario.add_field(nombre, valor)
    for nombre, (archivo, contenido, mime) in datos.multipart_data.items():
        formulario.add_field(nombre, contenido, filename=archivo, content_type=mime)
    return {"data": formulario}


def _segun_momento(error: BaseException) -> NoEntregado | EnvioDudoso:
    """Antes de conectar no se entregó nada; después, no se sabe."""
    clase = type(error).__name__
    if isinstance(error, (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)):
        return NoEntregado(f"No se pudo conectar con Telegram ({clase})")
    return EnvioDudoso(f"Se perdió la respuesta de Telegram ({clase})")


def _segundos_pedidos(cuerpo: bytes) -> float:
    """``retry_after`` de un 429; un segundo si no lo dijo."""
    try:
        return max(1.0, float(json.loads(cuerpo)["parameters"]["retry_after"]))
    except (ValueError, KeyError, TypeError):
        return 1.0
