"""Lo que una persona puede hacer en su teléfono, como dato: se repite igual en otro momento."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from bot.atencion.entrada import Archivo, ClaseEntrada, Entrada
from bot.pantallas.momento import Momento


class Acto(Protocol):
    """Algo que una persona hace en su teléfono."""

    @property
    def dicho(self) -> str:
        """Cómo se cuenta en una línea."""
        ...

    def entrada(self, momento: Momento, cuenta: int) -> Entrada:
        """Lo que Telegram le entregaría al asistente."""
        ...


def _entrada(momento: Momento, cuenta: int, clase: ClaseEntrada, **campos: object) -> Entrada:
    base = Entrada(momento.serie, clase, cuenta, cuenta, "Persona", True, momento.hora)
    return replace(base, mensaje_id=momento.serie, **campos)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Escribe:
    """Un texto, o una orden si empieza por «/»; en el chat privado o en un grupo."""

    texto: str
    en_grupo: bool = False

    @property
    def dicho(self) -> str:
        """Lo escrito."""
        return self.texto

    def entrada(self, momento: Momento, cuenta: int) -> Entrada:
        """Texto u orden."""
        suelto = {"texto": self.texto}
        if self.en_grupo:
            suelto |= {"chat_id": -cuenta, "privado": False}  # type: ignore[dict-item]
        if not self.texto.startswith("/"):
            return _entrada(momento, cuenta, ClaseEntrada.TEXTO, **suelto)
        orden, _espacio, argumento = self.texto[1:].partition(" ")
        return _entrada(momento, cuenta, ClaseEntrada.ORDEN, orden=orden, argumento=argumento, **suelto)


@dataclass(frozen=True, slots=True)
class Toca:
    """El botón a la vista que se llama o empieza así; con ``dato``, ese aunque ya no esté."""

    rotulo: str
    dato: str = ""
    mensaje: int = 1

    @property
    def dicho(self) -> str:
        """El rótulo."""
        return f"[{self.rotulo}]"

    def entrada(self, momento: Momento, cuenta: int) -> Entrada:
        """El toque.

        Raises:
            LookupError: nadie muestra ese botón.
        """
        dato, mensaje = self.dato, self.mensaje
        if not dato:
            vistos = momento.botones(cuenta)
            exactos = [b for b in vistos if b.rotulo == self.rotulo]
            hallado = next(iter(exactos or [b for b in vistos if b.rotulo.startswith(self.rotulo)]), None)
            if hallado is None:
                raise LookupError(f"nadie muestra «{self.rotulo}»: {[b.rotulo for b in vistos]}")
            dato, mensaje = hallado.dato, hallado.mensaje
        numero = f"c{momento.serie}"
        entrada = _entrada(momento, cuenta, ClaseEntrada.BOTON, dato=dato, callback_id=numero)
        return replace(entrada, mensaje_id=mensaje)


@dataclass(frozen=True, slots=True)
class Adjunta:
    """Un documento o una foto."""

    nombre: str
    tamano: int = 248_000
    album: str | None = None

    @property
    def dicho(self) -> str:
        """El nombre."""
        return f"📎 {self.nombre}"

    def entrada(self, momento: Momento, cuenta: int) -> Entrada:
        """El archivo, todavía en Telegram."""
        es_foto = self.nombre.endswith(".jpg")
        mime = "image/jpeg" if es_foto else "application/octet-stream"
        unico = f"u-{self.nombre}"
        archivo = Archivo(f"f-{self.nombre}", unico, self.nombre, mime, self.tamano, self.album, es_foto)
        return _entrada(momento, cuenta, ClaseEntrada.ARCHIVO, archivo=archivo)


@dataclass(frozen=True, slots=True)
class Manda:
    """Algo que no es texto ni archivo: un sticker, una nota de voz."""

    que: str

    @property
    def dicho(self) -> str:
        """Qué fue."""
        return f"({self.que})"

    def entrada(self, momento: Momento, cuenta: int) -> Entrada:
        """Lo raro."""
        return _entrada(momento, cuenta, ClaseEntrada.OTRA, tipo_raro=self.que)


@dataclass(frozen=True, slots=True)
class Edita:
    """Cambia su último mensaje enviado."""

    texto: str

    @property
    def dicho(self) -> str:
        """Lo nuevo."""
        return f"{self.texto} (editado)"

    def entrada(self, momento: Momento, cuenta: int) -> Entrada:
        """La edición."""
        entrada = _entrada(momento, cuenta, ClaseEntrada.EDICION, texto=self.texto)
        return replace(entrada, mensaje_id=momento.propios.get(cuenta, 1))
