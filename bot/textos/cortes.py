"""Los cortes, dichos a una persona: cómo están, quién falta y qué cambia con cada decisión."""

from __future__ import annotations

from collections.abc import Sequence

from bot.textos import formato
from bot.textos.idioma import Perezosa, _, _l, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.modelo.corte import ActoDeCorte, EstadoCorte, Omision, Recepcion, SituacionDeCorte

_CODIGOS, _NOMBRE, _PERSONAS = 80, 60, 10
_ESTADOS: dict[EstadoCorte, Perezosa] = {
    EstadoCorte.POR_ABRIR: _l("por abrir"),
    EstadoCorte.ABIERTO: _l("abierto"),
    EstadoCorte.PRORROGADO: _l("prorrogado"),
    EstadoCorte.REABIERTO: _l("reabierto"),
    EstadoCorte.CERRADO: _l("cerrado"),
}
_FECHAS: dict[EstadoCorte, Perezosa] = {
    EstadoCorte.POR_ABRIR: _l("por abrir: abre el %(apertura)s"),
    EstadoCorte.ABIERTO: _l("abierto: cierra el %(cierre)s"),
    EstadoCorte.PRORROGADO: _l("prorrogado hasta el %(cierre)s"),
    EstadoCorte.REABIERTO: _l("reabierto hasta el %(cierre)s"),
    EstadoCorte.CERRADO: _l("cerrado desde el %(cierre)s"),
}
_VERBOS: dict[str, Perezosa] = {
    "abrir": _l("Lo abrió %(quien)s el %(cuando)s."),
    "cerrar": _l("Lo cerró %(quien)s el %(cuando)s."),
    "prorrogar": _l("Lo prorrogó %(quien)s el %(cuando)s."),
    "reabrir": _l("Lo reabrió %(quien)s el %(cuando)s."),
}


def estado(uno: EstadoCorte) -> str:
    """«abierto», «prorrogado»…"""
    return str(_ESTADOS[uno])


def con_fechas(situacion: SituacionDeCorte) -> str:
    """«abierto: cierra el 10 de octubre de 2026»."""
    return str(_FECHAS[situacion.estado]) % {
        "apertura": formato.fecha(situacion.apertura),
        "cierre": formato.fecha(situacion.cierre),
    }


def en_lista(situacion: SituacionDeCorte) -> str:
    """«Tercer trimestre de 2026 · abierto: cierra el 10 de octubre de 2026»."""
    nombre = formato.corte(situacion.corte)
    return f"{nombre[:1].upper()}{nombre[1:]} · {con_fechas(situacion)}"


def hasta_cuando(recepcion: Recepcion) -> Html:
    """A qué corte va lo que se reporte ahora y hasta cuándo llega a tiempo."""
    situacion = recepcion.situacion
    datos = {
        "corte": formato.corte(situacion.corte),
        "cierre": formato.fecha(situacion.cierre),
        "apertura": formato.fecha(situacion.apertura),
    }
    if recepcion.extemporaneo:
        frase = _(
            "El corte %(corte)s cerró el %(cierre)s: lo que se reporte ahora queda en él, como extemporáneo."
        )
    elif situacion.estado is EstadoCorte.POR_ABRIR:
        frase = _("El primer corte, %(corte)s, abre el %(apertura)s; lo que se reporte ya es de él.")
    elif situacion.estado is EstadoCorte.ABIERTO:
        frase = _("Corte %(corte)s: cierra el %(cierre)s.")
    elif situacion.estado is EstadoCorte.PRORROGADO:
        frase = _("Corte %(corte)s, prorrogado: cierra el %(cierre)s.")
    else:
        frase = _("Corte %(corte)s, reabierto: cierra el %(cierre)s.")
    return unir([armar(frase, **datos), _tambien(recepcion)])


def _tambien(recepcion: Recepcion) -> Html:
    if not recepcion.tambien:
        return Html("")
    otros = formato.enumerar([formato.corte(otra.corte) for otra in recepcion.tambien])
    frase = ngettext(
        "También está abierto %(otros)s; mientras tanto, lo que se reporte va al más viejo: %(corte)s.",
        "También están abiertos %(otros)s; mientras tanto, lo que se reporte va al más viejo: %(corte)s.",
        len(recepcion.tambien),
    )
    return armar(frase, otros=otros, corte=formato.corte(recepcion.corte))


def decision(acto: ActoDeCorte) -> Html:
    """«Lo cerró Pilar Mora el 4 de septiembre de 2026. Motivo: …»."""
    quien = acto.autor or _("quien administra el asistente")
    dicho = armar(str(_VERBOS[acto.accion.value]), quien=quien, cuando=formato.instante(acto.en))
    if acto.motivo is None:
        return dicho
    return unir([dicho, armar(_("Motivo: %(motivo)s"), motivo=recortar(acto.motivo, 500))], " ")


def cuantas(omisiones: Sequence[Omision]) -> str:
    """«12 actividades», «2 metas» o «12 actividades y 2 metas»."""
    metas = sum(omision.meta_id is not None for omision in omisiones)
    actividades = len(omisiones) - metas
    partes = [formato.actividades(actividades)] if actividades or not metas else []
    if metas:
        partes.append(
            ngettext("el resultado de %(n)s meta", "el resultado de %(n)s metas", metas) % {"n": metas}
        )
    return formato.enumerar(partes)


def de_quienes(omisiones: Sequence[Omision], maximo: int = _PERSONAS) -> list[Html]:
    """Un renglón por responsable y dependencia, en el orden del plan; lo que no cabe se cuenta."""
    lineas = por_responsable(omisiones)
    sobran = len(lineas) - maximo
    if sobran <= 0:
        return lineas
    frase = ngettext("… y %(n)s responsable más.", "… y %(n)s responsables más.", sobran)
    return [*lineas[:maximo], armar(frase, n=sobran)]


def por_responsable(omisiones: Sequence[Omision]) -> list[Html]:
    """«• Secretaría de Salud · Ana Ruiz: 5 actividades (A-001, A-002…)», por responsable."""
    grupos: dict[tuple[str, str], list[Omision]] = {}
    for omision in omisiones:
        grupos.setdefault((omision.dependencia, omision.responsable), []).append(omision)
    return [
        armar(
            _("• <b>%(dependencia)s</b> · %(responsable)s: %(cuantas)s (%(codigos)s)"),
            dependencia=recortar(dependencia, _NOMBRE),
            responsable=recortar(responsable, _NOMBRE) or _("sin responsable"),
            cuantas=cuantas(suyas),
            codigos=codigos(suyas),
        )
        for (dependencia, responsable), suyas in grupos.items()
    ]


def codigos(omisiones: Sequence[Omision]) -> str:
    """«A-001, A-002…»."""
    return recortar(", ".join(omision.codigo for omision in omisiones), _CODIGOS)
