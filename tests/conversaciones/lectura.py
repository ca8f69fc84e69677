"""Los guiones: dónde están y cómo se leen."""

from __future__ import annotations

from pathlib import Path

import yaml

CARPETA = Path(__file__).parent / "guiones"


def guiones() -> list[Path]:
    """Todos los guiones, en orden."""
    return sorted(CARPETA.glob("*.yaml"))


def leer(archivo: Path) -> dict:
    """El guion de un archivo."""
    guion = yaml.safe_load(archivo.read_text(encoding="utf-8"))
    assert set(guion) <= {"titulo", "tarea", "vinculadas", "pasos"}, f"{archivo.name}: claves desconocidas"
    return guion
