"""Las frases de los errores de la revisión."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _l

FRASES: dict[str, Perezosa] = {
    "no_se_decide": _l("Ese reporte no espera su decisión. Vea la cola con /revisar."),
    "reporte_ya_decidido": _l("%(folio)s ya está %(decision)s: lo decidió %(revisor)s, %(cuando)s."),
    "reporte_en_firme": _l("%(folio)s ya está en firme: no espera revisión. Vea la cola con /revisar."),
    "reporte_reemplazado": _l("%(folio)s ya no es el último: lo reemplazó %(posterior)s. Revise ese."),
    "autor_no_decide": _l(
        "%(folio)s lo reportó o corrigió usted, y nadie revisa lo suyo. Lo revisa otra persona de planeación."
    ),
    "espera_visto_bueno": _l(
        "%(folio)s espera el visto bueno de %(jefe)s. Planeación lo revisa cuando lo tenga."
    ),
    "visto_bueno_dado": _l("%(folio)s ya tiene el visto bueno de %(revisor)s. Sigue en planeación."),
    "sin_visto_bueno": _l(
        "En su entidad los reportes van directo a planeación: no llevan visto bueno de la jefatura."
    ),
    "devolver_primero": _l(
        "%(folio)s no se puede devolver todavía: %(otro)s se apoya en él. Devuelva primero %(otro)s."
    ),
    "gasto_sostenido": _l(
        "%(folio)s no se puede devolver: sin él, lo que ya quedó en firme no cuadraría. "
        "Pida que se corrija con un movimiento nuevo, por /ejecucion."
    ),
}
PISTAS: dict[str, Perezosa] = {
    "nada_por_revisar": _l("No hay reportes por revisar con esos folios. Vea la cola con /revisar."),
    "sin_tarjeta": _l("No sé de cuál reporte habla. Escriba su folio, o vea la cola con /revisar."),
}
