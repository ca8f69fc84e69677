"""Lo que llega del chat, ya leído y acotado: el motor no conoce Telegram.

Aquí no hay texto sin tope ni letras que una base de datos no pueda guardar: quien construye
la ``Entrada`` (``bot/canales/traductor.py``) ya quitó nulos y sustitutos sueltos.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from dominio.modelo.envio import EnvioTomado
from dominio.modelo.evidencia import ClaseEvidencia


class ClaseEntrada(StrEnum):
    """Qué hizo la persona."""

    TEXTO = "texto"
    ORDEN = "orden"  # «/estado educación»
    BOTON = "boton"
    ARCHIVO = "archivo"  # documento, foto, video, audio o ubicación
    EDICION = "edicion"  # corrigió un mensaje ya enviado
    ALCANCE = "alcance"  # bloqueó, reabrió o agregó el bot
    INLINE = "inline"  # escribió «@bot …» en otro chat
    PROPIA = "propia"  # publicó aquí una tarjeta nuestra de esas
    OTRA = "otra"  # sticker, nota de voz, aviso de servicio…


@dataclass(frozen=True, slots=True)
class Archivo:
    """Documento, foto, video, audio o ubicación que llegó; lo que es archivo todavía está en Telegram.

    Attributes:
        file_id: con qué se descarga; sirve una hora y solo a este bot.
        file_unique_id: el mismo archivo reenviado trae el mismo valor.
        nombre: como lo llamó quien lo envió, sin carpetas; vacío en las fotos.
        mime: tipo declarado; puede mentir.
        tamano: bytes; 0 si no lo dijo.
        album: identificador común a los archivos enviados juntos.
        local: ruta relativa a la carpeta de datos si ya se descargó.
        latitud, longitud: grados decimales; solo en una ubicación.
    """

    file_id: str
    file_unique_id: str
    nombre: str
    mime: str
    tamano: int
    album: str | None = None
    es_foto: bool = False
    local: str = ""
    medio: ClaseEvidencia = ClaseEvidencia.DOCUMENTO
    latitud: Decimal | None = None
    longitud: Decimal | None = None

    @property
    def clase(self) -> ClaseEvidencia:
        """Cómo llegó."""
        return ClaseEvidencia.FOTO if self.es_foto else self.medio


@dataclass(frozen=True, slots=True)
class Entrada:
    """Un update leído.

    Attributes:
        update_id: número del update; el mismo si Telegram lo entrega otra vez.
        usuario_id: cuenta de quien actuó; 0 si el update no trae a nadie.
        privado: chat de a dos con el bot.
        fecha: instante UTC en que se escribió; en botones e inline, cuando llegó.
        texto: lo escrito, o el pie del archivo.
        orden, argumento: de «/start ABC», ``"start"`` y ``"ABC"``.
        dato: lo que guardaba el botón tocado.
        callback_id: con qué se contesta el toque, o la consulta inline.
        mensaje_id: mensaje recibido o mensaje cuyo botón se tocó.
        responde_a: mensaje al que responde, si respondió a uno.
        tipo_raro: qué fue, en español, cuando la clase es ``OTRA`` («nota de voz»).
        bloqueado: en ``ALCANCE``, si el bot quedó sin poder escribir a ese chat.
        migrado_a: nuevo id del chat cuando un grupo pasó a supergrupo.
    """

    update_id: int
    clase: ClaseEntrada
    chat_id: int
    usuario_id: int
    nombre: str
    privado: bool
    fecha: datetime
    texto: str = ""
    orden: str = ""
    argumento: str = ""
    dato: str = ""
    callback_id: str = ""
    mensaje_id: int | None = None
    responde_a: int | None = None
    archivo: Archivo | None = None
    tipo_raro: str = ""
    bloqueado: bool = False
    migrado_a: int | None = None


Procesador = Callable[[Entrada], Sequence[EnvioTomado]]
"""Hace toda la transacción de una entrada y devuelve las salidas que dejó tomadas, en orden.

Es síncrono y corre en un hilo. Un update repetido (``entrantes.anotar`` dijo ``False``) devuelve
``()``. Si lanza, nada quedó hecho y se volverá a llamar. Lo que devuelve se encoló con
``salidas.encolar(..., tomar=...)``: lleva el id de la fila y su contenido para enviarlo sin leerlo
de nuevo. Lo que no devuelva saldrá igual, unos instantes después, por el barrido del cartero.
"""
