"""Una imagen de verdad, pequeña: el navegador sí la decodifica."""

from __future__ import annotations

import struct
import zlib

LADO = 64


def png_de_obra() -> bytes:
    """PNG de 64 × 64 con un degradado."""
    renglones = b"".join(
        b"\0" + bytes(v for x in range(LADO) for v in (x * 4, y * 4, 120)) for y in range(LADO)
    )
    cabeza = struct.pack(">IIBBBBB", LADO, LADO, 8, 2, 0, 0, 0)
    partes = _trozo(b"IHDR", cabeza) + _trozo(b"IDAT", zlib.compress(renglones)) + _trozo(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + partes


def _trozo(clase: bytes, datos: bytes) -> bytes:
    return struct.pack(">I", len(datos)) + clase + datos + struct.pack(">I", zlib.crc32(clase + datos))
