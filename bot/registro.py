"""Bitácora del programa: líneas JSON por la salida de errores, sin secretos ni textos de personas."""

from __future__ import annotations

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, Processor

# Todo token de bot tiene esta forma; si algo lo arrastra hasta la bitácora, sale tapado.
_TOKEN = re.compile(r"\d{5,20}:[A-Za-z0-9_-]{20,}")
_CLAVE_EN_URL = re.compile(r"(://[^:/@\s]+:)[^@/\s]+@")
# Registran la dirección completa, y la dirección lleva el token.
_RUIDOSAS = ("httpx", "httpcore", "telegram", "aiohttp", "apscheduler", "uvicorn", "alembic", "asyncio")


def _tapar(texto: str) -> str:
    return _CLAVE_EN_URL.sub(r"\1…@", _TOKEN.sub("…token…", texto))


def _sin_secretos(_registro: object, _metodo: str, evento: EventDict) -> EventDict:
    for clave, valor in evento.items():
        if isinstance(valor, str):
            evento[clave] = _tapar(valor)
    return evento


def configurar_registro(nivel: str) -> None:
    """Deja la bitácora lista: JSON, hora UTC, y las librerías ruidosas solo desde advertencia."""
    comunes: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="ts"),
        structlog.processors.format_exc_info,
        _sin_secretos,
    ]
    salida = logging.StreamHandler(sys.stderr)
    salida.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
            ],
            foreign_pre_chain=comunes,
        )
    )
    logging.basicConfig(level=nivel, handlers=[salida], force=True)
    for ruidosa in _RUIDOSAS:
        logging.getLogger(ruidosa).setLevel(max(logging.WARNING, logging.getLevelName(nivel)))
    structlog.configure(
        processors=[*comunes, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(nivel)),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
