"""Lanza el proceso hijo de los libros y entiende su respuesta, o su muerte."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

SEGUNDOS_DE_PARED = 12.0
SEGUNDOS_CON_PERFIL = 40.0
_RAIZ = Path(__file__).resolve().parents[2]


class HijoCaido(Exception):
    """El hijo no respondió: lo mató un límite, el plazo o un error suyo; ``codigo`` es de ``revision``."""

    def __init__(self, codigo: str, detalle: str) -> None:
        self.codigo = codigo
        super().__init__(detalle)


def pedir(orden: dict[str, Any]) -> dict[str, Any]:
    """Ejecuta una orden en el hijo y devuelve su respuesta.

    Raises:
        HijoCaido: no hubo respuesta.
    """
    mandato = [sys.executable, "-m", "almacen.libros.hijo"]
    try:
        hecho = subprocess.run(  # noqa: S603 - argumentos fijos; lo ajeno va por la entrada
            mandato,
            input=json.dumps(orden),
            capture_output=True,
            encoding="utf-8",
            env=_ambiente(),
            cwd=_RAIZ,
            timeout=_plazo(orden),
            check=False,
        )
    except subprocess.TimeoutExpired as causa:
        raise HijoCaido("limite", "venció el plazo") from causa
    if hecho.returncode != 0:
        # Negativo: lo mató una señal, que aquí solo puede ser la de un límite.
        codigo = "limite" if hecho.returncode < 0 else "ilegible"
        raise HijoCaido(codigo, hecho.stderr.strip()[-500:])
    try:
        respuesta = json.loads(hecho.stdout)
    except ValueError as causa:
        raise HijoCaido("ilegible", "respuesta cortada") from causa
    return dict(respuesta)


def _plazo(orden: dict[str, Any]) -> float:
    """Un libro con el formato de la entidad es más grande y hay más que mirar en él."""
    con_perfil = orden["orden"] == "proponer" or bool(orden.get("perfil"))
    return SEGUNDOS_CON_PERFIL if con_perfil else SEGUNDOS_DE_PARED


def _ambiente() -> dict[str, str]:
    """Lo mínimo para arrancar Python: ni la clave del bot ni la de la base llegan al hijo."""
    heredado = {
        nombre: os.environ[nombre] for nombre in ("PATH", "TMPDIR", "SYSTEMROOT") if nombre in os.environ
    }
    camino = [str(_RAIZ), *(parte for parte in sys.path if parte)]
    return {
        **heredado,
        "PYTHONPATH": os.pathsep.join(camino),
        "PYTHONUTF8": "1",
    }
