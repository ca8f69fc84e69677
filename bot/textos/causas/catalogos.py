"""Las frases de los errores de los catálogos oficiales."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _l

FRASES: dict[str, Perezosa] = {
    "catalogo_sin_leer": _l("No se cargó el catálogo. %(motivo)s"),
    "catalogo_sin_ceros": _l(
        "No se cargó el catálogo: a %(cuantos)s de sus %(total)s códigos les falta el cero de la izquierda "
        "(%(ejemplo)s). Confirme que se les ponga, o corrija el archivo."
    ),
    "catalogo_sin_ninguno": _l(
        "No se cargó el catálogo: ningún código del archivo conserva el cero de la izquierda y a %(cuantos)s "
        "de %(total)s les falta (%(ejemplo)s); se los quitó Excel. Confirme que se les ponga, o descargue "
        "otra vez el archivo y ábralo con esa columna como texto."
    ),
    "catalogo_futuro": _l(
        "La fecha del catálogo, %(fecha)s, todavía no llega. Escriba la de su publicación, hasta hoy."
    ),
    "catalogo_no_cargado": _l(
        "No se ha cargado el catálogo de %(tipo)s. Planeación lo carga desde el archivo oficial."
    ),
}
PISTAS: dict[str, Perezosa] = {}
