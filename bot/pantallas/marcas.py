"""Las marcas que Telegram admite en un mensaje: si están bien puestas, y cómo copiarlas sin riesgo."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

_ADMITIDAS = frozenset(
    {"b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote", "span", "tg-spoiler"}
)
_ENTIDADES = frozenset({"lt", "gt", "amp", "quot"})


class _Lector(HTMLParser):
    """Lee el mensaje como lo leería Telegram y anota lo que Telegram rechazaría."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.fallas: list[str] = []
        self.copia: list[str] = []
        self._abiertas: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Abre una marca."""
        if tag not in _ADMITIDAS:
            self.fallas.append(f"marca <{tag}> que Telegram no admite")
            return
        self._abiertas.append(tag)
        self.copia.append(f"<{tag}>" if tag != "a" else "<u>")

    def handle_endtag(self, tag: str) -> None:
        """Cierra la última que se abrió."""
        if not self._abiertas or self._abiertas[-1] != tag:
            self.fallas.append(f"marca </{tag}> fuera de lugar")
            return
        self._abiertas.pop()
        self.copia.append(f"</{tag}>" if tag != "a" else "</u>")

    def handle_data(self, data: str) -> None:
        """Texto llano: un signo suelto debía ir escapado."""
        if "<" in data or "&" in data:
            self.fallas.append(f"signo sin escapar en «{data[:30]}»")
        self.copia.append(escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        """Un signo escapado."""
        if name not in _ENTIDADES:
            self.fallas.append(f"entidad &{name}; que Telegram no admite")
        self.copia.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Un signo por su número."""
        self.copia.append(f"&#{name};")

    def terminar(self) -> None:
        """Cierra lo que quedó abierto."""
        self.close()
        for tag in reversed(self._abiertas):
            self.fallas.append(f"marca <{tag}> sin cerrar")
            self.copia.append(f"</{tag}>" if tag != "a" else "</u>")


def fallas_de(html: str) -> list[str]:
    """Por qué Telegram rechazaría el mensaje; vacía si está bien."""
    lector = _Lector()
    lector.feed(html)
    lector.terminar()
    return lector.fallas


def saneado(html: str) -> str:
    """El mismo mensaje con solo sus marcas, sin atributos: se puede poner en una página."""
    lector = _Lector()
    lector.feed(html)
    lector.terminar()
    return "".join(lector.copia)
