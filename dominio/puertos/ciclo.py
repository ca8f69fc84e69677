"""La vida de un reporte después de enviado: su cadena de correcciones y el mensaje del que salió."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from dominio.modelo.cadena_de_reporte import AvanceEnCadena, EjecucionEnCadena, ReporteReciente
from dominio.modelo.identidad import IdActividad, IdEntidad, IdPersona
from dominio.modelo.reporte import Avance
from dominio.valores.fechas import Corte, Vigencia


class Ciclo(Protocol):
    """Correcciones, repeticiones y el mensaje de cada respuesta."""

    def esperar_turno(self, entidad_id: IdEntidad, vigencia: Vigencia) -> None:
        """Hasta el fin de la transacción nadie más guarda un avance en esa vigencia."""
        ...

    def avance(self, entidad_id: IdEntidad, folio: str) -> AvanceEnCadena | None:
        """El avance de ese folio, en el estado en que esté."""
        ...

    def ejecucion(self, entidad_id: IdEntidad, folio: str) -> EjecucionEnCadena | None:
        """El movimiento de ese folio."""
        ...

    def ultimo_de(self, actividad_id: IdActividad) -> str | None:
        """Folio del último reporte de la actividad por el chat, cuente o no."""
        ...

    def recientes(
        self, entidad_id: IdEntidad, autor_id: IdPersona, vigencias: Sequence[Vigencia], limite: int
    ) -> Sequence[ReporteReciente]:
        """Lo último que reportó esa persona por el chat y nada más nuevo reemplaza, de lo más nuevo."""
        ...

    def del_corte(self, actividad_id: IdActividad, corte: Corte) -> str | None:
        """Folio del último reporte por el chat de la actividad en ese corte, cuente o no."""
        ...

    def anterior_al_corte(self, actividad_id: IdActividad, corte: Corte) -> Avance | None:
        """El último reporte enviado o aprobado de un corte anterior a ese."""
        ...

    def anotar_mensajes(
        self, entidad_id: IdEntidad, chat_id: int, folio: str, mensajes: Mapping[str, int]
    ) -> None:
        """Anota de qué mensaje salió cada respuesta (paso → ``message_id``) de un reporte guardado."""
        ...

    def de_mensaje(self, entidad_id: IdEntidad, chat_id: int, mensaje_id: int) -> tuple[str, str] | None:
        """El folio y el paso cuya respuesta salió de ese mensaje."""
        ...
