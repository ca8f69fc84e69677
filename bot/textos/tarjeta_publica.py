"""La tarjeta que se comparte en otros chats: solo cifras agregadas, nunca nombres ni detalle de trabajo."""

from __future__ import annotations

from datetime import date

from bot.textos import formato
from bot.textos.estado import banda, o_sin_medir
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.modelo.consolidado import Estado

_NOMBRE = 120
_ROTULO = 60


def titulo(estado: Estado) -> str:
    """«Secretaría de Educación: 45 %», en la lista de resultados."""
    return f"{recortar(estado.nombre, _ROTULO)}: {o_sin_medir(estado.avance)}"


def descripcion(estado: Estado) -> str:
    """«🟢 al día · debía ir en 50 % · 12 actividades»."""
    debido = _("debía ir en %(esperado)s") % {"esperado": o_sin_medir(estado.esperado)}
    return f"{banda(estado.banda)} · {debido} · {formato.actividades(estado.actividades)}"


def tarjeta(estado: Estado, entidad: str, hoy: date) -> Html:
    """Lo que se publica: avance, semáforo y sobre cuántas actividades, con su fecha."""
    ambitos = {"dependencia": _("Dependencia"), "programa": _("Programa")}
    revisar = ngettext(
        "Cifras preliminares: %(n)s reporte sin revisar.",
        "Cifras preliminares: %(n)s reportes sin revisar.",
        estado.sin_revisar,
    )
    return unir(
        [
            armar("<b>%(nombre)s</b>", nombre=recortar(estado.nombre, _NOMBRE)),
            armar(
                _("%(banda)s · avance %(avance)s · debía ir en %(esperado)s"),
                banda=banda(estado.banda),
                avance=o_sin_medir(estado.avance),
                esperado=o_sin_medir(estado.esperado),
            ),
            armar(
                _("Promedio de %(metas)s, %(actividades)s"),
                metas=formato.metas(estado.metas),
                actividades=formato.actividades(estado.actividades),
            ),
            armar(revisar, n=estado.sin_revisar) if estado.sin_revisar else Html(""),
            armar(
                _("<i>%(ambito)s · %(entidad)s, al %(hoy)s</i>"),
                ambito=ambitos.get(estado.ambito, _("Plan de Acción")),
                entidad=recortar(entidad, _NOMBRE),
                hoy=formato.fecha(hoy),
            ),
        ]
    )
