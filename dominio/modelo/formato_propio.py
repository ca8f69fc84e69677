"""El libro de la entidad, devuelto en su propio formato con lo que hoy se sabe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import Perfil
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje

ValorDelFormato = str | date | Decimal | Pesos | Porcentaje | bool | None

# Lo que se cuenta del avance: no es un dato del plan, pero los formatos llevan su columna.
EXPLICACION = "explicacion"
# Lo ejecutado en la unidad de la actividad, en formatos que calculan el porcentaje con una fórmula.
CANTIDAD = "cantidad"


@dataclass(frozen=True, slots=True)
class Llenado:
    """Lo que va en una fila que ya está en el libro: instrumento y dato → valor."""

    hoja: str
    fila: int
    valores: tuple[tuple[TipoLibro, str, ValorDelFormato], ...]


@dataclass(frozen=True, slots=True)
class FilaAgregada:
    """Una actividad que entró al plan después: va al final de la hoja de su dependencia."""

    hoja: str
    valores: tuple[tuple[TipoLibro, str, ValorDelFormato], ...]


@dataclass(frozen=True, slots=True)
class FilaCerrada:
    """Una actividad que ya no está en el plan: su fila se conserva y se dice."""

    hoja: str
    fila: int
    codigo: str


@dataclass(frozen=True, slots=True)
class FormatoLleno:
    """Todo lo que se pone en el libro original.

    Attributes:
        corte: de cuál es lo reportado; en formatos con una columna por trimestre dice cuál se llena.
    """

    perfil: Perfil
    corte: Corte
    llenados: tuple[Llenado, ...]
    agregadas: tuple[FilaAgregada, ...] = ()
    cerradas: tuple[FilaCerrada, ...] = ()


@dataclass(frozen=True, slots=True)
class ResumenDeFormato:
    """Qué se escribió.

    Attributes:
        celdas: cuántas cambiaron.
        con_formula: celdas que el libro calcula solo y se dejaron como están.
        sin_columna: datos que el formato no tiene dónde llevar.
    """

    celdas: int
    con_formula: int
    agregadas: int
    cerradas: int
    sin_columna: tuple[str, ...] = ()
