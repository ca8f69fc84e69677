"""El mundo del Telegram local: un bot, sus personas, sus chats y todo lo que ha pasado en ellos."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from bot.simulador.archivos import Archivos
from bot.simulador.bitacora import Bitacora
from bot.simulador.chats import Chat, Consulta, Publicado
from bot.simulador.colas import VIDA, Cola
from bot.simulador.errores import Rechazo, mala
from bot.simulador.eventos import Avisos
from bot.simulador.faltas import Faltas, LimitesReales
from bot.simulador.reloj import RelojLocal
from bot.simulador.tipos import Lista, Objeto
from bot.simulador.webhook import Repartidor

PRIMERA_ACTUALIZACION = 700_000_001
TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"  # noqa: S105 - inventado: este servidor no protege nada
PRIMER_SUPERGRUPO = -1_001_000_000_000


def _cuenta_del_bot(token: str, usuario: str, nombre: str) -> Objeto:
    numero = token.partition(":")[0]
    return {
        "id": int(numero) if numero.isdecimal() else 1,
        "is_bot": True,
        "first_name": nombre,
        "username": usuario,
    }


class Mundo:
    """Estado completo, sin HTTP. Se usa desde un solo lazo de asyncio."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        usuario: str = "local_bot",
        nombre: str = "Bot local",
        reloj: RelojLocal | None = None,
        limites: LimitesReales | None = None,
        escala_reintentos: float = 1.0,
    ) -> None:
        """``escala_reintentos`` multiplica las esperas del webhook (0 las anula).

        ``limites`` enciende los topes de envío del servidor real.
        """
        self.token = token
        self.bot = _cuenta_del_bot(token, usuario, nombre)
        self.reloj = reloj or RelojLocal()
        self.limites = limites
        self.avisos = Avisos()
        self.bitacora = Bitacora()
        self.faltas = Faltas()
        self.archivos = Archivos()
        self.cola = Cola(self.reloj.ahora, PRIMERA_ACTUALIZACION)
        self.webhook = Repartidor(self, escala_reintentos)
        self.cola.al_llegar = self.webhook.despertar
        self.cola.al_vaciar = lambda: self._novedad("cola_vacia")
        self.cola.al_sondear = lambda: self._novedad("sondeo")
        self.personas: dict[int, Objeto] = {}
        self.chats: dict[int, Chat] = {}
        self.consultas: dict[str, Consulta] = {}
        self.comandos: dict[tuple[str, int, int, str], Lista] = {}
        self.textos: dict[tuple[str, str], str] = {}
        self.menus: dict[int, Objeto] = {}
        self._mensaje = 0
        self._mensajes_de_supergrupo: dict[int, int] = {}

    def _novedad(self, tipo: str) -> None:
        self.avisos.emitir(tipo)

    # --- personas y chats -------------------------------------------------------------

    def persona(self, numero: int, nombre: str, usuario: str = "") -> Chat:
        """Registra a la persona y su chat privado (o los devuelve si ya están)."""
        if numero not in self.personas:
            primero, _, resto = nombre.partition(" ")
            datos: Objeto = {"id": numero, "is_bot": False, "first_name": primero, "language_code": "es"}
            if resto:
                datos["last_name"] = resto
            if usuario:
                datos["username"] = usuario
            self.personas[numero] = datos
            self.chats[numero] = Chat(numero, "private", nombre, [numero], usuario=usuario)
        return self.chats[numero]

    def grupo(self, titulo: str, miembros: list[int], *, supergrupo: bool = False) -> Chat:
        """Crea un grupo vacío con esas personas y el bot."""
        grupos = sum(1 for chat in self.chats.values() if not chat.privado)
        numero = PRIMER_SUPERGRUPO - grupos - 1 if supergrupo else -(4001 + grupos)
        tipo = "supergroup" if supergrupo else "group"
        chat = Chat(numero, tipo, titulo, list(miembros), iniciado=True)
        self.chats[numero] = chat
        return chat

    def chat(self, identificador: object) -> Chat:
        """Chat que el bot conoce; rechaza el inexistente y el de quien nunca le ha escrito."""
        texto = str(identificador)
        numero = int(texto) if texto.lstrip("-").isdecimal() else 0
        chat = self.chats.get(numero)
        if chat is None or not chat.iniciado:
            raise mala("chat not found")
        return chat

    def chat_para_enviar(self, identificador: object) -> Chat:
        """Chat donde el bot puede publicar: ni bloqueado, ni abandonado, ni migrado."""
        chat = self.chat(identificador)
        if chat.migrado_a is not None:
            descripcion = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Rechazo(400, descripcion, migrate_to_chat_id=chat.migrado_a)
        if chat.bloqueado:
            raise Rechazo(403, "Forbidden: bot was blocked by the user")
        if not chat.con_bot:
            raise Rechazo(403, f"Forbidden: bot was kicked from the {chat.tipo} chat")
        return chat

    # --- publicar, cambiar, borrar ----------------------------------------------------

    def publicar(
        self, chat: Chat, autor: Objeto, contenido: Objeto, *, teclado: Objeto | None = None
    ) -> Publicado:
        """Agrega un mensaje al chat y avisa; el teclado en línea va con él, el de respuesta con el chat."""
        if self.limites is not None and autor is self.bot:
            self.limites.comprobar(chat.id)
        mensaje: Objeto = {
            "message_id": self._numero(chat),
            "from": dict(autor),
            "chat": chat.json(),
            "date": int(self.reloj.ahora()),
            **contenido,
        }
        if teclado and teclado.get("inline_keyboard"):
            mensaje["reply_markup"] = {"inline_keyboard": teclado["inline_keyboard"]}
        con_respuesta = bool(teclado) and "inline_keyboard" not in (teclado or {})
        publicado = Publicado(mensaje, autor is self.bot, editable=not con_respuesta)
        chat.mensajes[publicado.id] = publicado
        if con_respuesta and teclado is not None:
            chat.teclado = None if "remove_keyboard" in teclado else teclado
        publicado.cambio = self.avisos.emitir(
            "mensaje", chat=chat.id, mensaje=mensaje, bot=publicado.de_bot, teclado=chat.teclado
        )
        return publicado

    def cambiar(self, chat: Chat, publicado: Publicado, nuevo: Objeto) -> None:
        """Reemplaza el contenido visible de un mensaje y guarda cómo estaba."""
        publicado.versiones.append(publicado.json)
        publicado.json = nuevo
        publicado.cambio = self.avisos.emitir(
            "edicion", chat=chat.id, mensaje=nuevo, bot=publicado.de_bot, teclado=chat.teclado
        )

    def borrar(self, chat: Chat, publicado: Publicado) -> None:
        """Quita un mensaje de la vista."""
        publicado.borrado = True
        publicado.cambio = self.avisos.emitir("borrado", chat=chat.id, mensaje={"message_id": publicado.id})

    def _numero(self, chat: Chat) -> int:
        """Los supergrupos cuentan aparte; los demás chats comparten la cuenta del bot."""
        if chat.tipo == "supergroup":
            self._mensajes_de_supergrupo[chat.id] = self._mensajes_de_supergrupo.get(chat.id, 0) + 1
            return self._mensajes_de_supergrupo[chat.id]
        self._mensaje += 1
        return self._mensaje

    # --- consultas (toques y búsquedas en línea) --------------------------------------

    def consultar(self, tipo: str, persona: int, chat: int = 0, mensaje: int = 0) -> Consulta:
        """Abre una consulta que el bot debe responder antes de que venza."""
        numero = str(secrets.randbits(62) | 1 << 62)
        consulta = Consulta(numero, persona, self.reloj.ahora() + VIDA[tipo], chat, mensaje)
        self.consultas[numero] = consulta
        return consulta

    def consulta_abierta(self, numero: str) -> Consulta:
        """Consulta sin responder y sin vencer; rechaza cualquier otra."""
        consulta = self.consultas.get(numero)
        if consulta is None or consulta.respuesta is not None or consulta.vence <= self.reloj.ahora():
            raise mala("query is too old and response timeout expired or query ID is invalid")
        return consulta

    # --- lo demás -----------------------------------------------------------------------

    def comandos_para(self, chat: Chat, persona: int, idioma: str = "es") -> Lista:
        """Comandos que ve la persona en ese chat: gana el alcance más estrecho."""
        general = "all_private_chats" if chat.privado else "all_group_chats"
        alcances = [
            ("chat_member", chat.id, persona),
            ("chat", chat.id, 0),
            (general, 0, 0),
            ("default", 0, 0),
        ]
        for alcance in alcances:
            for lengua in (idioma, ""):
                if (*alcance, lengua) in self.comandos:
                    return self.comandos[(*alcance, lengua)]
        return []

    def de_cada_chat(self, mirar: Callable[[Chat], bool]) -> list[Chat]:
        """Chats que cumplen la condición."""
        return [chat for chat in self.chats.values() if mirar(chat)]

    async def cerrar(self) -> None:
        """Detiene el reparto, despide a los suscritos y suelta el sondeo en curso."""
        self.avisos.cerrar()
        self.cola.soltar()
        await self.webhook.cerrar()
