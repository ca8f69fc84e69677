"""La misma conversación por el Telegram local: HTTP de verdad, sondeo, recepción y cartero."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from bot.canales.cartero import Cartero
from bot.canales.cliente import ClienteTelegram
from bot.canales.entorno import Entorno
from bot.canales.recepcion import Recepcion
from bot.canales.repartidor import OpcionesDeEnvio
from bot.canales.sondeo import Sondeo
from bot.canales.taller import Taller
from bot.ordenes.asistente import armar_despacho
from bot.simulador.prueba import TelegramLocal
from bot.simulador.tipos import Objeto
from dominio.puertos.unidad import Almacen
from tests.apoyo.plan import LunesAViernes, RelojQuieto
from tests.conversaciones.a_la_vista import sin_duros, textos_de_busqueda

T = TypeVar("T")
_PACIENCIA = 10.0


class PorTelegram:
    """Una puerta que habla con el bot completo por el Telegram local; se usa con ``with``."""

    def __init__(self, almacen: Almacen, reloj: RelojQuieto, datos: Path) -> None:
        self._almacen, self._reloj, self._datos = almacen, reloj, datos
        self._bucle = asyncio.new_event_loop()
        self._hilo = threading.Thread(target=self._bucle.run_forever, daemon=True)
        self._marca: dict[int, int] = {}
        self._toque: dict[int, str] = {}
        self._editados: dict[tuple[int, str], int] = {}
        self._hallado: dict[int, Objeto] = {}

    def __enter__(self) -> Self:
        self._hilo.start()
        self._hacer(self._encender())
        return self

    def __exit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        self._hacer(self._apagar())
        self._bucle.call_soon_threadsafe(self._bucle.stop)
        self._hilo.join()
        self._bucle.close()

    def escribe(self, cuenta: int, texto: str, al: str = "") -> None:
        """Un texto o una orden; ``al`` cita el mensaje que trae ese texto."""
        self._hacer(self._act(cuenta, self._escribir(cuenta, texto, al)))

    def toca(self, cuenta: int, rotulo: str, *, viejo: bool = False, veces: int = 1) -> None:
        """El botón de ese rótulo, o que empieza así, en el mensaje más nuevo que lo muestre."""
        assert not viejo, "el Telegram local no deja tocar un botón que ya no está"
        persona = self._telegram.persona(cuenta, "Persona")
        for mensaje in reversed(persona.mensajes()):
            for texto, _dato in mensaje.botones:
                if texto == rotulo or texto.startswith(rotulo):
                    for _vez in range(veces):
                        self._hacer(self._act(cuenta, self._tocar(cuenta, texto, mensaje.id)))
                    return
        raise AssertionError(f"nadie muestra el botón «{rotulo}»")

    def adjunta(self, cuenta: int, nombres: Sequence[str]) -> None:
        """Un documento, o un álbum."""
        self._hacer(self._act(cuenta, self._adjuntar(cuenta, nombres)))

    def edita(self, cuenta: int, texto: str, de: str = "") -> None:
        """Corrige su último mensaje, o el que decía ``de``."""
        self._hacer(self._act(cuenta, self._editar(cuenta, texto, de)))

    def ubica(self, cuenta: int, latitud: float, longitud: float) -> None:
        """Comparte dónde está."""
        self._hacer(self._act(cuenta, self._ubicar(cuenta, latitud, longitud)))

    def otra(self, cuenta: int, que: str) -> None:
        """No hace falta por esta puerta."""
        raise AssertionError(f"esta puerta no manda {que}")

    def en_grupo(self, cuenta: int, texto: str) -> None:
        """No hace falta por esta puerta."""
        raise AssertionError("esta puerta no tiene grupos")

    def busca(self, cuenta: int, texto: str) -> None:
        """Una búsqueda en línea; se ve lo último que se contestó."""
        self._hacer(self._act(cuenta, self._buscar(cuenta, texto)))

    def repite(self) -> None:
        """No hace falta por esta puerta."""
        raise AssertionError("esta puerta no repite updates")

    def recibe(self) -> None:
        """No hace falta por esta puerta: el cartero entrega solo."""

    def visto(self, cuenta: int) -> str:
        """Lo nuevo o editado desde su último acto."""
        marca = self._marca.get(cuenta, 0)
        mensajes = self._telegram.persona(cuenta, "Persona").mensajes()
        hallado = self._hallado.pop(cuenta, None)
        if hallado is not None:
            return "\n".join(textos_de_busqueda(hallado))
        return "\n".join(sin_duros(m.texto) for m in mensajes if m.cambio > marca)

    def cuantos(self, cuenta: int) -> int:
        """Mensajes del bot en su chat."""
        return len(self._telegram.persona(cuenta, "Persona").mensajes())

    def rotulos(self, cuenta: int) -> list[str]:
        """Los botones del último mensaje."""
        ultimo = self._telegram.persona(cuenta, "Persona").ultimo()
        return ultimo.rotulos if ultimo is not None else []

    def avisos(self, cuenta: int) -> str:
        """Lo que dijo la respuesta al último toque."""
        toque = self._toque.get(cuenta)
        return str(self._telegram.persona(cuenta, "Persona").aviso(toque)) if toque else ""

    def rechazos(self) -> list[str]:
        """Llamadas del bot que Telegram no aceptó."""
        return [str(llamada) for llamada in self._telegram.rechazos()]

    async def _encender(self) -> None:
        self._telegram = TelegramLocal()
        await self._telegram.__aenter__()
        self._cliente = ClienteTelegram(self._telegram.token, self._telegram.url)
        await self._cliente.abrir()
        self._entorno = Entorno(self._almacen, self._reloj, Taller(1))
        self._cartero = Cartero(
            self._cliente, self._entorno, OpcionesDeEnvio(self._datos, cada=0.05, por_segundo=0)
        )
        despacho = armar_despacho(
            self._almacen, self._reloj, lambda _entidad: LunesAViernes(), lambda: "plan_bot"
        )
        self._sondeo = Sondeo(self._cliente, Recepcion(despacho, self._entorno, self._cartero), consulta=1)
        self._tareas = [
            asyncio.create_task(self._cartero.correr()),
            asyncio.create_task(self._sondeo.correr()),
        ]
        await self._telegram.espera_sondeo()

    async def _apagar(self) -> None:
        await self._sondeo.parar()
        await self._cartero.cerrar(0.5)
        await asyncio.gather(*self._tareas)
        await self._cliente.cerrar()
        self._entorno.taller.cerrar()
        await self._telegram.__aexit__(None, None, None)

    async def _act(self, cuenta: int, acto: Coroutine[None, None, None]) -> None:
        """Hace el acto y espera a que el bot lo procese y termine de enviar."""
        self._marca[cuenta] = self._telegram.mundo.avisos.ultimo
        self._toque.pop(cuenta, None)
        self._telegram.persona(cuenta, "Persona")
        await acto
        await self._telegram.espera_cola_vacia(_PACIENCIA)
        async with asyncio.timeout(_PACIENCIA):
            # Enviado y además anotado: nadie cita un mensaje en los milisegundos que hay en medio.
            while self._cartero.ocupado or await asyncio.to_thread(self._por_anotar):
                await asyncio.sleep(0.002)

    def _por_anotar(self) -> bool:
        with self._almacen.lectura() as unidad:
            return unidad.salidas.pendientes() > 0

    async def _escribir(self, cuenta: int, texto: str, al: str) -> None:
        persona = self._telegram.persona(cuenta, "Persona")
        citados = [mensaje.id for mensaje in persona.mensajes() if al and al in mensaje.texto]
        await persona.escribe(texto, responde_a=citados[-1] if citados else None)

    async def _tocar(self, cuenta: int, rotulo: str, mensaje: int) -> None:
        self._toque[cuenta] = await self._telegram.persona(cuenta, "Persona").toca(rotulo, mensaje)

    async def _adjuntar(self, cuenta: int, nombres: Sequence[str]) -> None:
        persona = self._telegram.persona(cuenta, "Persona")
        contenidos = [(f"contenido de {nombre}".encode(), nombre) for nombre in nombres]
        if len(contenidos) == 1:
            await persona.adjunta(*contenidos[0])
        else:
            await persona.adjunta_varios(list(contenidos))

    async def _ubicar(self, cuenta: int, latitud: float, longitud: float) -> None:
        await self._telegram.persona(cuenta, "Persona").ubica(latitud, longitud)

    async def _buscar(self, cuenta: int, texto: str) -> None:
        await self._telegram.persona(cuenta, "Persona").busca(texto)
        *_previas, ultima = self._telegram.mundo.consultas.values()
        respuesta = ultima.respuesta or {}
        self._hallado[cuenta] = {"results": respuesta["resultados"], "button": respuesta["boton"]}

    async def _editar(self, cuenta: int, texto: str, de: str) -> None:
        persona = self._telegram.persona(cuenta, "Persona")
        propios = [m for m in reversed(persona.conversacion()) if not m.de_bot]
        # Ya editado dice otra cosa: se recuerda cuál era.
        conocido = self._editados.get((cuenta, de))
        propio = next(m for m in propios if m.id == conocido or (not conocido and de in ("", m.texto)))
        self._editados[cuenta, de or propio.texto] = propio.id
        await persona.edita(propio.id, texto)

    def _hacer(self, tarea: Coroutine[None, None, T]) -> T:
        return asyncio.run_coroutine_threadsafe(tarea, self._bucle).result(60)
