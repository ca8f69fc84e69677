"""Proceso hijo: hace un encargo y termina. ``python -m bot.tareas ENCARGO INSTANTE``."""

from __future__ import annotations

import os
import sys
from datetime import datetime

from bot.tareas.oficio import hacer


def main() -> int:
    """Hace el encargo pedido con prioridad baja; 0 si quedó hecho."""
    os.nice(10)
    hacer(int(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
