"""Decisiones sobre los reportes, y lo que falta por decidir."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdEntidad, IdPersona, IdRegistro
from dominio.modelo.reporte import Avance, Ejecucion
from dominio.modelo.revision import NuevaRevision, Revisable, Revision
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia


class Revisiones(Protocol):
    """Avances, movimientos y resultados por la misma puerta."""

    def pendientes(self, entidad_id: IdEntidad, vigencias: Sequence[Vigencia]) -> Sequence[Revisable]:
        """Los enviados que nadie ha decidido y ningún otro reemplaza, del más viejo al más nuevo."""
        ...

    def devueltos(
        self, entidad_id: IdEntidad, vigencias: Sequence[Vigencia], persona_id: IdPersona
    ) -> Sequence[Revisable]:
        """Los devueltos que la persona reportó o de cuya actividad responde, sin corregir todavía."""
        ...

    def por_folio(self, entidad_id: IdEntidad, folio: str) -> Revisable | None:
        """El reporte de ese folio, de cualquier tipo y en cualquier estado."""
        ...

    def avances(
        self, entidad_id: IdEntidad, ids: Sequence[int]
    ) -> Mapping[int, tuple[Avance, Avance | None]]:
        """Cada avance con el que contaba antes que él en su actividad, si lo había."""
        ...

    def ejecuciones(self, entidad_id: IdEntidad, ids: Sequence[int]) -> Mapping[int, Ejecucion]:
        """Los movimientos de esos números."""
        ...

    def movimientos(self, entidad_id: IdEntidad, registros: Sequence[IdRegistro]) -> Sequence[Ejecucion]:
        """Los que cuentan de esos registros (enviados o aprobados), del más viejo al más nuevo."""
        ...

    def con_evidencia_repetida(self, ids: Sequence[int]) -> frozenset[int]:
        """Cuáles de esos avances traen un archivo que también respalda otra actividad."""
        ...

    def decidir(self, nuevas: Sequence[NuevaRevision]) -> frozenset[str]:
        """Aprueba o devuelve lo que siga enviado y sea lo último; los folios en que tuvo efecto.

        Entre varias personas a la vez decide una sola. La actividad de un avance queda con el último
        reporte que cuenta.
        """
        ...

    def dar_visto_bueno(self, nueva: NuevaRevision) -> bool:
        """Lo anota si el reporte sigue enviado y nadie lo había dado."""
        ...

    def retirar_gasto(
        self, registro_id: IdRegistro, momento: MomentoGasto, acumulado: Pesos, version_leida: int
    ) -> None:
        """Deja el acumulado del registro como estaba antes de un movimiento que se devuelve.

        Si otro movió el registro desde ``version_leida`` lanza ``ConflictoDeVersion``.
        """
        ...

    def decididas(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Mapping[str, Revision]:
        """Folio → su última decisión en firme, de la vigencia entera."""
        ...

    def mostrar_tarjeta(self, persona_id: IdPersona, folio: str, ahora: datetime) -> None:
        """Recuerda qué reporte está mirando la persona, para «aprobar» y «devolver» escritos."""
        ...

    def tarjeta_de(self, persona_id: IdPersona) -> str | None:
        """El folio del último reporte que se le mostró."""
        ...
