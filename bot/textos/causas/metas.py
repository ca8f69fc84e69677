"""Las frases de los errores de los resultados de las metas."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _l

FRASES: dict[str, Perezosa] = {
    "reporte_sin_aclaracion": _l(
        "Falta explicar lo que se advierte de este reporte: escríbalo como aclaración."
    ),
    "valor_sin_aclarar": _l(
        "%(valor)s puede ser el total con lo de antes o lo logrado este año: diga cuál de los dos."
    ),
    "nivel_bajo_la_linea_base": _l(
        "El total no puede ser menor que la línea base (%(linea_base)s). Revise el valor, o diga que es lo "
        "logrado este año."
    ),
    "resultado_desmedido": _l(
        "Ese resultado es más de mil veces lo programado (%(programado)s). Revise los ceros y la unidad."
    ),
    "meta_no_coordinada": _l(
        "El resultado de la meta %(objeto)s lo reporta quien la coordina. Vea las suyas con /resultado."
    ),
    "resultado_ya_reemplazado": _l(
        "El resultado %(folio)s ya tiene una versión más nueva. Abra la última con /resultado."
    ),
}
PISTAS: dict[str, Perezosa] = {
    "sin_metas": _l(
        "No coordina ninguna meta para reportar su resultado. Si falta alguna, avise a planeación."
    ),
    "falta_explicar": _l("Esto hace falta para guardar: toque una opción o explíquelo con sus palabras."),
    "limite_fuera_de_rango": _l("El límite va de %(minimo)s a %(maximo)s caracteres; 0 lo quita."),
    "resultado_negativo": _l(
        "El resultado no puede ser negativo. Escriba el total del año, por ejemplo 120."
    ),
}
