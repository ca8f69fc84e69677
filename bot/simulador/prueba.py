"""El Telegram local para pruebas: servidor real en el lazo actual y personas que conversan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from bot.simulador.bitacora import Llamada
from bot.simulador.chats import Chat
from bot.simulador.errores import AccionImposible
from bot.simulador.faltas import Falta
from bot.simulador.mundo import TOKEN, Mundo
from bot.simulador.persona import Persona
from bot.simulador.proceso import Servidor
from bot.simulador.reloj import RelojLocal
from bot.simulador.servidor import crear_aplicacion
from bot.simulador.tipos import Objeto
from bot.simulador.validacion import Subida
from bot.simulador.vista import MensajeVisto

PACIENCIA = 5.0
Predicado = Callable[[MensajeVisto], object]


class TelegramLocal:
    """Servidor en un puerto libre; se usa con ``async with``.

    ``url`` es la raíz (lo que en producción es ``https://api.telegram.org``); ``base_url`` y
    ``base_file_url`` son las que pide python-telegram-bot.
    """

    def __init__(self, *, mundo: Mundo | None = None, token: str = TOKEN, puerto: int = 0) -> None:
        """Sin ``mundo`` se crea uno cuyos reintentos de webhook esperan la centésima parte."""
        self.mundo = mundo or Mundo(token=token, escala_reintentos=0.01)
        self.token = self.mundo.token
        self._servidor = Servidor(crear_aplicacion(self.mundo), puerto=puerto)
        self.url = self._servidor.url
        self.base_url = f"{self.url}/bot"
        self.base_file_url = f"{self.url}/file/bot"

    async def __aenter__(self) -> TelegramLocal:
        """Empieza a atender."""
        await self._servidor.iniciar()
        return self

    async def __aexit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        """Corta todo y libera el puerto."""
        await self._servidor.detener()

    @property
    def reloj(self) -> RelojLocal:
        """Reloj del servidor (vencimientos y fecha de los mensajes)."""
        return self.mundo.reloj

    def persona(self, numero: int, nombre: str, usuario: str = "") -> PersonaDePrueba:
        """Persona con su chat privado; la misma si ya existe."""
        self.mundo.persona(numero, nombre, usuario)
        return PersonaDePrueba(self.mundo, numero)

    def llamadas(self, metodo: str | None = None) -> list[Llamada]:
        """Libro mayor: todas las llamadas del bot, o las de un método."""
        return self.mundo.bitacora.de(metodo)

    def rechazos(self) -> list[Llamada]:
        """Llamadas que el servidor rechazó (4xx) sin falta programada."""
        return self.mundo.bitacora.rechazos()

    def programar_falta(
        self,
        accion: str,
        *,
        metodo: str | None = None,
        veces: int = 1,
        chat: int | None = None,
        segundos: float = 1,
        descripcion: str = "",
    ) -> None:
        """Falta para las próximas ``veces`` llamadas: vea ``faltas.Falta``; ``ValueError`` si no existe."""
        self.mundo.faltas.programar(Falta(accion, metodo, veces, chat, segundos, descripcion))

    def comandos(self, persona: PersonaDePrueba) -> list[str]:
        """Nombres de los comandos que ve la persona en su chat privado."""
        chat = self.mundo.chats[persona.id]
        return [comando["command"] for comando in self.mundo.comandos_para(chat, persona.id)]

    async def espera_llamada(self, metodo: str, veces: int = 1, segundos: float = PACIENCIA) -> list[Llamada]:
        """Espera a que el método se haya llamado ``veces`` en total (con o sin éxito)."""

        def mirar() -> list[Llamada] | None:
            halladas = self.llamadas(metodo)
            return halladas if len(halladas) >= veces else None

        return await self.mundo.avisos.esperar(mirar, segundos)

    async def espera_cola_vacia(self, segundos: float = PACIENCIA) -> None:
        """Espera a que el bot haya confirmado todas las actualizaciones."""
        await self.mundo.avisos.esperar(lambda: not self.mundo.cola.pendientes() or None, segundos)

    async def espera_sondeo(self, activo: bool = True, segundos: float = PACIENCIA) -> None:
        """Espera a que haya un bot sondeando; con ``activo=False``, a que no haya ninguno."""
        await self.mundo.avisos.esperar(lambda: self.mundo.cola.sondeando == activo or None, segundos)


class PersonaDePrueba:
    """Una persona que escribe, toca botones y espera respuestas.

    Tras cada acto suyo, ``espera`` mira solo lo que el bot publicó o editó después.
    """

    def __init__(self, mundo: Mundo, numero: int) -> None:
        """La persona ya está registrada en el mundo."""
        self.id = numero
        self.manos = Persona(mundo, numero)
        self.chat_actual: int = numero
        self._mundo = mundo
        self._marca = mundo.avisos.ultimo

    @property
    def _chat(self) -> Chat:
        return self.manos.chat(self.chat_actual)

    def en(self, chat: int) -> PersonaDePrueba:
        """La misma persona, actuando en otro chat (un grupo)."""
        otra = PersonaDePrueba(self._mundo, self.id)
        otra.chat_actual = self.manos.chat(chat).id
        return otra

    async def escribe(self, texto: str, responde_a: int | None = None) -> int:
        """Manda un texto; devuelve su ``message_id``."""
        self._marca = self._mundo.avisos.ultimo
        return int(self.manos.escribe(texto, self.chat_actual, responde_a)["message_id"])

    async def toca(self, boton: str, mensaje: int | None = None) -> str:
        """Toca el botón con ese rótulo o dato en el mensaje más reciente que lo muestre.

        Si no hay uno en línea y el teclado de respuesta lo tiene, lo escribe. Devuelve el número
        del toque (vacío en el teclado). ``AccionImposible`` dice qué botones sí hay.
        """
        for visto in reversed(self.mensajes()):
            if mensaje is not None and visto.id != mensaje:
                continue
            for rotulo, datos in visto.botones:
                if boton in (rotulo, datos):
                    self._marca = self._mundo.avisos.ultimo
                    return self.manos.toca(visto.id, datos, self.chat_actual)
        ultimo = self.ultimo()
        if ultimo is not None and boton in ultimo.rotulos_de_teclado:
            await self.escribe(boton)
            return ""
        hay = [rotulo for visto in self.mensajes() for rotulo in visto.rotulos]
        raise AccionImposible(f"No hay un botón «{boton}» en el chat; se ven: {hay}.")

    async def adjunta(
        self, archivo: str | Path | bytes, nombre: str = "", *, como: str = "documento", pie: str = ""
    ) -> int:
        """Manda un archivo del disco o de la memoria, como ``documento`` o ``foto``; devuelve su id."""
        return (await self.adjunta_varios([(archivo, nombre)], como=como, pie=pie))[0]

    async def adjunta_varios(
        self, archivos: list[tuple[str | Path | bytes, str]], *, como: str = "documento", pie: str = ""
    ) -> list[int]:
        """Manda un álbum de 2 a 10 archivos (contenido o ruta, y nombre); devuelve sus ids."""
        self._marca = self._mundo.avisos.ultimo
        subidas = [_subida(archivo, nombre) for archivo, nombre in archivos]
        publicados = self.manos.adjunta(subidas, como=como, pie=pie, chat=self.chat_actual)
        return [int(publicado["message_id"]) for publicado in publicados]

    async def edita(self, mensaje: int, texto: str) -> None:
        """Corrige un mensaje suyo."""
        self._marca = self._mundo.avisos.ultimo
        self.manos.edita(mensaje, texto, self.chat_actual)

    async def ubica(self, latitud: float, longitud: float) -> None:
        """Comparte una ubicación, en grados."""
        self._marca = self._mundo.avisos.ultimo
        self.manos.ubica(latitud, longitud, self.chat_actual)

    async def busca(self, consulta: str, segundos: float = PACIENCIA) -> list[Objeto]:
        """Consulta en línea: espera y devuelve los ``InlineQueryResult`` del bot."""
        numero = self.manos.busca(consulta)

        def mirar() -> list[Objeto] | None:
            respuesta = self._mundo.consultas[numero].respuesta
            return None if respuesta is None else list(respuesta["resultados"])

        return await self._mundo.avisos.esperar(mirar, segundos)

    async def bloquea(self) -> None:
        """Bloquea al bot."""
        self.manos.bloquea()

    async def desbloquea(self) -> None:
        """Desbloquea al bot."""
        self.manos.desbloquea()

    def mensajes(self) -> list[MensajeVisto]:
        """Mensajes del bot que se ven en el chat ahora, del más viejo al más nuevo."""
        return [visto for visto in self.conversacion() if visto.de_bot]

    def conversacion(self) -> list[MensajeVisto]:
        """Todos los mensajes que se ven en el chat, de ambos lados."""
        chat = self._chat
        return [MensajeVisto.de(p, chat.teclado) for p in chat.mensajes.values() if not p.borrado]

    def ultimo(self) -> MensajeVisto | None:
        """El mensaje más reciente del bot que siga en el chat."""
        return next(iter(reversed(self.mensajes())), None)

    def aviso(self, toque: str) -> Objeto | None:
        """Lo que el bot respondió a ese toque (``texto`` y ``alerta``); ``None`` si aún no responde."""
        return self._mundo.consultas[toque].respuesta

    async def espera(self, predicado: Predicado | None = None, segundos: float = PACIENCIA) -> MensajeVisto:
        """Primer mensaje del bot, nuevo o editado después del último acto, que cumpla el predicado.

        ``AssertionError`` con lo que sí llegó, si no hay ninguno a tiempo.
        """

        def mirar() -> MensajeVisto | None:
            nuevos = sorted((v for v in self.mensajes() if v.cambio > self._marca), key=lambda v: v.cambio)
            return next((v for v in nuevos if predicado is None or predicado(v)), None)

        try:
            return await self._mundo.avisos.esperar(mirar, segundos)
        except TimeoutError:
            llego = [str(v) for v in self.mensajes() if v.cambio > self._marca]
            raise AssertionError(f"El bot no respondió lo esperado en {segundos} s; llegó: {llego}") from None

    async def espera_aviso(self, toque: str, segundos: float = PACIENCIA) -> Objeto:
        """Respuesta del bot a un toque: ``texto`` y ``alerta``; ``TimeoutError`` si no responde."""
        return await self._mundo.avisos.esperar(lambda: self.aviso(toque), segundos)

    def descarga(self, mensaje: MensajeVisto) -> bytes:
        """Contenido del documento o de la foto grande del mensaje."""
        medio = mensaje.documento or (mensaje.fotos[-1] if mensaje.fotos else None)
        if medio is None:
            raise AccionImposible("El mensaje no trae ningún archivo.")
        return self._mundo.archivos.buscar(str(medio["file_id"])).datos


def _subida(archivo: str | Path | bytes, nombre: str) -> Subida:
    if isinstance(archivo, bytes):
        return Subida(nombre or "archivo.bin", "application/octet-stream", archivo)
    ruta = Path(archivo)
    return Subida(nombre or ruta.name, "application/octet-stream", ruta.read_bytes())
