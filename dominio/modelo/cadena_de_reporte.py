"""Un reporte con lo que hace falta para saber si se puede corregir, y lo que se puede corregir."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdPersona
from dominio.modelo.reporte import Avance, Ejecucion, EstadoReporte
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import Porcentaje


@dataclass(frozen=True, slots=True)
class AvanceEnCadena:
    """Un avance y el último de su actividad.

    Attributes:
        ultimo: folio del reporte más nuevo de la actividad; el mismo si no hay otro después.
    """

    avance: Avance
    vigencia: Vigencia
    autor_id: IdPersona | None
    ultimo: str


@dataclass(frozen=True, slots=True)
class EjecucionEnCadena:
    """Un movimiento y el último de su registro y momento.

    Attributes:
        ultimo: folio del movimiento más nuevo de ese momento en el registro.
    """

    ejecucion: Ejecucion
    vigencia: Vigencia
    autor_id: IdPersona | None
    ultimo: str


@dataclass(frozen=True, slots=True)
class ReporteReciente:
    """Un reporte en una lista.

    Attributes:
        objeto: código de la actividad, o BPIN del proyecto.
        porcentaje: puntos, si es un avance.
        valor: acumulado en pesos, si es ejecución; ``momento`` dice de qué.
        reportado_en: instante UTC.
    """

    folio: str
    objeto: str
    estado: EstadoReporte
    reportado_en: datetime
    porcentaje: Porcentaje | None = None
    momento: MomentoGasto | None = None
    valor: Pesos | None = None
