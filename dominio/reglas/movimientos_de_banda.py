"""Cómo se movieron las bandas entre dos días: cuántas hay en cada una, y cuántas subieron o bajaron."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dominio.modelo.banda import Banda
from dominio.modelo.consolidado import EstadoActividad
from dominio.modelo.resumen import Movimiento
from dominio.reglas.semaforo import SIN_INICIAR, VENCIDA


def escala(bandas: Sequence[Banda]) -> tuple[Banda, ...]:
    """Todas las bandas de mejor a peor: las de la entidad, «vencida» y, aparte, «sin iniciar».

    Fuente: docs/reglas.md §6 (vencida y sin iniciar las decide el calendario, no un umbral).
    """
    return (*bandas, VENCIDA, SIN_INICIAR)


def contar_bandas(
    estados: Iterable[EstadoActividad], bandas: Sequence[Banda]
) -> tuple[tuple[Banda, int], ...]:
    """Cuántas actividades hay en cada banda, de mejor a peor; solo las que tienen alguna.

    Fuente: docs/reglas.md §6.
    """
    cuantas = Counter(estado.banda for estado in estados)
    return tuple((banda, cuantas[banda]) for banda in escala(bandas) if cuantas[banda])


def movimientos(
    ahora: Sequence[EstadoActividad], antes: Sequence[EstadoActividad] | None, bandas: Sequence[Banda]
) -> tuple[Movimiento, ...]:
    """Cada banda con las que hay y las que había; las del calendario solo si alguna vez hubo.

    Args:
        ahora: las actividades hoy.
        antes: las de entonces, con el plan de entonces; ``None`` = no se sabe.
        bandas: semáforo de la entidad, de mayor a menor.

    Fuente: docs/reglas.md §6; comparación semanal contra el mismo semáforo.
    """
    hoy, entonces = dict(contar_bandas(ahora, bandas)), dict(contar_bandas(antes or (), bandas))
    return tuple(
        Movimiento(banda, hoy.get(banda, 0), None if antes is None else entonces.get(banda, 0))
        for banda in escala(bandas)
        if banda in bandas or banda in hoy or banda in entonces
    )


def subieron_y_bajaron(
    ahora: Sequence[EstadoActividad], antes: Sequence[EstadoActividad], bandas: Sequence[Banda]
) -> tuple[int, int]:
    """Cuántas actividades están en una banda mejor que entonces, y cuántas en una peor.

    Solo cuentan las que estaban las dos veces; empezar (dejar de estar «sin iniciar») no es subir ni bajar.

    Fuente: docs/reglas.md §6.
    """
    puesto = {banda: lugar for lugar, banda in enumerate((*bandas, VENCIDA))}
    de_entonces = {estado.renglon.id: puesto.get(estado.banda) for estado in antes}
    subieron = bajaron = 0
    for estado in ahora:
        era, es = de_entonces.get(estado.renglon.id), puesto.get(estado.banda)
        if era is None or es is None:
            continue
        subieron += es < era
        bajaron += es > era
    return subieron, bajaron
