"""Dejar un reporte para después y volver a él: qué se guarda y qué se dice."""

from __future__ import annotations

from dataclasses import replace

from bot.motor.botones import APARTE
from bot.motor.campos import Datos, Entorno
from bot.motor.dialogo import Dialogo
from bot.motor.pantalla import Pantalla, botones
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.contexto import Contexto
from dominio.errores import ErrorDominio
from dominio.modelo.borrador import Borrador

_ANCHO_TITULO = 120


def apartar(contexto: Contexto, dialogo: Dialogo, borrador: Borrador) -> str:
    """Guarda el borrador entre los aplazados y lo quita de en curso; devuelve cómo se llama."""
    titulo = _titulo(contexto, dialogo, borrador)
    contexto.unidad.aplazados.guardar(borrador, titulo, contexto.ahora)
    if borrador.id:
        contexto.unidad.borradores.borrar(borrador)
    return f"{dialogo.titulo} · {titulo}" if titulo else str(dialogo.titulo)


def aviso_de_dejado(titulo: str) -> Html:
    """Que quedó guardado y cómo se vuelve a él."""
    return armar(_("Quedó para después: <b>%(titulo)s</b>. Para volver, /seguir."), titulo=titulo)


def aviso_de_vuelta(titulo: str) -> Html:
    """De qué era el reporte al que se vuelve; vacío si aún no se había dicho."""
    return armar(_("Sigue con <b>%(titulo)s</b>."), titulo=titulo) if titulo else Html("")


def dejado(titulo: str) -> Pantalla:
    """La pantalla de quien solo quiso dejarlo."""
    pares = ((_("Seguir con él"), f"{APARTE}o:seguir"), (_("Ver mis actividades"), f"{APARTE}o:mis"))
    return Pantalla(aviso_de_dejado(titulo), botones(*pares, por_fila=2))


def tambien_aplazados(contexto: Contexto, chat_id: int) -> Html | None:
    """Que además del de ahora hay otros para después; ``None`` si no los hay."""
    cuantos = contexto.unidad.aplazados.contar(contexto.actor.id, chat_id)
    if not cuantos:
        return None
    frase = ngettext(
        "Además dejó %(n)s reporte para después: «/seguir 1».",
        "Además dejó %(n)s reportes para después: «/seguir 1», «/seguir 2»…",
        cuantos,
    )
    return armar(frase, n=cuantos)


def con_aviso(pantallas: tuple[Pantalla, ...], aviso: Html | None) -> tuple[Pantalla, ...]:
    """Las mismas pantallas, con el aviso encima de la primera."""
    if not aviso or not pantallas:
        return pantallas
    primera, *resto = pantallas
    return (replace(primera, texto=unir([aviso, primera.texto], "\n\n")), *resto)


def pendientes(contexto: Contexto, chat_id: int, acuse: Html) -> tuple[Html, tuple[tuple[str, str], ...]]:
    """El acuse, recordando lo que se dejó para después, y el botón para seguirlo."""
    cuantos = contexto.unidad.aplazados.contar(contexto.actor.id, chat_id)
    if not cuantos:
        return acuse, ()
    frase = ngettext(
        "Le queda %(n)s reporte que dejó para después: /seguir.",
        "Le quedan %(n)s reportes que dejó para después: /seguir.",
        cuantos,
    )
    return unir([acuse, armar(frase, n=cuantos)]), ((_("Seguir lo pendiente"), f"{APARTE}o:seguir"),)


def _titulo(contexto: Contexto, dialogo: Dialogo, borrador: Borrador) -> str:
    """De qué era, por su primera respuesta; vacío si aún no la tenía o ya no se puede leer."""
    primero = dialogo.pasos[0]
    guardado = borrador.respuestas.get(primero.clave)
    if not guardado:
        return ""
    try:
        leido = primero.campo.exhibir(guardado, Entorno(Datos(contexto.ahora, contexto), borrador.respuestas))
    except (ErrorDominio, ValueError, KeyError):
        return ""
    return recortar(leido, _ANCHO_TITULO)
