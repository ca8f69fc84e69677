"""Estado de los chats: quiénes son, qué se ha publicado y qué teclado está puesto."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.simulador.tipos import Objeto


@dataclass
class Publicado:
    """Un mensaje del chat tal como se ve ahora, con lo que Telegram sabe y la API no dice.

    ``cambio`` es el número del último evento que lo tocó; ``versiones``, sus formas anteriores.
    """

    json: Objeto
    de_bot: bool
    editable: bool = True
    borrado: bool = False
    cambio: int = 0
    versiones: list[Objeto] = field(default_factory=list)

    @property
    def id(self) -> int:
        """``message_id``."""
        return int(self.json["message_id"])


@dataclass
class Chat:
    """Un chat privado o de grupo."""

    id: int
    tipo: str
    titulo: str
    miembros: list[int]
    iniciado: bool = False
    bloqueado: bool = False
    con_bot: bool = True
    migrado_a: int | None = None
    mensajes: dict[int, Publicado] = field(default_factory=dict)
    teclado: Objeto | None = None
    usuario: str = ""

    @property
    def privado(self) -> bool:
        """Si es la conversación de una persona con el bot."""
        return self.tipo == "private"

    def json(self) -> Objeto:
        """Forma de ``Chat``."""
        if self.privado:
            nombre, _, apellido = self.titulo.partition(" ")
            datos: Objeto = {"id": self.id, "first_name": nombre, "type": self.tipo}
            if apellido:
                datos["last_name"] = apellido
            if self.usuario:
                datos["username"] = self.usuario
            return datos
        return {"id": self.id, "title": self.titulo, "type": self.tipo}

    def vivo(self, numero: int) -> Publicado | None:
        """El mensaje con ese número, si existe y no se ha borrado."""
        publicado = self.mensajes.get(numero)
        return None if publicado is None or publicado.borrado else publicado


@dataclass
class Consulta:
    """Toque de botón o consulta en línea que el bot debe responder una sola vez."""

    id: str
    persona: int
    vence: float
    chat: int = 0
    mensaje: int = 0
    respuesta: Objeto | None = None
