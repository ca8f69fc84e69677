"""Resultados de las metas, guardados."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dominio.modelo.identidad import IdDependencia, IdEntidad, IdMeta
from dominio.modelo.reporte import EstadoReporte
from dominio.modelo.resultado import NuevoResultado, ResultadoDeMeta
from dominio.valores.fechas import Corte, Vigencia


class Resultados(Protocol):
    """Lo que los coordinadores reportan de sus metas; cada reporte es una versión más."""

    def guardar(self, nuevo: NuevoResultado) -> tuple[ResultadoDeMeta, bool]:
        """Guarda con folio y versión nuevos; ``True`` si es nuevo.

        Si la ``clave_envio`` ya se guardó devuelve aquel reporte y ``False``: no hay doble.
        """
        ...

    def por_folio(self, entidad_id: IdEntidad, folio: str) -> ResultadoDeMeta | None:
        """El de ese folio, en cualquier estado."""
        ...

    def ultimo(self, meta_id: IdMeta) -> ResultadoDeMeta | None:
        """El último enviado o aprobado de la meta."""
        ...

    def anterior_a(self, resultado: ResultadoDeMeta) -> ResultadoDeMeta | None:
        """El último enviado o aprobado de su meta antes de esa versión."""
        ...

    def es_el_ultimo(self, resultado: ResultadoDeMeta) -> bool:
        """Si no hay ninguna versión más nueva de su meta, en ningún estado."""
        ...

    def de_la_vigencia(
        self, entidad_id: IdEntidad, vigencia: Vigencia, hasta: Corte | None = None
    ) -> Sequence[ResultadoDeMeta]:
        """Todos los de la vigencia hasta ese corte inclusive, por folio."""
        ...

    def con_reporte_en(self, entidad_id: IdEntidad, vigencia: Vigencia, corte: Corte) -> frozenset[IdMeta]:
        """Metas con un resultado enviado o aprobado en ese corte."""
        ...

    def pendientes(
        self, entidad_id: IdEntidad, dependencia_id: IdDependencia | None = None
    ) -> Sequence[ResultadoDeMeta]:
        """Los enviados que nadie ha revisado y siguen siendo la última versión de su meta, por folio.

        Con ``dependencia_id``, los de las metas que coordina o, si el plan no dice quién, en las que
        tiene actividades.
        """
        ...

    def cambiar_estado(self, entidad_id: IdEntidad, folio: str, de: EstadoReporte, a: EstadoReporte) -> bool:
        """Pasa de un estado a otro; ``False`` si ya no estaba en el primero: alguien decidió antes."""
        ...
