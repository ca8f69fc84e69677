"""Lo que se dice al revisar: el reporte en un renglón, el dictamen, los acuses y los avisos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.textos import formato
from bot.textos.idioma import Perezosa, _, _l, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from bot.textos.revision import CAMPOS
from dominio.casos.devolver import Devuelto, SinAviso
from dominio.casos.revisar import Lote
from dominio.modelo.revision import Observacion, Revisable, Revision, TipoReporte

TIPOS: Mapping[TipoReporte, Perezosa] = {
    TipoReporte.AVANCE: _l("Avance"),
    TipoReporte.EJECUCION: _l("Ejecución"),
    TipoReporte.RESULTADO: _l("Resultado de meta"),
}
_SIN_AVISO: Mapping[SinAviso, Perezosa] = {
    SinAviso.SIN_CUENTA: _l("%(quien)s no tiene cuenta vinculada: avísele por otro medio."),
    SinAviso.BLOQUEADO: _l("%(quien)s bloqueó el asistente y no le llega el aviso: avísele por otro medio."),
}
_EN_LISTA = 10


def en_un_renglon(reporte: Revisable) -> str:
    """«AV-2026-000123 · A-012 Dictar talleres», sin escapar."""
    return f"{reporte.folio} · {reporte.objeto} {recortar(reporte.nombre, 60)}"


def en_dos_renglones(reporte: Revisable) -> Html:
    """El folio y de qué es, y quién lo reportó y cuándo."""
    return armar(
        _("<b>%(folio)s</b> · %(objeto)s %(nombre)s\n%(autor)s, %(cuando)s"),
        folio=reporte.folio,
        objeto=reporte.objeto,
        nombre=recortar(reporte.nombre, 90),
        autor=autor(reporte),
        cuando=formato.instante(reporte.reportado_en),
    )


def autor(reporte: Revisable) -> str:
    """Quién lo reportó."""
    return reporte.autor or _("sin autor")


def dictamen(observacion: Observacion) -> Html:
    """El error, qué subsanar y en qué respuesta."""
    return unir(
        [
            armar(_("Se observa: %(error)s"), error=observacion.error),
            armar(_("Para subsanar: %(que)s"), que=observacion.subsanar)
            if observacion.subsanar
            else Html(""),
            armar(_("En: %(campo)s"), campo=str(CAMPOS[observacion.campo]).lower()),
        ]
    )


def acuse_de_devolucion(hecho: Devuelto) -> Html:
    """Qué se devolvió y si a quien lo corrige le llega el aviso."""
    return unir(
        [
            armar(_("<b>Devuelto</b> · folio <code>%(folio)s</code>"), folio=hecho.reporte.folio),
            dictamen(hecho.observacion),
            _quien_se_entera(hecho),
        ]
    )


def _quien_se_entera(hecho: Devuelto) -> Html:
    if hecho.responsable is None:
        return Html(_("Nadie firmó ese reporte: avise usted a quien deba corregirlo."))
    if hecho.sin_aviso is None:
        return armar(
            _("Se le avisó a %(quien)s, con el botón para corregirlo."), quien=hecho.responsable.nombre
        )
    return armar(str(_SIN_AVISO[hecho.sin_aviso]), quien=hecho.responsable.nombre)


def para_quien_corrige(hecho: Devuelto, revisor: str) -> Html:
    """El mensaje a quien debe corregirlo."""
    return unir(
        [
            armar(
                _(
                    "<b>Le devolvieron un reporte</b>\n"
                    "%(revisor)s devolvió %(folio)s, de %(objeto)s %(nombre)s."
                ),
                revisor=revisor,
                folio=hecho.reporte.folio,
                objeto=hecho.reporte.objeto,
                nombre=recortar(hecho.reporte.nombre, 90),
            ),
            dictamen(hecho.observacion),
            armar(
                _("Toque Corregir, o escriba: <code>/corregir %(folio)s</code>"), folio=hecho.reporte.folio
            ),
        ]
    )


def para_la_jefatura(reporte: Revisable) -> Html:
    """El mensaje a quien debe dar el visto bueno."""
    return unir(
        [
            Html(_("<b>Un reporte espera su visto bueno</b>")),
            en_dos_renglones(reporte),
            armar(_("Tóquelo, o escriba: <code>/revisar %(folio)s</code>"), folio=reporte.folio),
        ]
    )


def devuelto_en_lista(reporte: Revisable) -> Html:
    """Un devuelto entre los pendientes de quien debe corregirlo."""
    decidida = reporte.decidida
    que = "" if decidida is None or decidida.observacion is None else decidida.observacion.error
    return armar(
        _("• <b>%(objeto)s</b> %(nombre)s (%(folio)s): %(que)s"),
        objeto=reporte.objeto,
        nombre=recortar(reporte.nombre, 60),
        folio=reporte.folio,
        que=recortar(que, 160),
    )


def decidida(revision: Revision) -> Html:
    """Quién decidió qué y cuándo, con lo observado si lo devolvió."""
    frase = (
        _("Devuelto por %(quien)s, %(cuando)s.")
        if revision.observacion
        else _("Aprobado por %(quien)s, %(cuando)s.")
    )
    linea = armar(frase, quien=revision.revisor, cuando=formato.instante(revision.cuando))
    return unir([linea, dictamen(revision.observacion)]) if revision.observacion else linea


def lista(reportes: Sequence[Revisable]) -> Html:
    """Los primeros de una lista, y cuántos más."""
    lineas = [armar("• %(uno)s", uno=en_un_renglon(reporte)) for reporte in reportes[:_EN_LISTA]]
    if len(reportes) > _EN_LISTA:
        lineas.append(armar(_("… y %(n)s más"), n=len(reportes) - _EN_LISTA))
    return unir(lineas)


def acuse_de_lote(lote: Lote) -> Html:
    """Cuántos se aprobaron y cuáles no."""
    n = len(lote.aprobados)
    frase = ngettext("<b>Aprobado</b>: %(n)s reporte.", "<b>Aprobados</b>: %(n)s reportes.", n)
    lineas = [armar(frase, n=n), lista(lote.aprobados)]
    if lote.saltados:
        saltados = armar(
            _("No se aprobaron, porque ya no esperaban su decisión: %(cuales)s."),
            cuales=recortar(", ".join(lote.saltados), 300),
        )
        lineas.append(saltados)
    return unir(lineas)
