"""La coherencia guardada: lo que la entidad ajusta, lo que acepta y lo que solo miran sus reglas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from dominio.modelo.coherencia import AjusteDeRegla, Apropiacion, NuevaAceptacion
from dominio.modelo.hallazgo import Aceptacion
from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.valores.fechas import Vigencia


class Coherencia(Protocol):
    """Ajustes de las reglas por entidad, y hallazgos aceptados por vigencia."""

    def ajustes(self, entidad_id: IdEntidad) -> Mapping[str, AjusteDeRegla]:
        """Código de regla → lo que la entidad cambió de ella."""
        ...

    def ajustar(
        self, entidad_id: IdEntidad, ajuste: AjusteDeRegla, autor_id: IdPersona | None, ahora: datetime
    ) -> None:
        """Deja la regla como dice el ajuste; uno vacío la deja como viene."""
        ...

    def aceptaciones(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Mapping[str, Aceptacion]:
        """Huella de hallazgo → por qué se aceptó."""
        ...

    def aceptar(self, nuevas: Sequence[NuevaAceptacion]) -> None:
        """Guarda las aceptaciones; la de una huella ya aceptada cambia su razón."""
        ...

    def retirar(self, entidad_id: IdEntidad, vigencia: Vigencia, huellas: Sequence[str]) -> None:
        """Vuelve a abrir esos hallazgos."""
        ...

    def apropiaciones(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Mapping[int, Apropiacion]:
        """Identificador de registro → de dónde sale su definitiva, de los que la ejecución trae."""
        ...

    def certificadas(self, entidad_id: IdEntidad, vigencia: Vigencia) -> frozenset[int]:
        """Actividades con una evidencia que se llama certificado, certificación o parecido."""
        ...
