"""Todo lo que toca en un plan a una hora. Pura: sin reloj ni base."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dominio.modelo.recordatorio import Disparo
from recordatorios.citas.actividades import de_los_fines, de_los_inicios
from recordatorios.citas.cortes import de_los_cortes
from recordatorios.citas.fechas import de_la_ley, de_la_ruta
from recordatorios.citas.plan import PlanPorRecordar
from recordatorios.citas.resumenes import de_los_resumenes
from recordatorios.citas.revision import de_la_cola, de_lo_devuelto
from recordatorios.citas.tiempos import momento_de, ultimo_dia


def disparos(ahora: datetime, plan: PlanPorRecordar) -> Sequence[Disparo]:
    """Lo que toca recordar de ese plan, a lo sumo uno por tipo y asunto: el más reciente que rige.

    Lo de hoy se da desde la medianoche de Bogotá, con la hora en que debe salir. Lo que debió salir
    antes y ya no sirve se da caducado, para que quede contado como vencido.

    Args:
        ahora: instante con zona.
        plan: el plan con su calendario y sus fichas.
    """
    momento = momento_de(ahora, plan.calendario.es_habil, plan.atras)
    hallados = [*de_la_ley(plan, momento), *de_la_ruta(plan, momento)]
    if momento.hoy <= ultimo_dia(plan.vigencia):
        for familia in (
            de_los_fines,
            de_los_inicios,
            de_los_cortes,
            de_lo_devuelto,
            de_la_cola,
            de_los_resumenes,
        ):
            hallados += familia(plan, momento)
    return hallados
