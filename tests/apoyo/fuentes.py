"""El código del proyecto visto como texto y como árbol, para las pruebas de arquitectura."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[2]
PAQUETES = ("bot", "dominio", "almacen", "recordatorios")

Funcion = ast.FunctionDef | ast.AsyncFunctionDef


def archivos_python(*carpetas: str) -> list[Path]:
    """Archivos ``.py`` de las carpetas dadas (relativas a la raíz), en orden de ruta."""
    return sorted(
        archivo
        for carpeta in carpetas
        for archivo in (RAIZ / carpeta).rglob("*.py")
        if "__pycache__" not in archivo.parts
    )


@cache
def arbol(archivo: Path) -> ast.Module:
    """Árbol sintáctico del archivo."""
    return ast.parse(archivo.read_text(encoding="utf-8"), filename=str(archivo))


def funciones(archivo: Path) -> Iterator[Funcion]:
    """Todas las funciones y métodos del archivo, también los internos."""
    for nodo in ast.walk(arbol(archivo)):
        if isinstance(nodo, ast.FunctionDef | ast.AsyncFunctionDef):
            yield nodo


def funciones_publicas(archivo: Path) -> Iterator[Funcion]:
    """Funciones del primer nivel del archivo cuyo nombre no empieza por guion bajo."""
    for nodo in arbol(archivo).body:
        if isinstance(nodo, ast.FunctionDef | ast.AsyncFunctionDef) and not nodo.name.startswith("_"):
            yield nodo


def sitio(archivo: Path, nodo: ast.AST | None = None) -> str:
    """``ruta:línea`` relativa a la raíz, para los mensajes de las pruebas."""
    linea = f":{nodo.lineno}" if nodo is not None and hasattr(nodo, "lineno") else ""
    return f"{archivo.relative_to(RAIZ)}{linea}"


def archivos_versionados() -> list[Path]:
    """Lo que está o estaría en el repositorio: lo versionado y lo nuevo que nadie ignora.

    Fuera de un clon (un paquete descomprimido) son todos los archivos salvo los ocultos de
    entorno y cachés.
    """
    orden = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        nombres = subprocess.run(orden, cwd=RAIZ, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return sorted(
            archivo
            for archivo in RAIZ.rglob("*")
            if archivo.is_file() and not {".venv", ".git", "__pycache__"} & set(archivo.parts)
        )
    rutas = (RAIZ / nombre for nombre in nombres.decode().split("\0") if nombre)
    return sorted(ruta for ruta in rutas if ruta.is_file())
