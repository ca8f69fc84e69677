"""Las frases de los errores de las difusiones."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _l

FRASES: dict[str, Perezosa] = {
    "difusion_sin_destinatarios": _l(
        "Entre quienes pidió no hay nadie a quien le pueda llegar. Escoja otro grupo, o invite a las "
        "personas con /invitar."
    ),
    "demasiadas_difusiones": _l(
        "Hoy ya salieron %(tope)s difusiones en la entidad, que es lo que se permite en un día. "
        "Mande la siguiente mañana con /difundir."
    ),
    "difusion_terminada": _l("Esa difusión ya terminó: no hay nada que detener. Véala con /difundir."),
    "difusion_en_curso": _l(
        "Esa difusión todavía está saliendo. Cuando termine podrá reintentar lo que falte: /difundir"
    ),
    "difusion_deteniendose": _l(
        "Esa difusión está detenida, pero lo que ya iba en camino no ha acabado de salir. Espere unos "
        "segundos y reinténtela: /difundir"
    ),
    "nada_que_reintentar": _l(
        "No hay a quién reintentarle: a quienes falta no se les puede entregar hasta que se vinculen o "
        "vuelvan a abrir el asistente."
    ),
}
PISTAS: dict[str, Perezosa] = {
    "destino_de_varios": _l(
        "«%(escrito)s» puede ser: %(opciones)s. Escriba el nombre completo: así no se manda a quien no es."
    ),
    "destino_desconocido": _l(
        "No sé quiénes son «%(escrito)s». Escriba «todos», un rol o una dependencia. Las que hay: "
        "%(dependencias)s."
    ),
}
