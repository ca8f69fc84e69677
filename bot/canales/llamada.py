"""De una fila de salida a la llamada concreta, y sus variantes cuando Telegram no la acepta."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from telegram import InputFile

from bot.canales.codigo_qr import NOMBRE, PREFIJO, imagen_de
from bot.canales.partir import a_texto_plano
from dominio.modelo.envio import Envio


@dataclass(frozen=True, slots=True)
class Rasgos:
    """Cómo es un método del Bot API.

    Attributes:
        al_chat: lleva ``chat_id``.
        con_cupo: cuenta contra los límites de mensajes de Telegram.
        repetible: llamarlo dos veces deja lo mismo que una.
        archivo: parámetro en que va el archivo local.
    """

    al_chat: bool = True
    con_cupo: bool = True
    repetible: bool = False
    archivo: str = ""


METODOS: Mapping[str, Rasgos] = {
    "sendMessage": Rasgos(),
    "sendDocument": Rasgos(archivo="document"),
    "sendPhoto": Rasgos(archivo="photo"),
    "sendVideo": Rasgos(archivo="video"),
    "sendAudio": Rasgos(archivo="audio"),
    "sendLocation": Rasgos(),
    "editMessageText": Rasgos(repetible=True),
    "editMessageCaption": Rasgos(repetible=True),
    "editMessageReplyMarkup": Rasgos(repetible=True),
    "deleteMessage": Rasgos(repetible=True),
    "sendChatAction": Rasgos(con_cupo=False, repetible=True),
    "answerCallbackQuery": Rasgos(al_chat=False, con_cupo=False, repetible=True),
    "answerInlineQuery": Rasgos(al_chat=False, con_cupo=False, repetible=True),
    "setMyCommands": Rasgos(al_chat=False, con_cupo=False, repetible=True),
    "deleteMyCommands": Rasgos(al_chat=False, con_cupo=False, repetible=True),
    "leaveChat": Rasgos(con_cupo=False, repetible=True),
}
"""Lo que el asistente llama. Un método fuera de esta tabla es un fallo nuestro."""

AJENOS_AL_ENVIO = ("message_id", "caption", "inline_message_id")


@dataclass(frozen=True, slots=True)
class Llamada:
    """Método y parámetros listos, salvo el archivo, que se abre o se dibuja al enviar.

    Attributes:
        codigo_qr: texto cuya imagen se adjunta en vez de un archivo.
    """

    metodo: str
    parametros: Mapping[str, object]
    archivo: Path | None = None
    codigo_qr: str = ""

    @property
    def rasgos(self) -> Rasgos:
        """Cómo es su método."""
        return METODOS[self.metodo]

    def a_otro_chat(self, chat_id: int) -> Llamada:
        """La misma, al chat que reemplazó al anterior."""
        return replace(self, parametros={**self.parametros, "chat_id": chat_id})

    def sin_formato(self) -> Llamada:
        """La misma como texto plano, sin ``parse_mode``."""
        parametros = {clave: valor for clave, valor in self.parametros.items() if clave != "parse_mode"}
        for campo in ("text", "caption"):
            texto = parametros.get(campo)
            if isinstance(texto, str):
                parametros[campo] = a_texto_plano(texto)
        return replace(self, parametros=parametros)

    def como_nueva(self) -> Llamada | None:
        """Un mensaje nuevo con el texto que se iba a poner; ``None`` si no llevaba texto."""
        texto = self.parametros.get("text") or self.parametros.get("caption")
        if self.metodo not in ("editMessageText", "editMessageCaption") or not texto:
            return None
        parametros = {
            clave: valor for clave, valor in self.parametros.items() if clave not in AJENOS_AL_ENVIO
        }
        return Llamada("sendMessage", {**parametros, "text": texto})

    @contextmanager
    def abierta(self) -> Iterator[Mapping[str, object]]:
        """Parámetros con el archivo, si lleva, abierto mientras dura la llamada."""
        if self.codigo_qr:
            yield {**self.parametros, self.rasgos.archivo: InputFile(imagen_de(self.codigo_qr), NOMBRE)}
            return
        if self.archivo is None:
            yield self.parametros
            return
        with self.archivo.open("rb") as contenido:
            subida = InputFile(contenido, filename=_nombre(self.archivo), read_file_handle=False)
            yield {**self.parametros, self.rasgos.archivo: subida}


def preparar(envio: Envio, mensaje_editado: int | None, datos: Path) -> Llamada:
    """La llamada de una fila de salida.

    Args:
        mensaje_editado: ``message_id`` del mensaje que edita, si edita uno nuestro.
        datos: carpeta de la que salen los archivos.

    Raises:
        KeyError: método que no usamos. ValueError: archivo fuera de la carpeta de datos.
    """
    rasgos = METODOS[envio.metodo]
    parametros = dict(envio.cuerpo)
    if rasgos.al_chat:
        parametros["chat_id"] = envio.chat_id
    if mensaje_editado is not None:
        parametros["message_id"] = mensaje_editado
    archivo = None
    if envio.archivo is not None and envio.archivo.startswith(PREFIJO):
        return Llamada(envio.metodo, parametros, codigo_qr=envio.archivo.removeprefix(PREFIJO))
    if envio.archivo is not None:
        archivo = (datos / envio.archivo).resolve()
        if not archivo.is_relative_to(datos.resolve()):
            raise ValueError("El archivo no está en la carpeta de datos")
    return Llamada(envio.metodo, parametros, archivo)


def _nombre(archivo: Path) -> str:
    """Nombre que verá la persona; va en una cabecera, así que sin comillas ni saltos."""
    return "".join(letra for letra in archivo.name if letra.isprintable() and letra not in '"\\')
