"""Depósito de recordatorios: se programan de una vez y se envían solo si siguen siendo ciertos."""

from __future__ import annotations

from almacen.tablas.entrega_de_recordatorios import EntregaDeRecordatorios
from almacen.tablas.programacion_de_recordatorios import ProgramacionDeRecordatorios
from almacen.tablas.verdad_de_recordatorios import VerdadDeRecordatorios


class DepositoRecordatorios(ProgramacionDeRecordatorios, VerdadDeRecordatorios, EntregaDeRecordatorios):
    """Filas con clave única «hito|objeto|día del que cuelga|persona»."""
