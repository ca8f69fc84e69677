"""Cómo se lee la remisión de cada dependencia, la aprobación del Consejo y la publicación."""

from __future__ import annotations

from collections.abc import Sequence

from bot.textos import formato
from bot.textos.idioma import Perezosa, _, _l, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from bot.textos.ruta import a_mano, mayuscula, quien
from dominio.modelo.remision import (
    AccionDeRemision,
    Aprobacion,
    EstadoDeRemision,
    Publicacion,
    RemisionDeDependencia,
)

REMISION: dict[EstadoDeRemision, Perezosa] = {
    EstadoDeRemision.SIN_PLAN: _l("⚪ sin plan"),
    EstadoDeRemision.EN_DILIGENCIAMIENTO: _l("🟡 en diligenciamiento"),
    EstadoDeRemision.BLOQUEADA: _l("🔴 bloqueada por errores de coherencia"),
    EstadoDeRemision.REMITIDA: _l("🔵 remitida, por recibir"),
    EstadoDeRemision.DEVUELTA: _l("🟠 devuelta"),
    EstadoDeRemision.RECIBIDA: _l("🟢 recibida"),
    EstadoDeRemision.NO_APLICA: _l("⚫ no aplica"),
}
_HECHO: dict[AccionDeRemision, Perezosa] = {
    AccionDeRemision.REMITIR: _l("La remitió %(quien)s el %(cuando)s"),
    AccionDeRemision.RECIBIR: _l("La recibió %(quien)s el %(cuando)s"),
    AccionDeRemision.DEVOLVER: _l("La devolvió %(quien)s el %(cuando)s"),
}
ACUSES: dict[AccionDeRemision, Perezosa] = {
    AccionDeRemision.REMITIR: _l(
        "Remitida a planeación la parte de <b>%(dependencia)s</b> del plan de %(anio)s."
    ),
    AccionDeRemision.RECIBIR: _l("Recibida la parte de <b>%(dependencia)s</b> del plan de %(anio)s."),
    AccionDeRemision.DEVOLVER: _l("Devuelta la parte de <b>%(dependencia)s</b> del plan de %(anio)s."),
}
_NOMBRE, _RAZON = 60, 500


def remision(una: RemisionDeDependencia) -> Html:
    """«• Secretaría de Salud: 🔵 remitida, por recibir · 5 actividades»."""
    return armar(
        _("• <b>%(dependencia)s</b>: %(estado)s%(cuantas)s%(errores)s%(cambio)s"),
        dependencia=recortar(una.dependencia, _NOMBRE),
        estado=REMISION[una.estado],
        cuantas=f" · {formato.actividades(una.actividades)}" if una.actividades else "",
        errores=_errores(una.errores),
        cambio=_(" · cambió después de remitida") if una.cambio_despues else "",
    )


def _errores(cuantos: int) -> str:
    if not cuantos:
        return ""
    return ngettext(" · %(n)s error", " · %(n)s errores", cuantos) % {"n": cuantos}


def historia(una: RemisionDeDependencia) -> list[Html]:
    """Quién remitió, recibió o devolvió, lo último primero."""
    lineas = []
    for acto in reversed(una.actos[-5:]):
        hecho = armar(str(_HECHO[acto.accion]), quien=quien(acto.autor), cuando=formato.instante(acto.en))
        razon = armar(_("Razón: %(razon)s"), razon=recortar(acto.razon, _RAZON)) if acto.razon else Html("")
        lineas.append(unir([hecho, razon], " · "))
    if una.marca is not None:
        lineas.append(Html(mayuscula(a_mano(una.marca))))
    return lineas


def cuantas_van(remisiones: Sequence[RemisionDeDependencia]) -> Html:
    """«Recibidas 1 de 3 · por recibir 1 · sin remitir 1»."""
    cuentan = [una for una in remisiones if una.estado is not EstadoDeRemision.NO_APLICA]
    recibidas = sum(una.al_dia for una in cuentan)
    cambiadas = sum(una.estado is EstadoDeRemision.RECIBIDA and una.cambio_despues for una in cuentan)
    remitidas = sum(una.estado is EstadoDeRemision.REMITIDA for una in cuentan)
    return armar(
        _(
            "Recibidas %(recibidas)s de %(total)s%(cambiadas)s · por recibir %(remitidas)s · sin remitir "
            "%(faltan)s"
        ),
        cambiadas=_(" · cambiaron después %(n)s") % {"n": cambiadas} if cambiadas else "",
        recibidas=recibidas,
        total=len(cuentan),
        remitidas=remitidas,
        faltan=len(cuentan) - recibidas - cambiadas - remitidas,
    )


def aprobada(una: Aprobacion) -> Html:
    """«Aprobado por el Consejo de Gobierno: Acta 003, 20 de enero de 2026»."""
    return armar(
        _("Aprobado por el Consejo de Gobierno: %(acta)s, %(fecha)s."),
        acta=recortar(una.acta, 120),
        fecha=formato.fecha(una.fecha),
    )


def publicada(una: Publicacion) -> Html:
    """«Publicado el 28 de enero de 2026: https://…»."""
    frase = _("Publicado el %(fecha)s: %(enlace)s")
    if una.extemporanea:
        frase = _("Publicado el %(fecha)s, después del 31 de enero: %(enlace)s")
    return armar(frase, fecha=formato.fecha(una.fecha), enlace=recortar(una.enlace, 500))
