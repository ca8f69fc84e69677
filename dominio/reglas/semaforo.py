"""Semáforo: en qué banda cae un avance frente a lo que debía ir."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dominio.errores import BandasInvalidas, SinProgramacion
from dominio.modelo.banda import Banda
from dominio.valores.porcentaje import CERO, CIEN, Porcentaje

__all__ = [
    "BANDAS_POR_OMISION",
    "SIN_INICIAR",
    "VENCIDA",
    "Banda",
    "clasificar",
    "cumplimiento",
    "exigir_bandas",
]

BANDAS_POR_OMISION: tuple[Banda, ...] = (
    Banda("al día", Porcentaje(9_000), "2E7D32", "🟢"),
    Banda("en riesgo", Porcentaje(7_000), "F9A825", "🟡"),
    Banda("atrasada", CERO, "C62828", "🔴"),
)
# No dependen de umbrales, por eso no son de la entidad: las decide el calendario.
VENCIDA = Banda("vencida", CERO, "6A1B1A", "⛔")
SIN_INICIAR = Banda("sin iniciar", CERO, "9E9E9E", "⚪")


def cumplimiento(avance: Porcentaje, esperado: Porcentaje) -> Porcentaje:
    """Qué parte de lo que debía ir se lleva, en puntos; el avance cuenta hasta 100.

    Raises:
        SinProgramacion: todavía no debía ir nada.

    Fuente: razón ejecutado/planeado del seguimiento al Plan Indicativo (Tenjo 2024-2027).
    """
    return Porcentaje.de_razon_acotada(avance.topado(), esperado)


def clasificar(
    avance: Porcentaje,
    esperado: Porcentaje,
    fin: date,
    hoy: date,
    bandas: Sequence[Banda] = BANDAS_POR_OMISION,
) -> Banda:
    """La banda de un avance al día ``hoy``.

    Vencida: la fecha de terminación ya pasó y no llegó a 100. Si aún no debía ir nada:
    «sin iniciar» con 0 %, y la banda más alta si ya adelantó. En lo demás, la banda más
    alta cuyo límite inferior alcanza el cumplimiento, con el mismo redondeo que se muestra.

    Raises:
        BandasInvalidas: no hay bandas.

    Fuente: rangos del tablero de seguimiento de Tenjo (90 y 70 por omisión; cada entidad pone
    los suyos), aplicados a lo que debía ir y no al 100 % anual.
    """
    if fin < hoy and avance < CIEN:
        return VENCIDA
    ordenadas = sorted(bandas, key=lambda banda: banda.desde, reverse=True)
    if not ordenadas:
        raise BandasInvalidas("bandas", motivo="no hay ninguna")
    try:
        llevado = cumplimiento(avance, esperado)
    except SinProgramacion:
        return ordenadas[0] if avance > CERO else SIN_INICIAR
    return next((banda for banda in ordenadas if llevado >= banda.desde), ordenadas[-1])


def exigir_bandas(bandas: Sequence[Banda]) -> tuple[Banda, ...]:
    """Las bandas de mayor a menor, si cubren todo desde 0 % sin repetir nombre ni límite.

    Raises:
        BandasInvalidas: falta la que empieza en 0, o hay repetidas.

    Fuente: configuración de la entidad; cada entidad define sus rangos (no hay rango único legal).
    """
    ordenadas = tuple(sorted(bandas, key=lambda banda: banda.desde, reverse=True))
    if not ordenadas or ordenadas[-1].desde != CERO:
        raise BandasInvalidas("bandas", motivo="ninguna empieza en 0 %")
    if len({b.desde for b in ordenadas}) < len(ordenadas):
        raise BandasInvalidas("bandas", motivo="dos empiezan en el mismo límite")
    if len({b.nombre.strip().casefold() for b in ordenadas}) < len(ordenadas):
        raise BandasInvalidas("bandas", motivo="dos se llaman igual")
    return ordenadas
