"""Las frases de los errores de los libros, los perfiles y su importación."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _l

FRASES: dict[str, Perezosa] = {
    "perfil_desconocido": _l("No hay un perfil de importación «%(nombre)s». Los que hay: %(hay)s."),
    "perfil_inservible": _l(
        "Ese perfil no dice qué hojas se leen. Proponga uno nuevo enviando el libro otra vez."
    ),
    "respuesta_de_duda_invalida": _l("«%(respuesta)s» no responde ninguna duda de este libro. %(opciones)s"),
    "sin_original": _l(
        "En %(vigencia)s no se ha guardado ningún libro con el formato de la entidad. Para el formato del "
        "asistente, pida /exportar."
    ),
    "original_ilegible": _l(
        "El libro original ya no está o no se puede abrir, y sin él no puedo devolver su formato. Envíelo "
        "otra vez y confírmelo, o pida /exportar."
    ),
}
PISTAS: dict[str, Perezosa] = {
    "perfil_sin_nombre": _l("El perfil necesita un nombre, por ejemplo «seguimiento trimestral»."),
    "perfil_nombre_reservado": _l("«auto» no sirve como nombre: es el que pide proponer un perfil nuevo."),
}
