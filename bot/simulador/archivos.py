"""Archivos del chat: identificadores, tipos, medidas de las fotos y topes de tamaño."""

from __future__ import annotations

import hashlib
import mimetypes
import struct
import zlib
from dataclasses import dataclass
from pathlib import PurePath

from bot.simulador.errores import Rechazo, mala
from bot.simulador.tipos import Lista, Objeto
from bot.simulador.validacion import Subida

SUBIDA_MAXIMA = 50 * 1024 * 1024
DESCARGA_MAXIMA = 20 * 1024 * 1024
FOTO_MAXIMA = 10 * 1024 * 1024
LADO_MINIATURA = 90


@dataclass(frozen=True)
class Archivo:
    """Un archivo guardado; ``clase`` es ``photos`` o ``documents``; medidas en píxeles."""

    id: str
    unico: str
    clase: str
    nombre: str
    mime: str
    datos: bytes
    ancho: int = 0
    alto: int = 0

    @property
    def ruta(self) -> str:
        """Ruta de descarga que da ``getFile``."""
        numero = self.id.rsplit("-", 1)[-1]
        extension = PurePath(self.nombre).suffix or ".bin"
        return f"{self.clase}/file_{numero}{extension}"


class Archivos:
    """Almacén de archivos en memoria: los que manda el bot y los que manda la persona."""

    def __init__(self) -> None:
        """Vacío."""
        self._por_id: dict[str, Archivo] = {}
        self._por_ruta: dict[str, Archivo] = {}

    def guardar(self, subida: Subida, clase: str, medidas: tuple[int, int] = (0, 0)) -> Archivo:
        """Guarda el contenido con un ``file_id`` nuevo; el ``file_unique_id`` sale del contenido."""
        numero = len(self._por_id) + 1
        huella = hashlib.sha256(subida.datos).hexdigest()[:16]
        prefijo = "AgAC" if clase == "photos" else "BQAC"
        archivo = Archivo(
            f"{prefijo}{huella[:8]}-{numero}", f"AQ{huella}", clase, subida.nombre,
            _mime(subida), subida.datos, *medidas,
        )  # fmt: skip
        self._por_id[archivo.id] = self._por_ruta[archivo.ruta] = archivo
        return archivo

    def buscar(self, identificador: str) -> Archivo:
        """Archivo con ese ``file_id``; rechaza el que no existe."""
        if identificador not in self._por_id:
            raise mala("wrong file_id or the file is temporarily unavailable")
        return self._por_id[identificador]

    def por_id(self, identificador: str) -> Archivo | None:
        """Archivo con ese ``file_id``, si existe."""
        return self._por_id.get(identificador)

    def por_ruta(self, ruta: str) -> Archivo | None:
        """Archivo de una ruta de ``getFile``."""
        return self._por_ruta.get(ruta)

    def documento(self, subida: Subida) -> Objeto:
        """Guarda un documento y da su ``Document``."""
        if len(subida.datos) > SUBIDA_MAXIMA:
            raise Rechazo(413, "Request Entity Too Large")
        if not subida.datos:
            raise mala("file must be non-empty")
        return documento_json(self.guardar(subida, "documents"))

    def foto(self, subida: Subida) -> Lista:
        """Guarda una foto con su miniatura y da sus ``PhotoSize``, de menor a mayor."""
        if len(subida.datos) > FOTO_MAXIMA:
            raise Rechazo(413, "Request Entity Too Large")
        if not subida.datos:
            raise mala("file must be non-empty")
        medidas = medidas_de(subida.datos)
        if medidas is None:
            raise mala("IMAGE_PROCESS_FAILED")
        ancho, alto = medidas
        if ancho + alto > 10000 or max(ancho, alto) > 20 * min(ancho, alto):
            raise mala("PHOTO_INVALID_DIMENSIONS")
        grande = self.guardar(subida, "photos", medidas)
        menor = max(1, round(min(ancho, alto) * LADO_MINIATURA / max(ancho, alto)))
        lados = (LADO_MINIATURA, menor) if ancho >= alto else (menor, LADO_MINIATURA)
        pequena = self.guardar(Subida("miniatura.png", "image/png", _lamina(*lados)), "photos", lados)
        return [_medida_json(pequena), _medida_json(grande)]


