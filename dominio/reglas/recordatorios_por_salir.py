"""Cuándo llega de verdad lo que espera para salir, o si ya no llega. Puro: sin reloj ni base."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time

from dominio.modelo.identidad import IdActividad
from dominio.modelo.recordados import RecordatorioPorSalir
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.plazos import EsHabil, momento_decente
from dominio.reglas.silenciar import se_calla
from dominio.valores.fechas import BOGOTA, a_bogota


def se_oye(
    uno: RecordatorioPorSalir, tipos: Collection[TipoRecordatorio], actividades: Collection[IdActividad]
) -> bool:
    """Si no está entre los tipos ni las actividades callados; lo que no se calla se oye siempre.

    Fuente: Ley 1474 de 2011 art. 74 (lo que exige la ley se recuerda siempre); lo demás es de cada quien.
    """
    if uno.tipo is None or not se_calla(uno.tipo):
        return True
    return uno.tipo not in tipos and uno.actividad_id not in actividades


def como_sale(
    uno: RecordatorioPorSalir, ahora: datetime, es_habil: EsHabil, horario: tuple[time, time]
) -> RecordatorioPorSalir | None:
    """El mismo con el instante en que llega a esa persona; ``None`` si antes deja de servir.

    Args:
        uno: lo programado.
        ahora: instante con zona.
        es_habil: calendario de la entidad.
        horario: entre qué horas de Bogotá se le escribe.

    Fuente: docs/decisiones/0020 (lo que no alcanzó a salir se cuenta como vencido, no se acumula).
    """
    if uno.tipo is None:
        return uno
    toca = a_bogota(uno.programado)
    desde, hasta = horario
    if toca.time() < desde or (toca.time() > hasta and not uno.pospuesto):
        toca = datetime.combine(toca.date(), desde, tzinfo=BOGOTA)
    pedido = max(toca, a_bogota(ahora))
    cuando = momento_decente(pedido, None, es_habil, desde, hasta)
    if cuando.date() != pedido.date():
        cuando = datetime.combine(cuando.date(), desde, tzinfo=BOGOTA)
    if uno.caduca is not None and cuando >= uno.caduca:
        return None
    return replace(uno, programado=cuando)
