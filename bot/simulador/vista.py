"""Un mensaje como lo ve la persona: texto, botones y archivos, sin bucear en el JSON."""

from __future__ import annotations

import html
from dataclasses import dataclass

from bot.simulador.chats import Publicado
from bot.simulador.teclados import botones_en_linea
from bot.simulador.texto import tramo
from bot.simulador.tipos import Lista, Objeto


@dataclass(frozen=True)
class MensajeVisto:
    """Fotografía de un mensaje en un momento; una edición posterior no la cambia.

    ``cambio`` crece con cada novedad del mundo: sirve para saber qué fue antes y qué después.
    """

    json: Objeto
    de_bot: bool
    cambio: int
    ediciones: int
    teclado: Objeto | None

    @classmethod
    def de(cls, publicado: Publicado, teclado: Objeto | None) -> MensajeVisto:
        """Fotografía de un mensaje publicado; ``teclado`` es el de respuesta del chat."""
        return cls(publicado.json, publicado.de_bot, publicado.cambio, len(publicado.versiones), teclado)

    @property
    def id(self) -> int:
        """``message_id``."""
        return int(self.json["message_id"])

    @property
    def texto(self) -> str:
        """Texto, o pie del archivo; vacío si no tiene."""
        return str(self.json.get("text") or self.json.get("caption") or "")

    @property
    def botones(self) -> list[tuple[str, str]]:
        """Botones en línea: rótulo y ``callback_data`` (o dirección)."""
        return [
            (boton["text"], str(boton.get("callback_data") or boton.get("url") or ""))
            for boton in botones_en_linea(self.json)
        ]

    @property
    def rotulos(self) -> list[str]:
        """Rótulos de los botones en línea."""
        return [rotulo for rotulo, _ in self.botones]

    @property
    def filas(self) -> list[list[str]]:
        """Rótulos de los botones en línea, fila por fila."""
        filas = self.json.get("reply_markup", {}).get("inline_keyboard", [])
        return [[boton["text"] for boton in fila] for fila in filas]

    @property
    def rotulos_de_teclado(self) -> list[str]:
        """Rótulos del teclado de respuesta puesto en el chat."""
        filas = (self.teclado or {}).get("keyboard", [])
        return [boton["text"] for fila in filas for boton in fila]

    @property
    def documento(self) -> Objeto | None:
        """``Document``, si lo hay."""
        return self.json.get("document")

    @property
    def fotos(self) -> Lista:
        """``PhotoSize`` de menor a mayor; vacía si no es una foto."""
        return list(self.json.get("photo", []))

    @property
    def editado(self) -> bool:
        """Si su forma actual no es la primera."""
        return self.ediciones > 0

    @property
    def negritas(self) -> list[str]:
        """Tramos en negrita, en orden."""
        return [self._tramo(e) for e in self._entidades() if e["type"] == "bold"]

    @property
    def html(self) -> str:
        """Texto escapado con una etiqueta por entidad de formato sin anidar (para leer en una falla)."""
        salida, desde = "", 0
        texto = self.texto
        for entidad in self._entidades():
            if entidad["offset"] < desde or entidad["type"] not in ("bold", "italic", "code", "pre"):
                continue
            salida += html.escape(tramo(texto, desde, entidad["offset"] - desde), quote=False)
            marca = {"bold": "b", "italic": "i"}.get(entidad["type"], entidad["type"])
            salida += f"<{marca}>{html.escape(self._tramo(entidad), quote=False)}</{marca}>"
            desde = entidad["offset"] + entidad["length"]
        return salida + html.escape(tramo(texto, desde, len(texto) * 2), quote=False)

    def _entidades(self) -> Lista:
        return list(self.json.get("entities") or self.json.get("caption_entities") or [])

    def _tramo(self, entidad: Objeto) -> str:
        return tramo(self.texto, entidad["offset"], entidad["length"])

    def __str__(self) -> str:
        """Texto y botones, para los mensajes de falla de las pruebas."""
        return f"{self.texto} {self.filas}" if self.filas else self.texto
