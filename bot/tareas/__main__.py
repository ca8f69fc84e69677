"""Proceso hijo: hace un encargo y termina. ``python -m bot.tareas ENCARGO INSTANTE``."""

from __future__ import annotations

import os
import sys
from datetime import datetime

import structlog

from bot.ajustes import leer_ajustes
from bot.registro import configurar_registro
from bot.tareas.oficio import hacer


def main() -> int:
    """Hace el encargo pedido con prioridad baja; 0 si quedó hecho."""
    os.nice(10)
    # Todo lo que necesita viene en el ambiente: un .env de la carpeta actual no cambia nada.
    ajustes = leer_ajustes(_env_file=None)
    configurar_registro(ajustes.nivel_log)
    numero, ahora = int(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
    try:
        hacer(numero, ahora, ajustes)
    except Exception:  # noqa: BLE001 - frontera del proceso: queda en la bitácora y sale con 1
        structlog.get_logger(__name__).exception("encargo_con_error", encargo=numero)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
