"""Lo que se mira antes de que el Consejo de Gobierno apruebe el plan, y cómo quedó después."""

from __future__ import annotations

from bot.textos import formato
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.aprobacion_del_plan import RevisionDeAprobacion

ERRORES_A_LA_VISTA = 5
_SIN_RECIBIR, _RELAJADAS = 5, 5


def que_se_aprueba(revision: RevisionDeAprobacion) -> Html:
    """Cuántas actividades, qué errores van aceptados, qué reglas relajadas y qué falta por recibir."""
    lineas = [
        armar(
            _("Plan de acción de %(anio)s: %(cuantas)s."),
            anio=revision.vigencia,
            cuantas=formato.actividades(revision.actividades),
        )
    ]
    if revision.aceptados:
        frase = ngettext(
            "Va con %(n)s error de coherencia aceptado con su razón.",
            "Va con %(n)s errores de coherencia aceptados con su razón.",
            revision.aceptados,
        )
        lineas.append(armar(frase, n=revision.aceptados))
    if revision.relajadas:
        reglas = "; ".join(recortar(una, 120) for una in revision.relajadas[:_RELAJADAS])
        mas = f" (+{len(revision.relajadas) - _RELAJADAS})" if len(revision.relajadas) > _RELAJADAS else ""
        lineas.append(armar(_("⚠ Reglas de coherencia relajadas: %(reglas)s."), reglas=reglas + mas))
    faltan = [recortar(r.dependencia, 60) for r in revision.sin_recibir]
    if faltan:
        mas = f" (+{len(faltan) - _SIN_RECIBIR})" if len(faltan) > _SIN_RECIBIR else ""
        nombres = formato.enumerar(faltan[:_SIN_RECIBIR]) + mas
        lineas.append(armar(_("⚠ Planeación no ha recibido la parte de: %(nombres)s."), nombres=nombres))
    return unir(lineas)


def errores_que_impiden(revision: RevisionDeAprobacion) -> list[Html]:
    """«• R06 · A-003…», los primeros."""
    return [
        armar("• %(regla)s · %(que)s", regla=uno.regla, que=recortar(uno.mensaje, 300))
        for uno in revision.errores[:ERRORES_A_LA_VISTA]
    ]


def lo_que_falta(revision: RevisionDeAprobacion) -> Html:
    """Qué falta para que el Consejo apruebe: lo que lo impide y lo que no, dicho aparte."""
    titulo = armar(_("<b>Aprobación del plan de %(anio)s</b>"), anio=revision.vigencia)
    lineas = [titulo, que_se_aprueba(revision)]
    if revision.errores:
        frase = ngettext(
            "No se puede aprobar todavía: hay %(n)s error de coherencia abierto. Arréglelo, o acéptelo con "
            "una razón.",
            "No se puede aprobar todavía: hay %(n)s errores de coherencia abiertos. Arregle cada uno, o "
            "acéptelo con una razón.",
            len(revision.errores),
        )
        return unir([*lineas, armar(frase, n=len(revision.errores)), *errores_que_impiden(revision)])
    lineas.append(Html(_("Nada impide registrar la aprobación: falta el acta del Consejo de Gobierno.")))
    return unir(lineas)


def quedo_congelado() -> str:
    """Cómo queda el plan recién aprobado."""
    return _("Quedó la versión 1, congelada: lo que cambie ahora es una modificación.")
