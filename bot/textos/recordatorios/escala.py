"""Lo que venció y sigue sin terminar, dicho a la jefatura o a planeación en un solo mensaje."""

from __future__ import annotations

from collections.abc import Sequence

from bot.textos import formato
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar
from bot.textos.recordatorios import piezas as p
from dominio.modelo.recordatorio import RecordatorioTomado
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio

VISIBLES = 8


def de_escala(tomados: Sequence[RecordatorioTomado]) -> Html:
    """Cuántas siguen sin terminar, cuáles, de quién, hace cuánto y qué fue lo último que dijo."""
    otras = len(tomados) - VISIBLES
    mas = ngettext("… y %(n)s más.", "… y %(n)s más.", max(otras, 1))
    return p.en_lineas(
        p.titulo(tomados[0], titulo_de_escala(tomados)),
        *[linea_de_escala(tomado) for tomado in tomados[:VISIBLES]],
        armar(mas, n=otras) if otras > 0 else Html(""),
        p.aplazado(tomados[0]),
        Html(_("Hable con quien responde por cada una, o recuérdeselo con el botón.")),
    )


def titulo_de_escala(tomados: Sequence[RecordatorioTomado]) -> str:
    """«3 actividades de su dependencia vencieron y siguen sin terminar»."""
    n = len(tomados)
    if tomados[0].tipo is TipoRecordatorio.ESCALA_JEFATURA:
        frase = ngettext(
            "%(n)s actividad de su dependencia venció y sigue sin terminar",
            "%(n)s actividades de su dependencia vencieron y siguen sin terminar",
            n,
        )
    else:
        frase = ngettext(
            "%(n)s actividad venció y sigue sin terminar",
            "%(n)s actividades vencieron y siguen sin terminar",
            n,
        )
    return frase % {"n": n}


def linea_de_escala(tomado: RecordatorioTomado) -> Html:
    """«• A-004 · Fumigar barrios. … Terminó el …, hace 3 días hábiles. … No ha respondido.»."""
    n = p.dias(tomado)
    hace = ngettext("hace %(n)s día hábil", "hace %(n)s días hábiles", n) % {"n": n} if n else ""
    quien = recortar(tomado.responsable or _("sin responsable"), p.CODIGO)
    if tomado.tipo is TipoRecordatorio.ESCALA_PLANEACION and tomado.dependencia:
        quien = f"{quien} ({recortar(tomado.dependencia, p.CODIGO)})"
    return armar(
        _(
            "• <b>%(codigo)s</b> · %(nombre)s. Responde %(quien)s. Terminó el %(fecha)s%(hace)s. "
            "%(avance)s %(dijo)s"
        ),
        codigo=recortar(tomado.actividad_codigo, p.CODIGO),
        nombre=recortar(tomado.actividad, p.NOMBRE_EN_LISTA),
        quien=quien,
        fecha=formato.fecha(tomado.fin),
        hace=f", {hace}" if hace else "",
        avance=p.avance(tomado),
        dijo=ultima_respuesta(tomado),
    )


def ultima_respuesta(tomado: RecordatorioTomado) -> Html:
    """Lo último que dijo quien responde: reportó, lo dejó para después, o nada."""
    dicho = p.dato(tomado, "ultima")
    if not dicho:
        return Html(_("No ha respondido."))
    frase = (
        _("Lo pospuso el %(fecha)s.") if dicho == "pospuesto" else _("Su último reporte es del %(fecha)s.")
    )
    return armar(frase, fecha=formato.fecha(p.fecha_de(tomado, "ultima_en")))
