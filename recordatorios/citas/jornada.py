"""La jornada decente y lo que un hito dice en el momento de salir."""

from __future__ import annotations

from datetime import date, datetime, time

from dominio.puertos.tiempo import Calendario
from dominio.reglas.plazos import dias_habiles_entre, habil_anterior, momento_decente
from dominio.valores.fechas import BOGOTA, a_bogota

VENCE_HOY = "vence_hoy"
FALTAN = "faltan"
CIERRE = time(19)
# Cuentan los días hábiles que faltan para su fecha; los demás hitos no envejecen.
_CUENTA_ATRAS = (FALTAN, "cierra", "legal", "ruta")


def es_hora(ahora: datetime, calendario: Calendario) -> bool:
    """Si en este instante se le puede escribir a alguien: día hábil, entre 7:00 y 19:00 de Bogotá."""
    return momento_decente(ahora, None, calendario.es_habil) == ahora


def cierre_de(ahora: datetime) -> datetime:
    """Fin de la jornada decente de ese día, en Bogotá."""
    return datetime.combine(a_bogota(ahora).date(), CIERRE, tzinfo=BOGOTA)


def hito_cierto(hito: str, fin: date, ahora: datetime, calendario: Calendario) -> str:
    """El hito con los días que de verdad faltan en este momento: pudo salir tarde.

    Los de una actividad se cuentan hasta su terminación; los demás, hasta el último día hábil que no
    pasa de su fecha.
    """
    hoy = a_bogota(ahora).date()
    nombre = FALTAN if hito == VENCE_HOY else hito.rpartition("_")[0]
    if nombre not in _CUENTA_ATRAS or hoy > fin:
        return hito
    ultimo = fin if nombre == FALTAN else max(hoy, habil_anterior(fin, calendario.es_habil))
    faltan = dias_habiles_entre(hoy, ultimo, calendario.es_habil)
    if nombre == FALTAN and not faltan:
        return VENCE_HOY
    return f"{nombre}_{faltan}"
