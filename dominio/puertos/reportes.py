"""Reportes guardados: avances, ejecución y evidencias."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dominio.modelo.identidad import IdActividad, IdAvance, IdEntidad, IdRegistro
from dominio.modelo.reporte import Avance, Ejecucion, NuevaEjecucion, NuevoAvance
from dominio.valores.fechas import Corte, Vigencia


@dataclass(frozen=True, slots=True)
class EvidenciaPorGuardar:
    """Archivo que sigue en Telegram y hay que traer a la carpeta de datos."""

    id: int
    entidad_id: IdEntidad
    file_id: str
    nombre: str
    mime: str
    tamano: int


class Reportes(Protocol):
    """Avances y movimientos financieros."""

    def guardar_avance(self, nuevo: NuevoAvance) -> tuple[Avance, bool]:
        """Guarda con folio nuevo y actualiza el avance de la actividad; ``True`` si es nuevo.

        Si la ``clave_envio`` ya se guardó devuelve aquel reporte y ``False``: no hay doble.
        """
        ...

    def guardar_avances(self, nuevos: Sequence[NuevoAvance]) -> int:
        """Guarda muchos de una vez (importación), con sus folios; devuelve cuántos eran nuevos."""
        ...

    def ultimo_avance(self, actividad_id: IdActividad) -> Avance | None:
        """El último enviado o aprobado de la actividad."""
        ...

    def avances(
        self, entidad_id: IdEntidad, vigencia: Vigencia, hasta: Corte | None = None
    ) -> Sequence[Avance]:
        """Todos los reportes de la vigencia hasta ese corte inclusive, por folio."""
        ...

    def guardar_ejecucion(self, nueva: NuevaEjecucion, version_leida: int) -> tuple[Ejecucion, bool]:
        """Guarda el movimiento y mueve el acumulado del registro en SQL; ``True`` si es nuevo.

        Si otro movió el registro desde ``version_leida`` lanza ``ConflictoDeVersion``.
        """
        ...

    def sumar_ejecucion(self, registro_id: IdRegistro, momento: str, centavos: int) -> None:
        """Incrementa en SQL el acumulado de un momento (sin leer antes): nunca se pierde un incremento."""
        ...

    def ejecuciones(
        self, entidad_id: IdEntidad, vigencia: Vigencia, hasta: Corte | None = None
    ) -> Sequence[Ejecucion]:
        """Movimientos de la vigencia hasta ese corte inclusive, por folio."""
        ...

    def por_clave(self, clave_envio: str) -> str | None:
        """Folio del reporte que salió de ese borrador, si ya se guardó."""
        ...

    def con_reporte_en(
        self, entidad_id: IdEntidad, vigencia: Vigencia, corte: Corte
    ) -> frozenset[IdActividad]:
        """Actividades con un reporte enviado o aprobado en ese corte; lo que trajo un libro no cuenta."""
        ...

    def evidencias_por_guardar(self, limite: int) -> Sequence[EvidenciaPorGuardar]:
        """Archivos confirmados que aún no están en la carpeta de datos."""
        ...

    def evidencia_guardada(self, evidencia_id: int, sha256: str, tamano: int) -> None:
        """Anota que el archivo quedó en disco con ese resumen."""
        ...

    def evidencia_fallida(self, evidencia_id: int, motivo: str) -> None:
        """Anota un intento fallido; al quinto deja de intentarse y se audita."""
        ...

    def evidencias_de(self, avance_id: IdAvance) -> Sequence[str]:
        """Nombres de los archivos del avance."""
        ...