def _mime(subida: Subida) -> str:
    adivinado = mimetypes.guess_type(subida.nombre)[0]
    declarado = subida.mime if subida.mime != "application/octet-stream" else ""
    return declarado or adivinado or "application/octet-stream"


def documento_json(archivo: Archivo) -> Objeto:
    """Forma de ``Document``."""
    return {
        "file_name": archivo.nombre,
        "mime_type": archivo.mime,
        "file_id": archivo.id,
        "file_unique_id": archivo.unico,
        "file_size": len(archivo.datos),
    }


def _medida_json(archivo: Archivo) -> Objeto:
    return {
        "file_id": archivo.id,
        "file_unique_id": archivo.unico,
        "file_size": len(archivo.datos),
        "width": archivo.ancho,
        "height": archivo.alto,
    }


def archivo_json(archivo: Archivo) -> Objeto:
    """Forma de ``File``; rechaza lo que pasa del tope de descarga."""
    if len(archivo.datos) > DESCARGA_MAXIMA:
        raise mala("file is too big")
    return {
        "file_id": archivo.id,
        "file_unique_id": archivo.unico,
        "file_size": len(archivo.datos),
        "file_path": archivo.ruta,
    }


def medidas_de(datos: bytes) -> tuple[int, int] | None:
    """Ancho y alto en píxeles leídos del encabezado PNG, GIF, JPEG o WebP; ``None`` si no es imagen."""
    if datos[:8] == b"\x89PNG\r\n\x1a\n" and len(datos) >= 24:
        ancho, alto = struct.unpack(">II", datos[16:24])
        return ancho, alto
    if datos[:6] in (b"GIF87a", b"GIF89a") and len(datos) >= 10:
        ancho, alto = struct.unpack("<HH", datos[6:10])
        return ancho, alto
    if datos[:4] == b"RIFF" and datos[8:12] == b"WEBP" and len(datos) >= 30:
        return _medidas_webp(datos)
    return _medidas_jpeg(datos) if datos[:2] == b"\xff\xd8" else None


def _medidas_webp(datos: bytes) -> tuple[int, int]:
    clase = datos[12:16]
    if clase == b"VP8X":
        return 1 + int.from_bytes(datos[24:27], "little"), 1 + int.from_bytes(datos[27:30], "little")
    if clase == b"VP8L":
        bits = int.from_bytes(datos[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    ancho, alto = struct.unpack("<HH", datos[26:30])
    return ancho & 0x3FFF, alto & 0x3FFF


def _medidas_jpeg(datos: bytes) -> tuple[int, int] | None:
    pos = 2
    while pos + 9 < len(datos) and datos[pos] == 0xFF:
        marca = datos[pos + 1]
        if 0xC0 <= marca <= 0xCF and marca not in (0xC4, 0xC8, 0xCC):
            alto, ancho = struct.unpack(">HH", datos[pos + 5 : pos + 9])
            return ancho, alto
        pos += 2 + int.from_bytes(datos[pos + 2 : pos + 4], "big")
    return None


def _lamina(ancho: int, alto: int) -> bytes:
    """PNG liso de esas medidas: miniatura reconocible, distinta de la foto completa."""
    fila = b"\x00" + b"\xb8\xc4\xce" * ancho

    def trozo(clase: bytes, datos: bytes) -> bytes:
        suma = zlib.crc32(clase + datos)
        return struct.pack(">I", len(datos)) + clase + datos + struct.pack(">I", suma)

    encabezado = struct.pack(">IIBBBBB", ancho, alto, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + trozo(b"IHDR", encabezado)
        + trozo(b"IDAT", zlib.compress(fila * alto))
        + trozo(b"IEND", b"")
    )
