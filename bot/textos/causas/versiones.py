"""Las frases de los errores de las versiones del plan."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _l

FRASES: dict[str, Perezosa] = {
    "modificacion_sin_acto": _l(
        "El plan ya está aprobado: cambiar fechas, pesos, dinero, actividades o metas es una modificación y "
        "necesita razón, acto (número) y fecha. No se guardó nada. Falta: %(falta)s."
    ),
    "acto_fuera_de_fecha": _l(
        "El acto es del %(fecha)s: no puede ser posterior a hoy ni anterior al que aprobó el plan. Revise la "
        "fecha."
    ),
    "modificacion_sin_cambios": _l("%(objeto)s ya estaba así: no hay nada que cambiar."),
    "plan_ya_aprobado": _l(
        "El plan %(vigencia)s ya está aprobado. Lo que sigue son modificaciones: vea /versiones."
    ),
    "sin_version": _l(
        "No hay versión %(numero)s: el plan %(vigencia)s lleva %(ultima)s numeradas. Véalas con /versiones."
    ),
    "sin_plan_entonces": _l(
        "El %(al)s todavía no había plan %(vigencia)s guardado: hay plan desde el %(desde)s. Pida ese día o "
        "uno posterior."
    ),
    "sin_plan_nunca": _l("No hay plan %(vigencia)s guardado ese día ni después. Cárguelo con /importar."),
    "cambio_imposible_fuera_de_la_vigencia": _l(
        "La fecha debe caer en la vigencia %(vigencia)s. Escríbala otra vez, por ejemplo 30/11/2026."
    ),
    "cambio_imposible_al_reves": _l(
        "La actividad quedaría terminando el %(fin)s, antes de empezar el %(inicio)s. Escriba otra fecha."
    ),
    "cambio_imposible_ponderacion": _l("La ponderación va de 0 a 100. Ejemplo: 30 o 12,5."),
    "cambio_imposible_cantidad": _l("La cantidad programada debe ser mayor que cero. Ejemplo: 120 o 12,5."),
    "cambio_imposible": _l("Ese valor no cabe en la actividad. Revíselo y escríbalo otra vez."),
}
PISTAS: dict[str, Perezosa] = {
    "sin_modificables": _l("No hay actividades vigentes para modificar. Cargue el plan con /importar."),
    "momento_ilegible": _l(
        "No entendí de qué día o de qué versión quiere el libro: «%(escrito)s». ¿De cuándo? Escríbalo así: "
        "/exportar al 30 de junio de 2026, /exportar como estaba en marzo o /exportar versión 2. Las "
        "versiones que hay: /versiones."
    ),
    "modificacion_ilegible": _l(
        "No sé cambiar «%(escrito)s». Escriba, por ejemplo: /modificar A-012 fin 30/11/2026."
    ),
}
