"""Las frases de los errores al ajustar los recordatorios."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _l

FRASES: dict[str, Perezosa] = {
    "horario_fuera_de_jornada": _l(
        "De %(desde)s a %(hasta)s no se puede: escoja entre las 7:00 a. m. y las 7:00 p. m., de menor a "
        "mayor y con al menos una hora. Por ejemplo «de 9 a. m. a 5 p. m.»."
    ),
    "hora_fuera_de_jornada": _l(
        "A las %(hora)s no se le escribe a nadie: escoja una hora desde las 7:00 a. m. y antes de las "
        "7:00 p. m. Por ejemplo 8:00 a. m."
    ),
    "no_estaba_callado": _l("Eso no estaba callado: le sigue llegando. Vea lo suyo en /recordatorios"),
    "desfases_fijos": _l("«%(tipo)s» sale su día: puede cambiarle la hora, o apagarlo."),
    "desfase_fuera_de_rango": _l(
        "Los días de «%(tipo)s» van de %(minimo)s a %(maximo)s, y a lo sumo %(cuantos)s. Por ejemplo "
        "«15, 7, 3, 1»."
    ),
    "texto_de_recordatorio": _l(
        "Ese texto no sirve: va de 1 a %(maximo)s caracteres y solo admite estos marcadores: [codigo], "
        "[actividad], [fecha], [dias] y [corte]."
    ),
    "recordatorio_sin_cambio": _l("«%(tipo)s» ya está así: no se cambió nada."),
    "razon_de_ley_faltante": _l(
        "«%(tipo)s»: para apagar este recordatorio diga por qué, con al menos tres palabras, pues la ley lo "
        "pide. Queda en la traza."
    ),
    "fecha_legal_desconocida": _l(
        "No hay ninguna fecha de ley «%(escrito)s». Véalas con /recordatorios legales"
    ),
    "fecha_legal_sin_verificar": _l(
        "Para activar «%(nombre)s» diga qué norma la fija y quién la verificó: así nadie recuerda una "
        "fecha que no es."
    ),
    "fecha_legal_repetida": _l("Ya hay una fecha de ley con el código %(escrito)s. Use otro."),
    "calendario_sin_cambio": _l("El calendario ya está así: no se cambió nada."),
}
PISTAS: dict[str, Perezosa] = {
    "horario_ilegible": _l("No entendí «%(escrito)s» como horario. Escríbalo así: de 9 a 17."),
    "hora_ilegible": _l("No entendí «%(escrito)s» como hora. Escríbala así: 8:00 o 2:30 p. m."),
    "desfases_ilegibles": _l("No entendí «%(escrito)s». Escriba los días separados por comas: 15, 7, 3, 1."),
    "recordatorio_desconocido": _l(
        "No sé cuál recordatorio es «%(escrito)s». Véalos en /recordatorios entidad"
    ),
    "recordatorios_que": _l(
        "No sé hacer «%(escrito)s» con los recordatorios. Puede escribir /recordatorios, /recordatorios de "
        "9 a 17, /recordatorios callar A-012 o /recordatorios oír plazos; y planeación, "
        "/recordatorios entidad, /recordatorios entidad plazo, /recordatorios legales o "
        "/recordatorios calendario."
    ),
    "silenciable_desconocido": _l(
        "No hallé entre lo suyo «%(escrito)s»: escriba el código de una actividad a su cargo o el nombre "
        "de un recordatorio, como «plazos» o «cortes»."
    ),
    "codigo_de_fecha_legal": _l(
        "«%(escrito)s» no sirve de código: use de 2 a 20 letras sin tilde, números y guiones, como SUIT-MAR."
    ),
    "sin_fechas_apagadas": _l("Todas las fechas de ley ya están activas: no hay ninguna por activar."),
    "sin_fechas_activas": _l("No hay ninguna fecha de ley activa que apagar."),
}
