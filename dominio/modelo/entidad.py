"""La entidad territorial a la que pertenece todo lo demás."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dominio.modelo.banda import Banda
from dominio.modelo.identidad import IdDependencia, IdEntidad


class Periodicidad(StrEnum):
    """Cada cuánto hay corte: trimestral por omisión, mensual si la entidad lo decide."""

    TRIMESTRAL = "T"
    MENSUAL = "M"


@dataclass(frozen=True, slots=True)
class Entidad:
    """Municipio, distrito o gobernación.

    Attributes:
        codigo: DIVIPOLA de cinco dígitos, texto.
        gracia: días calendario después del fin del periodo en que el corte sigue abierto.
        bandas: semáforo propio, de mayor a menor límite; vacío = el de omisión.
        festivos: fechas locales no hábiles, además de los nacionales (AAAA-MM-DD).
        sabado_habil: si la entidad trabaja los sábados.
        visto_bueno: si los reportes pasan por la jefatura de la dependencia antes que por planeación.
        limite_narrativa: caracteres que admite su formato en lo narrado; ``None`` = no dice ninguno.
    """

    id: IdEntidad
    codigo: str
    nombre: str
    periodicidad: Periodicidad = Periodicidad.TRIMESTRAL
    gracia: int = 10
    bandas: tuple[Banda, ...] = ()
    festivos: tuple[str, ...] = ()
    sabado_habil: bool = False
    visto_bueno: bool = False
    limite_narrativa: int | None = None


@dataclass(frozen=True, slots=True)
class Dependencia:
    """Secretaría u oficina que elabora y ejecuta su parte del plan."""

    id: IdDependencia
    codigo: str | None
    nombre: str
