"""Lo que se ve antes y después de decidir sobre un corte."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogos.corte_avisos import Avisos
from bot.textos import formato
from bot.textos.cortes import con_fechas, cuantas, de_quienes
from bot.textos.idioma import Perezosa, _, _l, ngettext
from bot.textos.marcado import Html, armar, unir
from dominio.casos.cortes import RevisionDeCorte
from dominio.modelo.corte import AccionDeCorte, ActoDeCorte

ACUSES: Mapping[AccionDeCorte, Perezosa] = {
    AccionDeCorte.CERRAR: _l("<b>Corte cerrado</b> · %(corte)s"),
    AccionDeCorte.PRORROGAR: _l("<b>Corte prorrogado</b> · %(corte)s, hasta el %(hasta)s"),
    AccionDeCorte.ABRIR: _l("<b>Corte abierto</b> · %(corte)s"),
    AccionDeCorte.REABRIR: _l("<b>Corte reabierto</b> · %(corte)s, hasta el %(hasta)s"),
}


def lo_que_cambia(revision: RevisionDeCorte) -> list[Html]:
    """El antes y el después, lo que falta y de quién, y a qué corte irá lo que llegue."""
    corte = formato.corte(revision.peticion.corte)
    antes = armar(_("%(corte)s, %(antes)s"), corte=corte, antes=con_fechas(revision.situacion))
    match revision.peticion.accion:
        case AccionDeCorte.CERRAR:
            return [antes, *_al_cerrar(revision)]
        case AccionDeCorte.ABRIR:
            return [antes, *_al_abrir(revision)]
        case _:
            return [antes, *_al_dar_plazo(revision)]


def acuse(acto: ActoDeCorte, revision: RevisionDeCorte, avisos: Avisos) -> Html:
    """Qué quedó decidido y a cuántos se les avisa."""
    datos = {"corte": formato.corte(acto.corte), "hasta": formato.fecha(acto.hasta) if acto.hasta else ""}
    lineas = [armar(str(ACUSES[acto.accion]), **datos)]
    if acto.accion is AccionDeCorte.CERRAR:
        lineas.append(_omisiones_guardadas(revision))
        lineas.append(_a_donde_va_lo_tardio(revision))
    return unir([*lineas, _avisados(avisos)])


def _al_cerrar(revision: RevisionDeCorte) -> list[Html]:
    faltan = revision.por_reportar
    cola = [_por_revisar(revision.sin_revisar)] if revision.sin_revisar else []
    if not faltan:
        return [
            Html(_("No falta ningún reporte: no habrá omisiones.")),
            *cola,
            _a_donde_va_lo_tardio(revision),
        ]
    titulo = armar(_("<b>Quedan como omisión, que no es 0 %%: %(cuantas)s</b>"), cuantas=cuantas(faltan))
    return [titulo, *de_quienes(faltan), *cola, _a_donde_va_lo_tardio(revision)]


def _por_revisar(cuantos: int) -> Html:
    frase = ngettext(
        "<b>Ojo:</b> %(n)s reporte del corte está sin revisar. Véalo con /revisar antes de cerrar.",
        "<b>Ojo:</b> %(n)s reportes del corte están sin revisar. Véalos con /revisar antes de cerrar.",
        cuantos,
    )
    return armar(frase, n=cuantos)


def _a_donde_va_lo_tardio(revision: RevisionDeCorte) -> Html:
    """Con otro corte abierto, lo que llegue es de ese; sin ninguno, del que se cierra y extemporáneo."""
    if revision.abiertos:
        nombre = formato.corte(revision.abiertos[0].corte)
        return armar(_("Lo que se reporte después va al corte %(corte)s, que está abierto."), corte=nombre)
    if revision.siguiente is None:
        return Html(_("Lo que se reporte después queda en este corte, como extemporáneo."))
    return armar(
        _(
            "Lo que se reporte después queda en este corte, como extemporáneo, hasta que abra %(siguiente)s "
            "(el %(apertura)s, o antes si usted lo abre)."
        ),
        siguiente=formato.corte(revision.siguiente.corte),
        apertura=formato.fecha(revision.siguiente.apertura),
    )


def _al_abrir(revision: RevisionDeCorte) -> list[Html]:
    recibe = Html(_("Recibirá reportes desde hoy."))
    if not revision.abiertos:
        return [recibe]
    primero = formato.corte(revision.abiertos[0].corte)
    frase = _("Mientras siga abierto %(corte)s, lo que se reporte va a ese, por ser más viejo.")
    return [recibe, armar(frase, corte=primero)]


def _al_dar_plazo(revision: RevisionDeCorte) -> list[Html]:
    lineas = []
    if revision.peticion.hasta is not None:
        hasta = formato.fecha(revision.peticion.hasta)
        lineas.append(armar(_("Recibirá a tiempo hasta el <b>%(hasta)s</b>."), hasta=hasta))
    if revision.por_reportar:
        lineas.append(armar(_("Faltan por reportar %(que)s:"), que=cuantas(revision.por_reportar)))
        lineas += de_quienes(revision.por_reportar)
    mas_nuevos = [s for s in revision.abiertos if s.corte > revision.peticion.corte]
    if mas_nuevos:
        otro = formato.corte(mas_nuevos[0].corte)
        frase = _("Mientras los dos estén abiertos, lo que se reporte va a este y no a %(otro)s.")
        lineas.append(armar(frase, otro=otro))
    return lineas


def _omisiones_guardadas(revision: RevisionDeCorte) -> Html:
    if not revision.por_reportar:
        return Html(_("No hubo omisiones."))
    return armar(_("Omisiones guardadas: %(que)s."), que=cuantas(revision.por_reportar))


def _avisados(avisos: Avisos) -> Html:
    """A cuántos les llega, cuándo, y cuántos no tienen por dónde."""
    lineas = []
    cuantos = len(avisos.envios)
    if cuantos and avisos.despues:
        frase = ngettext(
            "A %(n)s persona se le avisa en la próxima hora hábil.",
            "A %(n)s personas se les avisa en la próxima hora hábil.",
            cuantos,
        )
        lineas.append(armar(frase, n=cuantos))
    elif cuantos:
        frase = ngettext("Se le avisa a %(n)s persona.", "Se les avisa a %(n)s personas.", cuantos)
        lineas.append(armar(frase, n=cuantos))
    if avisos.sin_chat:
        frase = ngettext(
            "A %(n)s persona no se le puede avisar: no está vinculada o bloqueó el asistente.",
            "A %(n)s personas no se les puede avisar: no están vinculadas o bloquearon el asistente.",
            avisos.sin_chat,
        )
        lineas.append(armar(frase, n=avisos.sin_chat))
    return unir(lineas, " ")
