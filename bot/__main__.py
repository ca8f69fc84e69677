"""Entrada del programa: ``asistente`` o ``python -m bot``."""

from __future__ import annotations

import sys

from bot.cli.aplicacion import ejecutar


def main() -> None:
    """Corre la orden pedida y termina con su código de salida."""
    sys.exit(ejecutar(sys.argv[1:]))


if __name__ == "__main__":
    main()
