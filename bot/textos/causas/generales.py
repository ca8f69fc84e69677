"""Las frases de los errores de todo el producto."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _l

FRASES: dict[str, Perezosa] = {
    "regla": _l("El plan no permite eso. Revise lo escrito o pregunte a planeación."),
    "permiso_denegado": _l("Su rol no permite hacer esto. Si lo necesita, pídalo a planeación."),
    "no_encontrado": _l("No lo encontré, o no está a su cargo. Revise el código o vea /mis."),
    "conflicto_version": _l("Alguien cambió este dato al mismo tiempo. Un momento, y repita por favor."),
    "monto_negativo": _l("Con esa corrección el acumulado quedaría por debajo de cero. Revise el valor."),
    "porcentaje_fuera_de_rango": _l(
        "El avance va de 0 a 100 %%. Escriba el total acumulado, por ejemplo 45."
    ),
    "sin_programacion": _l(
        "Esta actividad no tiene cantidad programada. Escriba el avance como porcentaje: 45 %%."
    ),
    "codigo_invalido": _l("El código «%(valor)s» no tiene la forma esperada: %(forma)s."),
    "cadena_de_gasto": _l(
        "No cuadra: %(momento)s quedaría en %(valor)s y no puede superar %(limite)s, que va en %(tope)s. "
        "Corrija el valor, o registre primero lo que falta."
    ),
    "cadena_de_gasto_plural": _l(
        "No cuadra: %(momento)s quedaría en %(valor)s y no puede superar %(limite)s, que van en %(tope)s. "
        "Corrija el valor, o registre primero lo que falta."
    ),
    "fecha_fuera_de_vigencia": _l("Esa fecha no es de la vigencia %(vigencia)s. Escriba la del documento."),
    "entidad_repetida": _l("Ya hay una entidad con ese código."),
    "cuenta_ya_vinculada": _l(
        "Su cuenta de Telegram ya está vinculada a otra persona. Pida a planeación que la desvincule primero."
    ),
    "numero_ilegible": _l("No pude leer ese número. Escríbalo solo con cifras, por ejemplo 1250,5."),
    "monto_fuera_de_rango": _l("Ese monto es demasiado grande para guardarlo. Revise los ceros."),
    "vigencia_invalida": _l("La vigencia debe ser un año, por ejemplo 2026."),
    "corte_invalido": _l(
        "No conozco el corte «%(valor)s». Escríbalo como 2026-T3 (trimestre) o 2026-M09 (mes)."
    ),
    "fechas_invertidas": _l(
        "La fecha final es anterior a la inicial. Pida a planeación que la corrija en el plan."
    ),
    "instante_sin_zona": _l("No pude saber la hora de ese dato. Avise a quien administra el asistente."),
    "bandas_invalidas": _l(
        "Las bandas del semáforo están incompletas. Avise a quien administra el asistente."
    ),
    "calendario_sin_habiles": _l(
        "El calendario no tiene días hábiles. Avise a quien administra el asistente."
    ),
    "sin_plan_vigencia": _l("No hay plan de %(vigencia)s cargado."),
    "sin_plan": _l("Todavía no hay un Plan de Acción cargado. Planeación lo envía por aquí con /importar."),
    "avance_sin_valor": _l("Falta el avance. Escriba el total acumulado, por ejemplo 45."),
    "retroceso_sin_motivo": _l("El avance baja de %(anterior)s a %(nuevo)s: escriba por qué."),
    "correccion_sin_documento": _l(
        "El acumulado baja de %(anterior)s a %(nuevo)s: escriba el documento que sustenta la corrección."
    ),
    "fecha_futura": _l("Esa fecha todavía no llega. Escriba la del documento, hasta hoy."),
    "nombre_vacio": _l("Falta el nombre. Ejemplo: /invitar Ana Ruiz; responsable; Salud"),
    "dependencia_faltante": _l(
        "Ese rol necesita dependencia. Ejemplo: /invitar Ana Ruiz; responsable; Salud"
    ),
    "invitacion_invalida": _l(
        "Esa invitación no sirve: no existe, ya se usó o venció. Pida una nueva a planeación de su entidad."
    ),
    "demasiados_intentos": _l("Van demasiados intentos. Espere una hora y pida una invitación nueva."),
    "importacion_con_errores": _l(
        "El libro tiene errores y no se guardó nada. Corríjalo y envíelo otra vez."
    ),
    "base_no_disponible": _l("No puedo guardar en este momento. Intente en unos minutos."),
    "esquema_atrasado": _l("La base de datos no está al día. Avise a quien administra el asistente."),
    "base_ocupada": _l("Hay mucho movimiento en este momento. Intente otra vez en unos segundos."),
}

PISTAS: dict[str, Perezosa] = {
    "vacio": _l("No llegó ningún dato."),
    "numero_muy_largo": _l(
        "Eso es muy largo para ser un número. Escriba solo la cifra, por ejemplo %(ejemplo)s."
    ),
    "caracter_no_permitido": _l(
        "El mensaje trae caracteres invisibles. Escriba la cifra de nuevo, sin copiarla: %(ejemplo)s."
    ),
    "digitos_no_admitidos": _l("Use los números del teclado, del 0 al 9. Por ejemplo %(ejemplo)s."),
    "sin_numero": _l("Ahí no veo un número. Escriba solo la cifra, por ejemplo %(ejemplo)s."),
    "numero_en_letras": _l("Escríbalo con cifras y no con letras. Por ejemplo %(ejemplo)s."),
    "numero_con_palabra_de_escala": _l(
        "Escriba todas las cifras, sin «mil» ni «millones». Por ejemplo %(ejemplo)s."
    ),
    "texto_ademas_del_numero": _l("Escriba solo la cifra, sin más texto. Por ejemplo %(ejemplo)s."),
    "numero_con_signo": _l("No se admiten signos ni valores negativos. Por ejemplo %(ejemplo)s."),
    "numero_exponente": _l("Escriba todas las cifras del número. Por ejemplo %(ejemplo)s."),
    "numero_en_fraccion": _l("Escríbalo con coma y no como fracción. Por ejemplo %(ejemplo)s."),
    "agrupacion_invalida": _l("Los puntos y comas no cuadran. La coma separa decimales: %(ejemplo)s."),
    "demasiados_decimales": _l("Tiene más decimales de los que caben (%(maximo)s). Por ejemplo %(ejemplo)s."),
    "porcentaje_mayor_100": _l(
        "El porcentaje no puede pasar de 100. Escriba el total acumulado, por ejemplo 45."
    ),
    "porcentaje_con_pesos": _l("Aquí va un porcentaje y no pesos. Por ejemplo %(ejemplo)s."),
    "pesos_con_porcentaje": _l("Aquí van pesos y no un porcentaje. Por ejemplo %(ejemplo)s."),
    "cantidad_con_unidad_ajena": _l("Aquí va una cantidad, sin «$». Por ejemplo %(ejemplo)s."),
    "moneda_extranjera": _l("El plan va en pesos colombianos. Por ejemplo %(ejemplo)s."),
    "numero_muy_grande": _l("Ese número es demasiado grande. Revise los ceros; por ejemplo %(ejemplo)s."),
    "texto_muy_largo": _l("Son %(largo)s caracteres y caben %(maximo)s. Resúmalo, por favor."),
    "texto_sin_palabras": _l("Escriba una frase corta con palabras."),
    "opcion_desconocida": _l(
        "«%(escrito)s» no es una de las opciones. Toque un botón o escriba su código o nombre."
    ),
    "archivo_donde_va_texto": _l(
        "Aquí se espera texto y llegó un archivo. Las fotos y documentos se piden después."
    ),
    "texto_donde_va_archivo": _l("Aquí van fotos o documentos. Para seguir escriba «listo» o «saltar»."),
    "demasiados_archivos": _l("Ya van %(maximo)s archivos, que es el máximo. Escriba «listo» para seguir."),
    "archivo_muy_grande": _l(
        "«%(nombre)s» pesa más de %(maximo)s MB, que es lo máximo. Envíe una versión más liviana."
    ),
    "fecha_ilegible": _l("No pude leer esa fecha. Escríbala como 30/06/2026 o «30 de junio»."),
    "fecha_imposible": _l("Esa fecha no existe: va el día, luego el mes y el año. Por ejemplo 30/06/2026."),
    "fecha_ambigua": _l("Puede ser %(primera)s o %(segunda)s. Escríbala con el año."),
    "fecha_fuera_de_limites": _l("La fecha debe estar entre el %(minimo)s y el %(maximo)s."),
    "movimiento_en_cero": _l("Un movimiento de $0 no cambia nada. Escriba cuánto suma."),
    "acumulado_sin_cambio": _l(
        "El acumulado ya va en %(anterior)s: así no cambia nada. Escriba el total nuevo."
    ),
    "sin_actividades": _l(
        "No tiene actividades a su cargo para reportar. Si falta alguna, avise a planeación."
    ),
    "sin_registros": _l(
        "No tiene actividades ni proyectos con fuente de financiación para registrar ejecución."
    ),
}
