"""Las advertencias de un reporte en el chat, y lo que se sugiere contestar ante cada una."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.textos.idioma import Perezosa, _, _l, ngettext
from bot.textos.marcado import Html, armar
from dominio.modelo.hallazgo import Hallazgo, Severidad

# Lo demás se ve al revisar: en el teléfono, cuatro avisos ya no se leen.
_A_LA_VISTA = 3
_SIN_COSTO = {
    "gestion": _l("Por gestión"),
    "donacion": _l("Por donación"),
    "cofinanciacion": _l("Por cofinanciación"),
    "sin_costo": _l("Sin costo"),
}
_ETAPAS = {
    "precontractual": _l("Etapa precontractual"),
    "sin_iniciar": _l("Contratado, sin iniciar"),
    "en_ejecucion": _l("Contrato en ejecución"),
    "suspendido": _l("Contrato suspendido"),
    "liquidacion": _l("Contrato en liquidación"),
}
# Regla → lo que se suele contestar; siempre se puede escribir otra cosa.
SUGERENCIAS: dict[str, dict[str, Perezosa]] = {
    "R24": _SIN_COSTO,
    "R22": _ETAPAS,
    "R25": _ETAPAS,
    "R21": {"de_mas": _l("Se hizo más de lo programado")},
    "R26": {
        "otras": _l("La meta se cumplió con otras acciones"),
        "atrasado": _l("Falta actualizar actividades"),
    },
    "R32": {"conteo": _l("Se corrigió el conteo")},
    "V01": {
        "entrega": _l("Se recibió una entrega grande"),
        "varios": _l("Reúne lo de varios meses"),
        "correccion": _l("Corrige el reporte anterior"),
    },
    "V03": {"del_anio": _l("Es lo logrado este año")},
    "V04": {"de_mas": _l("Se logró más de lo programado")},
}


def sugeridas(hallazgos: Iterable[Hallazgo]) -> list[tuple[str, Perezosa]]:
    """Lo que se suele contestar ante esas advertencias: (clave, frase), sin repetir."""
    juntas: dict[str, Perezosa] = {}
    for hallazgo in hallazgos:
        juntas |= SUGERENCIAS.get(hallazgo.regla, {})
    return list(juntas.items())


def avisos(hallazgos: Sequence[Hallazgo]) -> list[Html]:
    """«Ojo: …» por cada advertencia y «Recuerde: …» por lo informativo; lo que no cabe, contado."""
    lineas = [
        armar(_frase(hallazgo.severidad), mensaje=hallazgo.mensaje) for hallazgo in hallazgos[:_A_LA_VISTA]
    ]
    resto = len(hallazgos) - _A_LA_VISTA
    if resto > 0:
        cuantos = ngettext("Y %(n)s aviso más.", "Y %(n)s avisos más.", resto)
        lineas.append(armar(cuantos, n=resto))
    return lineas


def _frase(severidad: Severidad) -> str:
    return _("Recuerde: %(mensaje)s") if severidad is Severidad.INFORMATIVO else _("<b>Ojo:</b> %(mensaje)s")
