"""Del update crudo de Telegram a una ``Entrada``.

Lee el JSON directo: construir los objetos de la librería cuesta decenas de veces más y aquí solo
se usan unos pocos campos (la cifra la da ``tests/rendimiento/traduccion.py``). Nada de lo que
venga en el update lo hace fallar: un campo con otra forma se toma como ausente.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from bot.atencion.entrada import Archivo, ClaseEntrada, Entrada
from dominio.modelo.evidencia import ClaseEvidencia

TEXTO_MAXIMO = 4096
NOMBRE_MAXIMO = 128
ARGUMENTO_MAXIMO = 512
DATO_MAXIMO = 64
ENTERO_MAXIMO = 2**63 - 1
FECHA_MAXIMA = 253_402_300_799  # 31 de diciembre de 9999
ORDEN = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?=\s|$)\s*")
SUSTITUTO = re.compile("[\ud800-\udfff]")
CONTROL = re.compile(r"[\x00-\x1f\x7f/\\]")
RAROS = {
    "animation": "animación",
    "sticker": "sticker",
    "voice": "nota de voz",
    "video_note": "nota de video",
    "contact": "contacto",
    "poll": "encuesta",
    "dice": "dado",
    "story": "historia",
    "game": "juego",
    "web_app_data": "dato de mini aplicación",
}
MEDIOS = {
    "document": ClaseEvidencia.DOCUMENTO,
    "video": ClaseEvidencia.VIDEO,
    "audio": ClaseEvidencia.AUDIO,
}
LATITUD_MAXIMA, LONGITUD_MAXIMA = 90, 180
# Seis decimales son unos diez centímetros.
DECIMALES_DE_GRADO = Decimal("0.000001")
FUERA = frozenset({"kicked", "left"})

Objeto = Mapping[str, object]
# Los campos se juntan en un diccionario para construir la entrada una sola vez.
Campos = dict[str, Any]
_NADA: Objeto = {}


class UpdateIlegible(Exception):
    """Lo que llegó no es un update de Telegram: no trae su número."""


@dataclass(frozen=True, slots=True)
class Traductor:
    """Traduce updates para un bot.

    Attributes:
        usuario_bot: ``username`` propio: «/estado@otrobot» en un grupo no es para nosotros.
    """

    usuario_bot: str = ""

    def traducir(self, crudo: object, recibido: datetime) -> Entrada:
        """La entrada de un update; ``recibido`` (UTC) fecha lo que Telegram no fecha.

        Raises:
            UpdateIlegible: no es un objeto JSON con ``update_id``.
        """
        if not isinstance(crudo, dict):
            raise UpdateIlegible
        update_id = _entero(crudo, "update_id")
        if update_id is None:
            raise UpdateIlegible
        for clave, leer in (
            ("message", self._mensaje),
            ("callback_query", _boton),
            ("edited_message", _edicion),
            ("inline_query", _inline),
            ("my_chat_member", _alcance),
        ):
            cuerpo = crudo.get(clave)
            if isinstance(cuerpo, dict):
                return Entrada(**{**_base(update_id, cuerpo, recibido), **leer(cuerpo)})
        return Entrada(**_base(update_id, _NADA, recibido))

    def _mensaje(self, mensaje: Objeto) -> Campos:
        texto = _texto(mensaje, "text", TEXTO_MAXIMO)
        campos: Campos = {
            "mensaje_id": _entero(mensaje, "message_id"),
            "responde_a": _entero(_objeto(mensaje, "reply_to_message"), "message_id"),
            "migrado_a": _entero(mensaje, "migrate_to_chat_id"),
            "texto": texto,
        }
        if "via_bot" in mensaje:
            # Lo escribió un bot por ella: no es una respuesta ni una orden.
            return {**campos, "clase": ClaseEntrada.PROPIA}
        if texto:
            return {**campos, **self._con_texto(texto)}
        campos["texto"] = _texto(mensaje, "caption", TEXTO_MAXIMO)
        for campo, nombre in RAROS.items():
            # Una animación trae además un «document» de cortesía: lo raro se mira primero.
            if campo in mensaje:
                return {**campos, "tipo_raro": nombre}
        archivo = _archivo(mensaje)
        if archivo is not None:
            return {**campos, "clase": ClaseEntrada.ARCHIVO, "archivo": archivo}
        return campos

    def _con_texto(self, texto: str) -> Campos:
        hallada = ORDEN.match(texto) if texto[0] == "/" else None
        if hallada is None:
            return {"clase": ClaseEntrada.TEXTO}
        destino = hallada[2]
        if destino and self.usuario_bot and destino.lower() != self.usuario_bot.lower():
            return {}
        return {
            "clase": ClaseEntrada.ORDEN,
            "orden": hallada[1].lower(),
            "argumento": texto[hallada.end() :].strip()[:ARGUMENTO_MAXIMO],
        }


def _base(update_id: int, cuerpo: Objeto, recibido: datetime) -> Campos:
    """Lo común: quién, en qué chat y cuándo. Sin más datos es una entrada de clase ``OTRA``."""
    quien, chat = _objeto(cuerpo, "from"), _objeto(cuerpo, "chat")
    usuario_id = _entero(quien, "id") or 0
    nombre = f"{_texto(quien, 'first_name', NOMBRE_MAXIMO)} {_texto(quien, 'last_name', NOMBRE_MAXIMO)}"
    return {
        "update_id": update_id,
        "clase": ClaseEntrada.OTRA,
        "usuario_id": usuario_id,
        "nombre": " ".join(nombre.split())[:NOMBRE_MAXIMO],
        "fecha": _fecha(cuerpo, recibido),
        **_chat(chat, usuario_id),
    }


def _chat(chat: Objeto, usuario_id: int) -> Campos:
    """Dónde; sin chat (una consulta inline) se toma el privado de la persona."""
    chat_id = _entero(chat, "id")
    if chat_id is None:
        return {"chat_id": usuario_id, "privado": True}
    return {"chat_id": chat_id, "privado": chat.get("type") == "private"}


def _boton(toque: Objeto) -> Campos:
    mensaje = _objeto(toque, "message")
    usuario_id = _entero(_objeto(toque, "from"), "id") or 0
    return {
        "clase": ClaseEntrada.BOTON,
        "mensaje_id": _entero(mensaje, "message_id"),
        "dato": _texto(toque, "data", DATO_MAXIMO),
        "callback_id": _texto(toque, "id", DATO_MAXIMO),
        **_chat(_objeto(mensaje, "chat"), usuario_id),
    }


def _edicion(mensaje: Objeto) -> Campos:
    texto = _texto(mensaje, "text", TEXTO_MAXIMO) or _texto(mensaje, "caption", TEXTO_MAXIMO)
    return {
        "clase": ClaseEntrada.EDICION,
        "texto": texto,
        "mensaje_id": _entero(mensaje, "message_id"),
    }


def _inline(consulta: Objeto) -> Campos:
    return {
        "clase": ClaseEntrada.INLINE,
        "texto": _texto(consulta, "query", TEXTO_MAXIMO),
        "callback_id": _texto(consulta, "id", DATO_MAXIMO),
    }


def _alcance(cambio: Objeto) -> Campos:
    nuevo = _objeto(cambio, "new_chat_member").get("status")
    return {"clase": ClaseEntrada.ALCANCE, "bloqueado": nuevo in FUERA}


def _archivo(mensaje: Objeto) -> Archivo | None:
    album = _texto(mensaje, "media_group_id", DATO_MAXIMO) or None
    lugar = _objeto(mensaje, "location")
    if lugar:
        return _lugar(lugar)
    for campo, clase in MEDIOS.items():
        medio = _objeto(mensaje, campo)
        if medio:
            return _con_id(medio, album, clase)
    fotos = mensaje.get("photo")
    if not isinstance(fotos, list):
        return None
    tamanos = [foto for foto in fotos if isinstance(foto, dict)]
    if not tamanos:
        return None
    mayor = max(tamanos, key=lambda foto: (_entero(foto, "width") or 0) * (_entero(foto, "height") or 0))
    return _con_id(mayor, album, ClaseEvidencia.FOTO)


def _lugar(crudo: Objeto) -> Archivo | None:
    """Una ubicación: dos números, sin archivo."""
    latitud, longitud = (
        _grados(crudo.get("latitude"), LATITUD_MAXIMA),
        _grados(crudo.get("longitude"), LONGITUD_MAXIMA),
    )
    if latitud is None or longitud is None:
        return None
    unico, clase = f"lugar:{latitud},{longitud}", ClaseEvidencia.UBICACION
    return Archivo("", unico, "", "", 0, medio=clase, latitud=latitud, longitud=longitud)


def _grados(valor: object, maximo: int) -> Decimal | None:
    # NaN no es menor ni mayor que nada: tampoco pasa.
    if isinstance(valor, bool) or not isinstance(valor, int | float) or not -maximo <= valor <= maximo:
        return None
    return Decimal(str(valor)).quantize(DECIMALES_DE_GRADO)


def _con_id(crudo: Objeto, album: str | None, clase: ClaseEvidencia) -> Archivo | None:
    file_id = _texto(crudo, "file_id", NOMBRE_MAXIMO * 4)
    if not file_id:
        return None
    return Archivo(
        file_id=file_id,
        file_unique_id=_texto(crudo, "file_unique_id", NOMBRE_MAXIMO),
        nombre=CONTROL.sub("_", _texto(crudo, "file_name", NOMBRE_MAXIMO)),
        mime="image/jpeg" if clase is ClaseEvidencia.FOTO else _texto(crudo, "mime_type", NOMBRE_MAXIMO),
        tamano=_entero(crudo, "file_size") or 0,
        album=album,
        es_foto=clase is ClaseEvidencia.FOTO,
        medio=clase,
    )


def _objeto(cuerpo: Objeto, campo: str) -> Objeto:
    valor = cuerpo.get(campo)
    return valor if isinstance(valor, dict) else _NADA


def _entero(cuerpo: Objeto, campo: str) -> int | None:
    valor = cuerpo.get(campo)
    if type(valor) is not int or not -ENTERO_MAXIMO <= valor <= ENTERO_MAXIMO:
        return None
    return valor


def _texto(cuerpo: Objeto, campo: str, maximo: int) -> str:
    """Texto sin nulos ni sustitutos sueltos, que las bases de datos rechazan, y con tope."""
    valor = cuerpo.get(campo)
    if not isinstance(valor, str):
        return ""
    if not valor.isascii() and SUSTITUTO.search(valor):
        valor = SUSTITUTO.sub("\ufffd", valor)
    if "\x00" in valor:
        valor = valor.replace("\x00", "")
    return valor[:maximo]


def _fecha(cuerpo: Objeto, recibido: datetime) -> datetime:
    segundos = _entero(cuerpo, "date")
    # 0 es como Telegram marca los mensajes que ya no se pueden ver.
    if segundos is None or not 0 < segundos <= FECHA_MAXIMA:
        return recibido
    return datetime.fromtimestamp(segundos, UTC)
