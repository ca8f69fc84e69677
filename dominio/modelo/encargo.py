"""Trabajos largos: se anotan en la misma transacción del mensaje y los hace otro proceso."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dominio.modelo.identidad import IdEncargo, IdEntidad, IdEnvio, IdPersona


class TipoEncargo(StrEnum):
    """Qué hay que hacer."""

    LEER_LIBRO = "leer_libro"  # descargar, validar y mostrar qué cambiaría
    APLICAR_IMPORTACION = "aplicar_importacion"
    EXPORTAR = "exportar"
    GUARDAR_EVIDENCIA = "guardar_evidencia"


class EstadoEncargo(StrEnum):
    """Vida de un encargo."""

    PENDIENTE = "pendiente"
    EN_CURSO = "en_curso"
    HECHO = "hecho"
    FALLIDO = "fallido"


@dataclass(frozen=True, slots=True)
class Encargo:
    """Trabajo pedido desde el chat.

    Attributes:
        parametros: JSON con lo que el trabajo necesita (vigencia, corte, file_id…).
        progreso: fila de salida del mensaje «Preparando…», que se va editando.
        intentos: cuántas veces se ha tomado; al tercero se da por fallido.
    """

    id: IdEncargo
    tipo: TipoEncargo
    entidad_id: IdEntidad
    persona_id: IdPersona
    chat_id: int
    parametros: Mapping[str, object] = field(default_factory=dict)
    progreso: IdEnvio | None = None
    intentos: int = 0
