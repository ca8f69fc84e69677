"""El campo de las evidencias: fotos, documentos, audios, videos y lugares, uno o varios."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from bot.motor.campos import Campo, Crudo, Entorno
from bot.textos import formato
from dominio.entender.numeros import Leido, Pregunta
from dominio.errores import EntradaInvalida
from dominio.modelo.evidencia import ClaseEvidencia
from dominio.modelo.identidad import IdPersona
from dominio.modelo.reporte import ArchivoAdjunto
from dominio.reglas.evidencias import exigir_admitida

ARCHIVOS_MAXIMOS = 20
# Lo que Telegram deja bajar a un bot.
MEGAS_MAXIMAS = 20
TAMANO_MAXIMO = MEGAS_MAXIMAS * 1024 * 1024
# Una foto la vuelve a codificar Telegram y una ubicación son dos números.
_SIN_COMPROBAR = frozenset({ClaseEvidencia.FOTO, ClaseEvidencia.UBICACION})


class CampoArchivos(Campo[tuple[ArchivoAdjunto, ...]]):
    """Fotos, documentos o lugares, varios; queda completo cuando la persona dice «Listo»."""

    admite_archivos = True

    def leer(self, crudo: str, entorno: Entorno) -> Leido[tuple[ArchivoAdjunto, ...]]:
        """Aquí no va texto."""
        raise EntradaInvalida("texto_donde_va_archivo")

    def guardar(self, valor: tuple[ArchivoAdjunto, ...]) -> str:
        """Los archivos, dados por completos."""
        return self._empacar(valor, listo=True)

    def recuperar(self, guardado: str) -> tuple[ArchivoAdjunto, ...]:
        """Los archivos recibidos hasta ahora."""
        return tuple(_leer(fila) for fila in json.loads(guardado)["archivos"])

    def mostrar(self, valor: tuple[ArchivoAdjunto, ...], entorno: Entorno) -> str:
        """«3 archivos»."""
        return formato.archivos(len(valor))

    def captar(self, crudo: Crudo, entorno: Entorno, previo: str) -> str | Pregunta[str]:
        """Los ya recibidos más este; el mismo archivo repetido no suma.

        Raises:
            ArchivoNoAdmitido: ese tipo de archivo no sirve de evidencia.
            EntradaInvalida: pesa de más, ya hay demasiados o no es un archivo.
        """
        if isinstance(crudo, str):
            raise EntradaInvalida("texto_donde_va_archivo")
        if crudo.clase not in _SIN_COMPROBAR:
            exigir_admitida(crudo.nombre, crudo.mime)
        if crudo.tamano > TAMANO_MAXIMO:
            raise EntradaInvalida("archivo_muy_grande", nombre=crudo.nombre, maximo=MEGAS_MAXIMAS)
        recibidos = self.recuperar(previo) if previo else ()
        if any(recibido.file_unique_id == crudo.file_unique_id for recibido in recibidos):
            return previo
        if len(recibidos) >= ARCHIVOS_MAXIMOS:
            raise EntradaInvalida("demasiados_archivos", maximo=ARCHIVOS_MAXIMOS)
        return self._empacar((*recibidos, crudo), listo=bool(previo) and self.completo(previo))

    def completo(self, guardado: str) -> bool:
        """Si ya dijo «Listo» (o lo omitió)."""
        return not guardado or bool(json.loads(guardado)["listo"])

    def abierto(self, guardado: str, *, abrir: bool) -> str:
        """Los mismos archivos, con o sin permiso de agregar más."""
        return self._empacar(self.recuperar(guardado) if guardado else (), listo=not abrir)

    def _empacar(self, valor: Sequence[ArchivoAdjunto], *, listo: bool) -> str:
        return json.dumps({"archivos": [_fila(uno) for uno in valor], "listo": listo}, ensure_ascii=False)


def _fila(archivo: ArchivoAdjunto) -> list[object]:
    fila: list[object] = [archivo.file_id, archivo.file_unique_id, archivo.nombre, archivo.mime]
    fila += [archivo.tamano, archivo.album, archivo.clase.value]
    fila += [archivo.recibida_en.isoformat() if archivo.recibida_en else None, archivo.subida_por]
    return [*fila, *(None if uno is None else str(uno) for uno in (archivo.latitud, archivo.longitud))]


def _leer(fila: Sequence[str | int | None]) -> ArchivoAdjunto:
    """De vuelta; un borrador de antes trae solo las seis primeras."""
    file_id, unico, nombre, mime, tamano, album = fila[:6]
    clase, recibida, subida, latitud, longitud = fila[6:] or (None,) * 5
    if clase is None:
        clase = ClaseEvidencia.FOTO if mime == "image/jpeg" else ClaseEvidencia.DOCUMENTO
    return ArchivoAdjunto(
        str(file_id),
        str(unico),
        str(nombre),
        str(mime),
        int(tamano or 0),
        None if album is None else str(album),
        ClaseEvidencia(str(clase)),
        datetime.fromisoformat(str(recibida)) if recibida else None,
        IdPersona(int(subida)) if subida else None,
        Decimal(str(latitud)) if latitud else None,
        Decimal(str(longitud)) if longitud else None,
    )
