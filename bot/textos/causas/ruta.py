"""Las frases de los errores de los siete pasos del plan."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _l

FRASES: dict[str, Perezosa] = {
    "marca_sin_razon": _l(
        "Falta la prueba o la razón: queda en la traza. Escríbala, por ejemplo «Circular 012 del 3 de "
        "noviembre de 2025»."
    ),
    "marca_no_admitida": _l(
        "Eso no se marca a mano: lo dicen los datos del plan o un documento registrado. Vea qué falta con "
        "/pasos."
    ),
    "paso_obligatorio": _l(
        "Ese paso lo exige la ley y no puede «no aplicar»: cúmplalo. Vea qué falta con /pasos."
    ),
    "dependencia_bloqueada": _l(
        "%(dependencia)s tiene errores de coherencia sin arreglar (%(errores)s): arréglelos y remita otra "
        "vez, o pida a planeación que los acepte con una razón. Véalos con /coherencia."
    ),
    "dependencia_sin_plan": _l(
        "%(dependencia)s no tiene actividades en el plan de esa vigencia: primero se cargan desde Excel."
    ),
    "remision_fuera_de_lugar": _l(
        "Con %(dependencia)s no se puede hacer eso ahora. Vea cómo va con /estado plan."
    ),
    "remision_fuera_de_lugar_remitida": _l(
        "La parte de %(dependencia)s ya está remitida, por recibir: no hay que remitirla otra vez."
    ),
    "remision_fuera_de_lugar_recibida": _l(
        "La parte de %(dependencia)s ya está recibida. Vea cómo va con /estado plan."
    ),
    "remision_fuera_de_lugar_en_diligenciamiento": _l(
        "La parte de %(dependencia)s no se ha remitido todavía: primero la remite su jefatura."
    ),
    "remision_fuera_de_lugar_devuelta": _l(
        "La parte de %(dependencia)s está devuelta y no se ha remitido otra vez. Véala con /estado plan."
    ),
    "remision_propia": _l(
        "La parte de %(dependencia)s la remitió usted: la recibe otra persona de planeación."
    ),
    "plan_ya_aprobado": _l(
        "El Consejo de Gobierno ya aprobó el plan de %(vigencia)s (%(acta)s): su parte ya no se remite ni se "
        "devuelve. Lo que cambie ahora es una modificación."
    ),
    "dependencia_bloqueada_planeacion": _l(
        "%(dependencia)s tiene errores de coherencia sin arreglar (%(errores)s): que los arregle, o "
        "acéptelos con una razón. Véalos con /coherencia."
    ),
    "devolucion_de_plan_sin_razon": _l(
        "Falta la razón de la devolución: se le dice a la dependencia. Escriba qué debe corregir."
    ),
    "plan_con_errores": _l(
        "El plan tiene errores de coherencia abiertos (%(errores)s): no se puede aprobar hasta arreglar cada "
        "uno o aceptarlo con una razón. Véalos con /coherencia."
    ),
    "aprobacion_ya_registrada": _l(
        "El Consejo de Gobierno ya aprobó el plan de %(vigencia)s (%(acta)s, %(fecha)s). Lo que cambie ahora "
        "es una modificación."
    ),
    "plan_sin_aprobar": _l(
        "El plan de %(vigencia)s todavía no lo aprueba el Consejo de Gobierno: registre primero el acta con "
        "/consejo."
    ),
    "acta_sin_archivo": _l(
        "Falta el archivo del acta: adjúntelo (PDF, DOCX o XLSX) o regístrelo antes con /documento acta."
    ),
    "enlace_invalido": _l(
        "«%(escrito)s» no es la dirección de una página: escríbala completa y con https, por ejemplo "
        "https://www.municipio.gov.co/plan-de-accion"
    ),
    "documento_no_admitido": _l(
        "«%(nombre)s» no se puede recibir: envíe el documento en PDF, DOCX o XLSX, como archivo y no como "
        "foto."
    ),
    "documento_desmedido": _l("«%(nombre)s» pesa más de %(maximo)s MB: envíe una copia más liviana."),
}
PISTAS: dict[str, Perezosa] = {
    "plazo_fuera_de_limites": _l(
        "Ese plazo no cabe: debe estar entre el %(minimo)s y el %(maximo)s. El de publicar no pasa del 31 de "
        "enero."
    ),
    "publicado_antes_de_aprobar": _l(
        "El Consejo aprobó el plan el %(aprobado)s: no pudo publicarse antes. Revise la fecha."
    ),
    "paso_desconocido": _l("No sé cuál paso es «%(escrito)s»: escriba su número, del 1 al 7."),
    "nada_por_remitir": _l("No hay ninguna dependencia con la que se pueda hacer eso. Vea /estado plan."),
    "documento_desconocido": _l(
        "No sé qué documento es «%(escrito)s»: puede ser lineamientos, pdt, mfmp, poai, pac, acta, gestion, "
        "compras o presupuesto."
    ),
    "un_solo_archivo": _l("Es un solo archivo: ya tengo «%(nombre)s». Para cambiarlo, use «editar»."),
}
