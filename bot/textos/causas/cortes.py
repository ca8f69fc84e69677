"""Las frases de los errores de los cortes."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _l

FRASES: dict[str, Perezosa] = {
    "corte_ya_cerrado": _l(
        "El corte %(nombre)s ya cerró el %(cierre)s. Para que vuelva a recibir: /corte reabrir %(codigo)s"
    ),
    "corte_cerrado_por": _l(
        "El corte %(nombre)s ya lo cerró %(autor)s el %(cierre)s. "
        "Para que vuelva a recibir: /corte reabrir %(codigo)s"
    ),
    "corte_por_abrir": _l(
        "El corte %(nombre)s todavía no ha abierto: abre el %(apertura)s. "
        "Para abrirlo antes: /corte abrir %(codigo)s"
    ),
    "corte_sigue_abierto": _l(
        "El corte %(nombre)s está abierto y recibe hasta el %(cierre)s. "
        "Para darle más plazo: /corte prorrogar %(codigo)s"
    ),
    "corte_no_es_el_siguiente": _l(
        "Antes del corte %(nombre)s sigue %(siguiente)s. Los cortes se abren en orden: empiece por ese."
    ),
    "corte_sin_motivo": _l(
        "Falta el motivo: queda en la traza y se les dice a los responsables. Escriba por qué."
    ),
}
PISTAS: dict[str, Perezosa] = {
    "ningun_corte_para_cerrar": _l("No hay ningún corte abierto que cerrar. Vea cómo están con /corte."),
    "ningun_corte_para_prorrogar": _l(
        "No hay ningún corte abierto que prorrogar. Si ya cerró, reábralo: /corte reabrir 2026-T2"
    ),
    "ningun_corte_para_abrir": _l("No queda ningún corte por abrir en la vigencia. Véalos con /corte."),
    "ningun_corte_para_reabrir": _l("Ningún corte ha cerrado todavía. Véalos con /corte."),
    "cierre_sin_cambio": _l("El corte ya cierra el %(cierre)s: así no cambia nada. Escriba otra fecha."),
    "decision_de_corte_desconocida": _l(
        "No sé hacer «%(escrito)s» con un corte. Puede escribir /corte, /corte cerrar, "
        "/corte prorrogar 15 de octubre, /corte abrir o /corte reabrir 2026-T2."
    ),
}
