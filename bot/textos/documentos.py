"""Cómo se leen los documentos del plan."""

from __future__ import annotations

from bot.textos import formato
from bot.textos.idioma import Perezosa, _, _l
from bot.textos.marcado import Html, armar, recortar
from dominio.modelo.documento import ClaseDocumento, Documento, EstadoDocumento

CLASES: dict[ClaseDocumento, Perezosa] = {
    ClaseDocumento.LINEAMIENTOS: _l("Lineamientos del plan"),
    ClaseDocumento.PDT: _l("Plan de desarrollo"),
    ClaseDocumento.MFMP: _l("Marco fiscal de mediano plazo"),
    ClaseDocumento.POAI: _l("Acto del POAI"),
    ClaseDocumento.PAC: _l("PAC"),
    ClaseDocumento.ACTA: _l("Acta del Consejo de Gobierno"),
    ClaseDocumento.GESTION: _l("Informe de gestión"),
    ClaseDocumento.COMPRAS: _l("Plan general de compras"),
    ClaseDocumento.PRESUPUESTO: _l("Presupuesto desagregado"),
}
_ESTADOS: dict[EstadoDocumento, Perezosa] = {
    EstadoDocumento.PENDIENTE: _l("guardándose"),
    EstadoDocumento.FALLIDO: _l("no se pudo guardar: envíelo otra vez"),
    EstadoDocumento.RECHAZADO: _l("no se guardó: por dentro no es lo que dice su nombre"),
}


def con_version(uno: Documento) -> Html:
    """«Acuerdo 012 de 2025 · 30 de mayo de 2025 · plan.pdf (versión 2)»."""
    partes = [recortar(uno.acto, 120) if uno.acto else "", formato.fecha(uno.fecha) if uno.fecha else ""]
    partes.append(recortar(uno.archivo.nombre, 60))
    if uno.version > 1:
        partes[-1] += _(" (versión %(n)s)") % {"n": uno.version}
    estado = _ESTADOS.get(uno.estado)
    if estado is not None:
        partes.append(str(estado))
    return armar("%(partes)s", partes=" · ".join(parte for parte in partes if parte))


def linea(uno: Documento) -> Html:
    """«• Plan de desarrollo (2024): Acuerdo 012…»."""
    return armar(
        _("• <b>%(clase)s</b> (%(anio)s): %(que)s"),
        clase=CLASES[uno.clase],
        anio=uno.vigencia,
        que=con_version(uno),
    )


def registrado(uno: Documento) -> Html:
    """«Lo registró Pilar Mora el 4 de septiembre de 2026, 10:00 a. m.»."""
    return armar(
        _("Lo registró %(quien)s el %(cuando)s"),
        quien=uno.autor or _("quien administra el asistente"),
        cuando=formato.instante(uno.en),
    )
