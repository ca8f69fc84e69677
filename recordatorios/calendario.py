"""Calendario hábil colombiano: festivos nacionales más lo que decida cada entidad."""

from __future__ import annotations

from datetime import date
from functools import cache

from dominio.modelo.entidad import Entidad

SABADO = 5


@cache
def festivos_nacionales(anio: int) -> frozenset[date]:
    """Festivos de Colombia en ese año, ya trasladados al lunes los que se trasladan.

    Fuente: Ley 51 de 1983 y, desde 2026, Ley 2578 de 2026 (9 de julio, trasladable).
    """
    # La librería tarda en cargar y el proceso que solo conversa no la necesita al arrancar.
    import holidays

    return frozenset(holidays.country_holidays("CO", years=anio))


class CalendarioColombia:
    """Lunes a viernes menos festivos; el sábado cuenta si la entidad trabaja ese día.

    Args:
        festivos_locales: días no hábiles propios de la entidad.
        sabado_habil: si el sábado se trabaja.

    Fuente: Ley 4 de 1913 art. 62; el sábado es hábil según el horario de cada entidad.
    """

    def __init__(self, festivos_locales: frozenset[date] = frozenset(), sabado_habil: bool = False) -> None:
        self._locales = festivos_locales
        self._ultimo_laboral = SABADO if sabado_habil else SABADO - 1

    def es_habil(self, dia: date) -> bool:
        """Si ese día se trabaja en la entidad."""
        return (
            dia.weekday() <= self._ultimo_laboral
            and dia not in self._locales
            and dia not in festivos_nacionales(dia.year)
        )


def calendario_de(entidad: Entidad) -> CalendarioColombia:
    """El calendario de la entidad, con sus festivos locales y su sábado."""
    locales = frozenset(date.fromisoformat(festivo) for festivo in entidad.festivos)
    return CalendarioColombia(locales, entidad.sabado_habil)
