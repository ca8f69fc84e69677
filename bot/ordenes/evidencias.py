"""/evidencias: vuelve a enviar lo que respalda un reporte a quien puede consultarlo."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.atencion.respuesta import Respuesta
from bot.dialogos.repetidas import frase_de_repetida
from bot.ordenes.actividad_escrita import a_cargo
from bot.ordenes.pedido import Pedido, decir
from bot.textos import formato
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.corregir import corregibles, ultimo_reporte
from dominio.casos.evidencias import evidencias_de, evidencias_repetidas
from dominio.errores import NoEncontrado
from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.modelo.evidencia import ClaseEvidencia, EstadoEvidencia, Evidencia
from dominio.modelo.identidad import IdPersona
from dominio.reglas.permisos import Permiso, puede

_FOLIO = re.compile(r"AV-\d{4}-\d{6,}", re.IGNORECASE)
# Cada clase solo se puede volver a enviar como llegó: método y parámetro.
_METODOS = {
    ClaseEvidencia.FOTO: ("sendPhoto", "photo"),
    ClaseEvidencia.DOCUMENTO: ("sendDocument", "document"),
    ClaseEvidencia.VIDEO: ("sendVideo", "video"),
    ClaseEvidencia.AUDIO: ("sendAudio", "audio"),
}


def evidencias(pedido: Pedido) -> Respuesta:
    """«/evidencias [folio o actividad]»."""
    escrito = pedido.argumento.strip()
    if _FOLIO.fullmatch(escrito):
        return de_folio(pedido, escrito.upper())
    if not escrito:
        return _cuales(pedido)
    halladas = a_cargo(pedido)
    if len(halladas) == 1:
        return de_folio(pedido, ultimo_reporte(pedido.contexto, halladas[0].id))
    return _cuales(pedido)


def tocar_evidencias(pedido: Pedido) -> Respuesta:
    """Botones «x:<folio>»."""
    if not _FOLIO.fullmatch(pedido.argumento):
        raise NoEncontrado("folio", folio=pedido.argumento[:30])
    return de_folio(pedido, pedido.argumento)


def de_folio(pedido: Pedido, folio: str) -> Respuesta:
    """La lista de lo que respalda el reporte y, detrás, cada archivo como llegó.

    Raises:
        NoEncontrado: no hay un avance con ese folio al alcance de quien pide.
    """
    halladas = evidencias_de(pedido.contexto, folio)
    if not halladas:
        ninguna = armar(_("El reporte %(folio)s no tiene evidencias."), folio=folio)
        return decir(ninguna, (_("Ver el estado"), "o:estado"))
    repetidas = evidencias_repetidas(pedido.contexto, folio)
    titulo = armar(
        _("<b>Evidencias de %(folio)s</b> · %(codigo)s: %(archivos)s"),
        folio=folio,
        codigo=halladas[0].actividad_codigo,
        archivos=formato.archivos(len(halladas)),
    )
    lineas = [_linea(n, evidencia) for n, evidencia in enumerate(halladas, start=1)]
    avisos = [frase_de_repetida(repetida) for repetida in repetidas[:5]]
    texto = unir([titulo, *lineas, *avisos])
    envios = envios_de(halladas, pedido.entrada.chat_id, pedido.contexto.actor.id)
    return Respuesta(decir(texto).pantallas, envios=envios)


def envios_de(halladas: Sequence[Evidencia], chat_id: int, persona_id: IdPersona) -> tuple[Envio, ...]:
    """Lo que hay que enviar para mostrarlas en ese chat, en su orden.

    Lo que no se ha comprobado, o no era lo que decía ser, no sale.
    """
    return tuple(
        Envio(chat_id, *_llamada(evidencia), ClaseEnvio.DOCUMENTO, persona_id=persona_id)
        for evidencia in halladas
        if evidencia.se_muestra
    )


def _llamada(evidencia: Evidencia) -> tuple[str, dict[str, object]]:
    if evidencia.clase is ClaseEvidencia.UBICACION:
        grados = {"latitude": evidencia.latitud, "longitude": evidencia.longitud}
        return "sendLocation", {clave: float(grado or 0) for clave, grado in grados.items()}
    metodo, parametro = _METODOS[evidencia.clase]
    pie = armar(
        _("%(folio)s · %(codigo)s · %(nombre)s"),
        folio=evidencia.folio,
        codigo=evidencia.actividad_codigo,
        nombre=recortar(evidencia.nombre, 100),
    )
    return metodo, {parametro: evidencia.file_id, "caption": str(pie), "parse_mode": "HTML"}


def _linea(numero: int, evidencia: Evidencia) -> Html:
    lugar = ""
    if evidencia.latitud is not None and evidencia.longitud is not None:
        grados = (evidencia.latitud, evidencia.longitud)
        lugar = " ({}; {})".format(*(formato.grados(uno) for uno in grados))
    return armar(
        _("%(n)s. %(nombre)s%(lugar)s%(quien)s%(cuando)s%(estado)s"),
        n=numero,
        nombre=recortar(evidencia.nombre, 80),
        lugar=lugar,
        quien=f" · {evidencia.subida_por}" if evidencia.subida_por else "",
        cuando=f" · {formato.instante(evidencia.recibida_en)}" if evidencia.recibida_en else "",
        estado=_estado(evidencia),
    )


def _estado(evidencia: Evidencia) -> Html:
    if evidencia.se_muestra:
        return Html("")
    if evidencia.estado is EstadoEvidencia.RECHAZADA:
        return Html(_("\n   <b>No se muestra: por dentro no es lo que dice su nombre.</b>"))
    if evidencia.estado is EstadoEvidencia.FALLIDA:
        return Html(_("\n   No se pudo guardar: pida que la envíen otra vez."))
    return Html(_("\n   Se está guardando: pídala otra vez en un momento."))


def _cuales(pedido: Pedido) -> Respuesta:
    """De cuál reporte: los propios, a un toque."""
    texto = Html(_("Escriba el folio del reporte. Ejemplo: /evidencias AV-2026-000123"))
    if not puede(pedido.contexto.actor, Permiso.REGISTRAR_AVANCE):
        return decir(texto)
    propios = [uno for uno in corregibles(pedido.contexto) if _FOLIO.fullmatch(uno.folio)]
    return decir(texto, *((f"{uno.folio} · {uno.objeto}", f"x:{uno.folio}") for uno in propios))
