"""Las frases de los errores de los recordatorios y los reclamos."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _l

FRASES: dict[str, Perezosa] = {
    "recordatorio_ajeno": _l(
        "Ese recordatorio no es suyo o ya no existe. No se hizo nada; lo suyo está en /pendientes."
    ),
    "recordatorio_contestado": _l(
        "Ese recordatorio ya lo contestó. No se hizo nada más; lo que falta está en /pendientes."
    ),
    "recordatorio_cumplido": _l(
        "Eso ya está reportado: no hay nada que recordarle. Lo que falta está en /pendientes."
    ),
    "recordatorio_viejo": _l(
        "Ese recordatorio ya pasó: hay uno más reciente, o la actividad cambió. Vea lo de hoy en /pendientes."
    ),
    "pospuesto_demasiado": _l(
        "Ya lo dejó para después tres veces, que es el máximo. Repórtelo con /avance, o diga «no es mía»."
    ),
    "aplazo_pasa_del_plazo": _l(
        "No se puede dejar para entonces: el plazo es el %(limite)s. Nada cambió; repórtelo con /avance."
    ),
    "aplazo_a_deshora": _l(
        "En una hora ya no es hora de escribirle. Escriba «mañana» o «el lunes» para dejarlo para ese día."
    ),
    "no_se_calla": _l(
        "Ese recordatorio no se puede silenciar: lo exige la ley o avisa que algo quedó sin respuesta."
    ),
    "reclamo_ajeno": _l(
        "%(codigo)s no está a su nombre: está a nombre de %(responsable)s. Vea las suyas con /mis."
    ),
    "reclamo_pendiente": _l(
        "Ya dijo que %(codigo)s no es suya y planeación lo está mirando. Si lo es, escriba «sí es mía»."
    ),
    "reclamo_decidido": _l("Ese reclamo ya se resolvió. No se hizo nada; los que faltan están en /reclamos."),
    "reclamo_sin_razon": _l(
        "Falta la razón: se le dice a quien reclamó. Escriba en una frase por qué es suya."
    ),
}
PISTAS: dict[str, Perezosa] = {
    "razon_repetida": _l(
        "Eso ya quedó dicho; lo que falta es la razón: por qué no es suya o de quién es. Si no sabe, escriba "
        "«saltar»."
    ),
    "sin_reclamos": _l("No hay ningún «no es mía» pendiente. No queda nada por decidir."),
    "razon_sin_motivo": _l(
        "Eso no dice por qué, y se le dice a quien reclamó. Escriba la razón en una frase; luego confirma."
    ),
    "sin_actividades_propias": _l("No tiene actividades a su nombre: no hay de cuál decir que no es suya."),
}
