"""Las frases de los errores de corregir y repetir reportes."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _l

FRASES: dict[str, Perezosa] = {
    "correccion_no_es_la_ultima": _l(
        "%(folio)s ya no es el último reporte: después llegó %(ultimo)s. Para corregir ese, escriba "
        "/corregir %(ultimo)s"
    ),
    "reporte_de_libro": _l(
        "%(folio)s llegó en un libro importado y no se corrige por aquí. Reporte el valor nuevo con /avance."
    ),
    "correccion_sin_motivo": _l("Falta el motivo. Escriba en una frase por qué se corrige."),
    "correccion_sin_cambios": _l(
        "No cambió ninguna respuesta de %(folio)s: no se guardó nada. Escriba «editar» y el número de la que "
        "va a cambiar, o «cancelar»."
    ),
    "ya_reportada": _l(
        "%(codigo)s ya tiene reporte en este corte (folio %(folio)s) y no hace falta otro. "
        "Si va a cambiarlo, escriba /corregir %(folio)s"
    ),
    "sin_reporte_anterior": _l(
        "%(codigo)s no tiene reporte en un corte anterior que se pueda repetir. Repórtela con "
        "/avance %(codigo)s"
    ),
    "repetir_seria_bajar": _l(
        "%(codigo)s va hoy en %(anterior)s y el corte anterior decía %(nuevo)s: repetirlo sería bajar. "
        "Si es así, repórtelo con /avance %(codigo)s y diga por qué."
    ),
    "cero_sin_justificar": _l("El avance sigue en 0 %%: escriba qué lo ha impedido."),
    "archivo_no_admitido": _l(
        "«%(nombre)s» no se puede recibir como evidencia. Sirven fotos, PDF, documentos de Office o "
        "LibreOffice, texto, y audios o videos cortos. Nunca comprimidos, programas ni páginas web."
    ),
}
PISTAS: dict[str, Perezosa] = {
    "sin_reportes": _l("Todavía no tiene reportes que se puedan corregir. Para reportar, /avance."),
}
