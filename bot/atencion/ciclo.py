"""Lo que un turno anota para después: de qué mensaje salió cada respuesta, y qué se hace con lo guardado."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.atencion.entrada import Archivo, ClaseEntrada, Entrada
from bot.motor.botones import APARTE
from bot.textos.idioma import _
from dominio.casos.contexto import Contexto
from dominio.modelo.borrador import Borrador
from dominio.modelo.evidencia import ClaseEvidencia
from dominio.modelo.reporte import ArchivoAdjunto

# Paso en que se anota un mensaje que dio varias respuestas a la vez («la 12 va en 45»).
FRASE = "frase"
_MENSAJES = "_mensajes"
_VALORES = ("porcentaje", "cantidad", "valor")
# Lo que se puede corregir por su folio.
_CORREGIBLES = ("AV-", "EJ-")


def adjunto_de(entrada: Entrada, archivo: Archivo) -> ArchivoAdjunto:
    """El archivo o el lugar que llegó, como se guarda con el reporte."""
    nombres = {
        ClaseEvidencia.FOTO: _("foto.jpg"),
        ClaseEvidencia.VIDEO: _("video.mp4"),
        ClaseEvidencia.AUDIO: _("audio.mp3"),
        ClaseEvidencia.UBICACION: _("ubicación"),
    }
    return ArchivoAdjunto(
        archivo.file_id,
        archivo.file_unique_id,
        archivo.nombre or _con_pie(entrada.texto, nombres.get(archivo.clase, _("archivo"))),
        archivo.mime,
        archivo.tamano,
        archivo.album,
        archivo.clase,
        entrada.fecha,
        latitud=archivo.latitud,
        longitud=archivo.longitud,
    )


def _con_pie(pie: str, generico: str) -> str:
    """Lo que trae pie se llama como su pie: «antes de la biblioteca.jpg»."""
    llano = " ".join("".join(c if c.isalnum() or c in " -" else " " for c in pie[:80]).split())
    return llano + generico[generico.rfind(".") :] if llano and "." in generico else generico


def mensaje_de_respuesta(respuestas: Mapping[str, str], paso: str, mensaje_id: int | None) -> dict[str, str]:
    """Lo que el borrador guarda para saber, ya enviado el reporte, qué mensaje dio esa respuesta."""
    if mensaje_id is None:
        return {}
    anotados = {**_anotados(respuestas), paso: mensaje_id}
    return {_MENSAJES: json.dumps(anotados)}


def mensaje_de_frase(entrada: Entrada, respuestas: Mapping[str, str]) -> dict[str, str]:
    """Lo mismo, cuando una frase abrió el diálogo ya con el valor."""
    escrita = entrada.clase in (ClaseEntrada.TEXTO, ClaseEntrada.ORDEN)
    if not escrita or not any(respuestas.get(clave) for clave in _VALORES):
        return {}
    return mensaje_de_respuesta(respuestas, FRASE, entrada.mensaje_id)


def abrio_con(borrador: Borrador, mensaje_id: int | None) -> bool:
    """Si ese mensaje es la frase con que se abrió el reporte en curso."""
    return mensaje_id is not None and _anotados(borrador.respuestas).get(FRASE) == mensaje_id


def tras_guardar(contexto: Contexto, chat_id: int, borrador: Borrador) -> list[tuple[str, str]]:
    """Anota los mensajes del reporte recién guardado; da los botones para corregirlo y ver su evidencia."""
    folio = contexto.unidad.reportes.por_clave(borrador.clave_envio)
    if folio is None or not folio.startswith(_CORREGIBLES):
        return []
    mensajes = _anotados(borrador.respuestas)
    contexto.unidad.ciclo.anotar_mensajes(contexto.entidad.id, chat_id, folio, mensajes)
    pares = [(_("Corregir"), f"{APARTE}c:{folio}")]
    if borrador.respuestas.get("evidencia"):
        pares.append((_("Ver evidencias"), f"{APARTE}x:{folio}"))
    return pares


def _anotados(respuestas: Mapping[str, str]) -> dict[str, int]:
    guardado = respuestas.get(_MENSAJES)
    return dict(json.loads(guardado)) if guardado else {}
