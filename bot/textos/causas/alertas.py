"""Las frases de los errores de las alertas."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _l

FRASES: dict[str, Perezosa] = {
    "alerta_no_encontrada": _l("Esa alerta ya no está: se resolvió o cambió. Vea las de hoy con /alertas"),
}
PISTAS: dict[str, Perezosa] = {
    "alertas_desconocidas": _l(
        "No sé qué alertas son «%(escrito)s». Puede escribir /alertas, /alertas graves, /alertas A-012 o el "
        "nombre de una dependencia: /alertas salud."
    ),
    "alertas_ajenas": _l(
        "«%(escrito)s» no es de lo que usted ve: su rol ve lo suyo. Escriba /alertas para ver las suyas."
    ),
}
