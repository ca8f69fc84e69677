"""Las frases de los errores de la coherencia del plan."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _l

FRASES: dict[str, Perezosa] = {
    "regla_desconocida": _l(
        "No conozco la regla «%(regla)s». Van de R01 a R40: véalas con /coherencia reglas"
    ),
    "umbral_fuera_de_rango": _l(
        "El umbral de %(regla)s va de 0 a %(maximo)s (%(unidad)s). Escriba otro número."
    ),
    "regla_sin_umbral": _l("%(regla)s no depende de ningún número: puede apagarla o cambiar su severidad."),
    "ajuste_sin_cambio": _l("%(regla)s ya está así: no se cambió nada."),
    "aceptacion_sin_razon": _l(
        "Falta una razón que diga por qué: escriba al menos tres palabras y %(minimo)s caracteres, no solo "
        "«no», «sí» o «n. a.». Queda en la traza y en el libro."
    ),
    "hallazgo_no_encontrado": _l(
        "Hoy no hay ningún hallazgo así: puede que ya se haya corregido. Véalos con /coherencia"
    ),
}
PISTAS: dict[str, Perezosa] = {
    "coherencia_desconocida": _l(
        "No sé hacer «%(escrito)s» con la coherencia. Puede escribir /coherencia, /coherencia salud, "
        "/coherencia R12, /coherencia A-012, /coherencia aceptar R12 A-012; razón, /coherencia apagar R23; "
        "razón o /coherencia severidad R12 informativo."
    ),
    "coherencia_desconocida_de_lo_suyo": _l(
        "No sé hacer «%(escrito)s» con la coherencia. Puede escribir /coherencia, /coherencia errores, "
        "/coherencia reglas, /coherencia R12 o el código de una actividad o meta de su dependencia."
    ),
    "objeto_ajeno": _l(
        "%(escrito)s es de otra dependencia (%(dependencia)s): usted ve la coherencia de la suya. Escriba "
        "/coherencia para ver lo suyo."
    ),
    "objeto_desconocido": _l(
        "No hay ninguna actividad ni meta «%(escrito)s» en el plan de este año. Revise el código en /estado"
    ),
    "umbral_ilegible": _l("«%(escrito)s» no es un número: escríbalo como 0,5."),
}
