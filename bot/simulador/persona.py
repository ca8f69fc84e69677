"""Lo que una persona puede hacer en su aplicación de chat."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from bot.simulador.chats import Chat, Publicado
from bot.simulador.errores import AccionImposible, Rechazo
from bot.simulador.metodos.contenido import sin_cita
from bot.simulador.mundo import Mundo
from bot.simulador.teclados import botones_en_linea
from bot.simulador.texto import TEXTO_MAXIMO, normalizar, tramo, unidades
from bot.simulador.tipos import Lista, Objeto
from bot.simulador.validacion import Subida


class Persona:
    """Las manos de una persona sobre el mundo; cada acto produce la actualización que ve el bot.

    ``chat`` en cada método es el número del chat; sin él, el privado con el bot. Lanza
    ``AccionImposible`` cuando la aplicación real no dejaría hacerlo.
    """

    def __init__(self, mundo: Mundo, numero: int) -> None:
        """La persona tiene que estar registrada en el mundo."""
        if numero not in mundo.personas:
            raise AccionImposible(f"No hay ninguna persona con el número {numero}.")
        self.mundo = mundo
        self.numero = numero

    @property
    def datos(self) -> Objeto:
        """Forma de ``User``."""
        return self.mundo.personas[self.numero]

    def chat(self, numero: int | None = None) -> Chat:
        """Chat privado, o el grupo indicado si la persona está en él."""
        chat = self.mundo.chats.get(self.numero if numero is None else numero)
        if chat is None or self.numero not in chat.miembros:
            raise AccionImposible(f"La persona {self.numero} no está en el chat {numero}.")
        return chat

    # --- escribir y adjuntar ------------------------------------------------------------

    def escribe(self, texto: str, chat: int | None = None, responde_a: int | None = None) -> Objeto:
        """Manda un texto; uno de más de 4096 unidades sale en varios mensajes. Devuelve el último."""
        if not texto.strip():
            raise AccionImposible("El mensaje está vacío: escriba algo antes de enviarlo.")
        destino = self._abrir(chat)
        ultimo: Objeto = {}
        for desde in range(0, unidades(texto), TEXTO_MAXIMO):
            limpio, entidades = normalizar(tramo(texto, desde, TEXTO_MAXIMO), [])
            contenido: Objeto = {"text": limpio}
            if entidades:
                contenido["entities"] = entidades
            ultimo = self._publica(destino, contenido | self._cita(destino, responde_a))
        if destino.teclado and destino.teclado.get("one_time_keyboard"):
            destino.teclado = None
        return ultimo

    def adjunta(
        self, subidas: Sequence[Subida], *, como: str = "documento", pie: str = "", chat: int | None = None
    ) -> Lista:
        """Manda un archivo, o un álbum de 2 a 10; ``como`` es ``foto`` o ``documento``."""
        if not 1 <= len(subidas) <= 10:
            raise AccionImposible("Adjunte entre uno y diez archivos a la vez.")
        destino = self._abrir(chat)
        try:
            medios = [self._medio(subida, como) for subida in subidas]
        except Rechazo as rechazo:
            raise AccionImposible(f"No se pudo adjuntar: {rechazo.descripcion}.") from None
        grupo: Objeto = {"media_group_id": str(secrets.randbits(48))} if len(medios) > 1 else {}
        publicados = []
        for puesto, medio in enumerate(medios):
            limpio, entidades = normalizar(pie if puesto == 0 else "", [])
            leyenda: Objeto = {"caption": limpio} if limpio else {}
            if entidades:
                leyenda["caption_entities"] = entidades
            publicados.append(self._publica(destino, grupo | medio | leyenda))
        return publicados

    def _medio(self, subida: Subida, como: str) -> Objeto:
        if como == "foto":
            return {"photo": self.mundo.archivos.foto(subida)}
        return {"document": self.mundo.archivos.documento(subida)}

    def ubica(self, latitud: float, longitud: float, chat: int | None = None) -> Objeto:
        """Comparte una ubicación en grados."""
        lugar = {"latitude": latitud, "longitude": longitud}
        return self._publica(self._abrir(chat), {"location": lugar})

    def da_contacto(self, telefono: str, chat: int | None = None) -> Objeto:
        """Comparte su propio contacto."""
        contacto = {"phone_number": telefono, "first_name": self.datos["first_name"], "user_id": self.numero}
        return self._publica(self._abrir(chat), {"contact": contacto})

    def edita(self, mensaje: int, texto: str, chat: int | None = None) -> Objeto:
        """Corrige un mensaje propio; el bot recibe ``edited_message``."""
        destino = self._abrir(chat)
        publicado = destino.vivo(mensaje)
        if publicado is None or publicado.json["from"]["id"] != self.numero:
            raise AccionImposible("Solo puede editar un mensaje suyo que siga en el chat.")
        clave, anexo = ("text", "entities") if "text" in publicado.json else ("caption", "caption_entities")
        limpio, entidades = normalizar(texto, [])
        nuevo = {c: v for c, v in publicado.json.items() if c not in (clave, anexo)} | {clave: limpio}
        if entidades:
            nuevo[anexo] = entidades
        nuevo["edit_date"] = int(self.mundo.reloj.ahora())
        self.mundo.cambiar(destino, publicado, nuevo)
        if self._ve_el_bot(destino, publicado):
            self.mundo.cola.agregar("edited_message", nuevo)
        return nuevo

    # --- botones y búsquedas ------------------------------------------------------------

    def toca(self, mensaje: int, datos: str, chat: int | None = None) -> str:
        """Toca un botón que el mensaje muestre ahora; devuelve el número del toque."""
        destino = self.chat(chat)
        publicado = destino.vivo(mensaje)
        botones = botones_en_linea(publicado.json) if publicado else []
        if publicado is None or datos not in [boton.get("callback_data") for boton in botones]:
            raise AccionImposible(f"El mensaje {mensaje} ya no muestra el botón «{datos}».")
        if destino.bloqueado:
            raise AccionImposible("Bloqueó al bot: desbloquéelo para tocar sus botones.")
        consulta = self.mundo.consultar("callback_query", self.numero, destino.id, mensaje)
        toque = {
            "id": consulta.id, "from": self.datos, "message": publicado.json,
            "chat_instance": str(abs(hash((destino.id, "instancia")))), "data": datos,
        }  # fmt: skip
        self.mundo.avisos.emitir("toque", persona=self.numero, chat=destino.id, consulta=consulta.id)
        self.mundo.cola.agregar("callback_query", toque)
        return consulta.id

    def busca(self, texto: str) -> str:
        """Consulta en línea (``@bot texto``); devuelve su número."""
        consulta = self.mundo.consultar("inline_query", self.numero)
        cuerpo = {"id": consulta.id, "from": self.datos, "query": texto, "offset": "", "chat_type": "sender"}
        self.mundo.cola.agregar("inline_query", cuerpo)
        return consulta.id

    def elige(self, consulta: str, resultado: str) -> Objeto:
        """Publica en su chat un resultado de la búsqueda y avisa con ``chosen_inline_result``."""
        abierta = self.mundo.consultas.get(consulta)
        hallados = (abierta.respuesta or {}).get("resultados", []) if abierta else []
        elegido = next((r for r in hallados if r["id"] == resultado), None)
        if abierta is None or elegido is None:
            raise AccionImposible("Ese resultado ya no está en la lista.")
        cuerpo = {"result_id": resultado, "from": self.datos, "query": ""}
        self.mundo.cola.agregar("chosen_inline_result", cuerpo)
        texto = elegido.get("input_message_content", {}).get("message_text") or elegido.get("title", "")
        contenido = {"text": texto, "via_bot": dict(self.mundo.bot)}
        return self._publica(self._abrir(None), contenido)

    # --- permanencia --------------------------------------------------------------------

    def bloquea(self) -> None:
        """Bloquea al bot; el bot recibe ``my_chat_member``."""
        self._permanencia(bloqueado=True)

    def desbloquea(self) -> None:
        """Desbloquea al bot; el bot recibe ``my_chat_member``."""
        self._permanencia(bloqueado=False)

    def _permanencia(self, *, bloqueado: bool) -> None:
        chat = self.chat()
        if chat.bloqueado == bloqueado:
            return
        chat.bloqueado = bloqueado
        fuera = {"user": dict(self.mundo.bot), "status": "kicked", "until_date": 0}
        dentro = {"user": dict(self.mundo.bot), "status": "member"}
        antes, despues = (dentro, fuera) if bloqueado else (fuera, dentro)
        self.mundo.avisos.emitir("bloqueo", chat=chat.id, bloqueado=bloqueado)
        self._avisa_membresia(chat, antes, despues)

    def _avisa_membresia(self, chat: Chat, antes: Objeto, despues: Objeto) -> None:
        cuerpo = {
            "chat": chat.json(), "from": self.datos, "date": int(self.mundo.reloj.ahora()),
            "old_chat_member": antes, "new_chat_member": despues,
        }  # fmt: skip
        self.mundo.cola.agregar("my_chat_member", cuerpo)

    def crea_grupo(self, titulo: str, otros: Sequence[int] = (), *, supergrupo: bool = False) -> Chat:
        """Crea un grupo con el bot dentro; el bot recibe su ingreso."""
        chat = self.mundo.grupo(titulo, [self.numero, *otros], supergrupo=supergrupo)
        bot = dict(self.mundo.bot)
        self._avisa_membresia(chat, {"user": bot, "status": "left"}, {"user": bot, "status": "member"})
        clave = "supergroup_chat_created" if supergrupo else "group_chat_created"
        self._publica(chat, {clave: True}, servicio=True)
        return chat

    def migra(self, chat: int) -> Chat:
        """Convierte el grupo en supergrupo: dos mensajes de servicio y el chat viejo queda cerrado."""
        viejo = self.chat(chat)
        if viejo.tipo != "group" or viejo.migrado_a is not None:
            raise AccionImposible("Solo un grupo común se convierte en supergrupo.")
        nuevo = self.mundo.grupo(viejo.titulo, viejo.miembros, supergrupo=True)
        viejo.migrado_a = nuevo.id
        self._publica(viejo, {"migrate_to_chat_id": nuevo.id}, servicio=True)
        self._publica(nuevo, {"migrate_from_chat_id": viejo.id}, servicio=True)
        return nuevo

    # --- piezas ---------------------------------------------------------------------------

    def _abrir(self, numero: int | None) -> Chat:
        chat = self.chat(numero)
        if chat.bloqueado:
            raise AccionImposible("Bloqueó al bot: desbloquéelo para volver a escribirle.")
        if chat.migrado_a is not None:
            raise AccionImposible(f"El grupo pasó a ser el supergrupo {chat.migrado_a}.")
        chat.iniciado = True
        return chat

    def _publica(self, chat: Chat, contenido: Objeto, *, servicio: bool = False) -> Objeto:
        publicado = self.mundo.publicar(chat, self.datos, contenido)
        if servicio or self._ve_el_bot(chat, publicado):
            self.mundo.cola.agregar("message", publicado.json)
        return publicado.json

    def _cita(self, chat: Chat, numero: int | None) -> Objeto:
        citado = chat.vivo(numero) if numero is not None else None
        return {} if citado is None else {"reply_to_message": sin_cita(citado.json)}

    def _ve_el_bot(self, chat: Chat, publicado: Publicado) -> bool:
        """En grupos el bot solo ve órdenes, menciones y respuestas a lo suyo (modo privacidad)."""
        if chat.privado:
            return True
        texto = publicado.json.get("text") or publicado.json.get("caption") or ""
        citado = publicado.json.get("reply_to_message", {}).get("from", {}).get("id")
        nombrado = f"@{self.mundo.bot['username']}".lower() in texto.lower()
        return chat.con_bot and (texto.startswith("/") or nombrado or citado == self.mundo.bot["id"])
