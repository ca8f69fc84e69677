"""Momentos del gasto y saldos por registro (pesos con centavos)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dominio.valores.dinero import CERO, Pesos


class MomentoGasto(StrEnum):
    """Momentos de la cadena presupuestal que se reportan, en su orden."""

    CDP = "cdp"
    COMPROMISO = "compromiso"
    OBLIGACION = "obligacion"
    PAGO = "pago"


@dataclass(frozen=True, slots=True)
class Saldos:
    """Acumulados de la vigencia de un registro o de una suma de registros, en pesos.

    Attributes:
        definitiva: apropiación definitiva; si la entidad no ha cargado ejecución, el monto programado.
        cdp: certificados de disponibilidad expedidos.
        compromisos: registros presupuestales (RP).
        obligaciones: obligaciones reconocidas.
        pagos: giros hechos.
    """

    definitiva: Pesos = CERO
    cdp: Pesos = CERO
    compromisos: Pesos = CERO
    obligaciones: Pesos = CERO
    pagos: Pesos = CERO

    def de(self, momento: MomentoGasto) -> Pesos:
        """Acumulado del momento pedido, en pesos."""
        return {
            MomentoGasto.CDP: self.cdp,
            MomentoGasto.COMPROMISO: self.compromisos,
            MomentoGasto.OBLIGACION: self.obligaciones,
            MomentoGasto.PAGO: self.pagos,
        }[momento]
