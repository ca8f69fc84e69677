"""Con cuánta anticipación se avisa, o cuánto se espera antes de avisar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dominio.reglas.plazos import EsHabil, sumar_habiles


@dataclass(frozen=True, slots=True)
class Margen:
    """Un número de días hábiles frente a hoy, con el calendario de la entidad."""

    hoy: date
    es_habil: EsHabil
    habiles: int

    def antes_de(self, dia: date) -> date:
        """Desde cuándo se avisa de lo que toca ese día.

        Fuente: Ley 4 de 1913 art. 62 (en plazos de días cuentan los hábiles).
        """
        return sumar_habiles(dia, -self.habiles, self.es_habil)
