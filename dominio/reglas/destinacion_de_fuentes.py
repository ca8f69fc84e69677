"""En qué sectores se puede usar cada fuente de destinación específica: datos con su norma."""

from __future__ import annotations

from dataclasses import dataclass

from dominio.reglas.formas_de_codigo import fuente_con_puntos, programa_posible

# Sectores de la MGA en que ejecutan las entidades territoriales: fuera de ellos, un código de programa
# de cuatro cifras es de la numeración propia de la entidad.
SECTORES_TERRITORIALES = frozenset(
    {"04", "12", "17", "19", "21", "22", "23", "24", "32", "33", "35", "36", "39", "40", "41", "43", "45"}
)


@dataclass(frozen=True, slots=True)
class Destinacion:
    """Una fuente que la ley destina a un sector.

    Attributes:
        fuentes: códigos CCPET, o el comienzo de una familia: los recursos, sus rendimientos y su balance.
        sectores: los de la MGA donde cabe.
    """

    nombre: str
    fuentes: tuple[str, ...]
    sectores: tuple[str, ...]
    norma: str


DESTINACIONES = (
    Destinacion(
        "SGP educación",
        ("1.2.4.1", "1.3.2.2.03", "1.3.2.2.04", "1.3.3.6"),
        ("22",),
        "Ley 715 de 2001 art. 15",
    ),
    Destinacion(
        "SGP salud",
        ("1.2.4.2", "1.3.2.2.05", "1.3.2.2.06", "1.3.2.2.07", "1.3.3.7"),
        ("19",),
        "Ley 715 de 2001 art. 47",
    ),
    Destinacion("SGP deporte y recreación", ("1.2.4.3.01", "1.3.3.8.01"), ("43",), "Ley 715 de 2001 art. 78"),
    Destinacion("SGP cultura", ("1.2.4.3.02", "1.3.3.8.02"), ("33",), "Ley 715 de 2001 art. 78"),
    Destinacion(
        "SGP alimentación escolar",
        ("1.2.4.4.01", "1.3.2.2.09", "1.3.3.9.01"),
        ("22",),
        "Ley 1176 de 2007 arts. 16 a 19",
    ),
    Destinacion(
        "SGP primera infancia",
        ("1.2.4.4.03", "1.3.2.2.11", "1.3.3.9.03"),
        ("19", "22", "33", "41", "43"),
        "Ley 1176 de 2007 art. 14; Ley 1295 de 2009",
    ),
    Destinacion(
        "SGP agua potable y saneamiento básico",
        ("1.2.4.6", "1.3.2.2.13", "1.3.3.10"),
        ("40",),
        "Ley 1176 de 2007 art. 11",
    ),
    Destinacion("tasa pro deporte y recreación", ("1.2.3.1.18",), ("43",), "Ley 2023 de 2020"),
)


def destinacion_de(fuente: str) -> Destinacion | None:
    """La destinación específica de una fuente, con puntos o como fondo; ``None`` si es libre o no se sabe.

    Fuente: CCPET (CUIPO) y la norma de cada una; R15.
    """
    codigo = fuente_con_puntos(fuente)
    if codigo is None:
        return None
    return next(
        (d for d in DESTINACIONES if any(codigo == f or codigo.startswith(f + ".") for f in d.fuentes)), None
    )


def sector_de(producto: str | None, meta: str | None, programa: str | None) -> str | None:
    """El sector MGA de una actividad: por su producto, o por su meta si es un indicador, o por su programa.

    ``None`` si ninguno tiene la forma de la MGA: los códigos propios de la entidad no dicen el sector.

    Fuente: catálogo de la MGA (DNP): las dos primeras cifras son el sector.
    """
    for codigo, largo in ((producto, 7), (producto, 9), (meta, 9), (programa, 4)):
        tiene_forma = bool(codigo) and str(codigo).isdecimal() and len(str(codigo)) == largo
        if codigo and tiene_forma and programa_posible(codigo) and _es_sector(codigo, largo):
            return codigo[:2]
    return None


def _es_sector(codigo: str, largo: int) -> bool:
    """Un producto siempre dice su sector; los demás, si es uno de los que ejecutan las territoriales."""
    return largo == 7 or codigo[:2] in SECTORES_TERRITORIALES
