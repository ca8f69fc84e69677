"""El acuse de un reporte hecho por otra persona dice por quién se hizo."""

from __future__ import annotations

from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, unir
from dominio.casos.contexto import Contexto
from dominio.casos.vista import VistaDelPlan


def con_titular(contexto: Contexto, clave_envio: str, acuse: Html) -> Html:
    """El mismo acuse y, si lo guardado fue por delegación, de quién."""
    if not VistaDelPlan(contexto).titulares:
        return acuse
    folio = contexto.unidad.reportes.por_clave(clave_envio)
    delegaciones = contexto.unidad.delegaciones
    delegacion = delegaciones.de_reporte(contexto.entidad.id, folio) if folio else None
    if delegacion is None:
        return acuse
    return unir([acuse, armar(_("Por delegación de %(titular)s."), titular=delegacion.titular)])
