"""Depósito de reportes: avances con sus evidencias y ejecución financiera, bajo una sola puerta."""

from __future__ import annotations

from sqlalchemy import bindparam, select, union_all

from almacen.tablas.deposito_avances import DepositoAvances
from almacen.tablas.deposito_ejecuciones import DepositoEjecuciones
from almacen.tablas.esquema import AVANCE, EJECUCION, RESULTADO

_FOLIO = union_all(
    select(AVANCE.c.folio).where(AVANCE.c.clave_envio == bindparam("clave")),
    select(EJECUCION.c.folio).where(EJECUCION.c.clave_envio == bindparam("clave")),
    select(RESULTADO.c.folio).where(RESULTADO.c.clave_envio == bindparam("clave")),
)


class DepositoReportes(DepositoAvances, DepositoEjecuciones):
    """Avances, evidencias y movimientos financieros."""

    def por_clave(self, clave_envio: str) -> str | None:
        """Folio del reporte que salió de ese borrador, si ya se guardó."""
        folio: str | None = self._conexion.execute(_FOLIO, {"clave": clave_envio}).scalar()
        return folio
