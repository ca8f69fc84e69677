"""El reloj de la demostración: qué significa cada botón de la página."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from almacen.reloj import RelojMovible
from bot.textos import formato
from dominio.puertos.tiempo import Calendario
from dominio.reglas.plazos import habil_anterior, habil_siguiente
from dominio.valores.fechas import BOGOTA, a_bogota

ACCIONES = (
    ("hora", "Una hora más"),
    ("dia", "Día siguiente"),
    ("habil", "Día hábil siguiente"),
    ("enero", "31 de enero (último día hábil)"),
)
_APERTURA = time(8, 0)


def mover(reloj: RelojMovible, accion: str, calendario: Calendario) -> datetime:
    """Adelanta el reloj según el botón y devuelve el instante nuevo; los días empiezan a las 8:00."""
    local = a_bogota(reloj.ahora())
    if accion == "hora":
        return reloj.adelantar(timedelta(hours=1))
    if accion == "dia":
        dia = local.date() + timedelta(days=1)
    elif accion == "habil":
        dia = habil_siguiente(local.date() + timedelta(days=1), calendario.es_habil)
    else:
        # Lo de ley se recuerda contra el hábil anterior: un domingo no le llega nada a nadie.
        enero = date(local.year, 1, 31)
        dia = habil_anterior(enero, calendario.es_habil)
        if dia <= local.date():
            dia = habil_anterior(enero.replace(year=local.year + 1), calendario.es_habil)
    reloj.poner(datetime.combine(dia, _APERTURA, BOGOTA))
    return reloj.ahora()


def leer(instante: datetime) -> str:
    """«lunes, 23 de noviembre de 2026, 8:00 a. m.»."""
    local = a_bogota(instante)
    semana = formato.dia_de_semana(local.date()).split(" ")[0].lower()
    return f"{semana}, {formato.instante(instante)}"
