"""El candado de versiones: ``requirements.lock`` y las restricciones de ``pyproject.toml``.

``uv.lock`` no se versiona porque nombra los anfitriones de descarga. En su lugar se versionan
``requirements.lock`` (versiones y huellas, sin anfitriones), del que instala la integración
continua, y las mismas versiones como restricciones de uv, para que ``uv run`` en un clon limpio
resuelva igual.

Uso:
    python .ci/candado.py              rehace el candado con los cambios de pyproject.toml
    python .ci/candado.py --subir      además sube todo a lo más nuevo que se permita
    python .ci/candado.py --comprobar  falla si uv resolvería otra cosa; no escribe nada versionado
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[1]
PROYECTO = RAIZ / "pyproject.toml"
CANDADO = RAIZ / "requirements.lock"
BLOQUE = re.compile(r"(?<=^constraint-dependencies = \[\n)(?:    \".*\",\n)*(?=\]\n)", re.MULTILINE)
TITULO = "# Versiones y huellas de todas las dependencias. Lo escribe «make candado»; no lo edite a mano.\n"


def requisitos(candado: str) -> list[str]:
    """Requisitos del texto de un candado, sin huellas ni comentarios, en su orden."""
    renglones = (renglon.split(" --hash")[0].rstrip(" \\") for renglon in candado.splitlines())
    return [renglon for renglon in renglones if renglon and not renglon.startswith((" ", "#", "-"))]


def restricciones(proyecto: str) -> list[str]:
    """Restricciones escritas en el texto de un ``pyproject.toml``, en su orden."""
    hallado = BLOQUE.search(proyecto)
    if hallado is None:
        raise SystemExit("pyproject.toml no tiene la lista constraint-dependencies de [tool.uv].")
    return re.findall(r'^    "(.+)",$', hallado.group(), re.MULTILINE)


def _uv(*orden: str) -> str:
    # Dentro de «uv run», UV dice cuál uv; fuera, el del PATH.
    programa = os.environ.get("UV", "uv")
    hecho = subprocess.run([programa, *orden], cwd=RAIZ, stdout=subprocess.PIPE, text=True, check=False)
    if hecho.returncode != 0:
        raise SystemExit(f"Falló «uv {' '.join(orden)}»; arriba dice por qué.")
    return hecho.stdout


def _exportar() -> str:
    opciones = ("--format", "requirements-txt", "--all-groups", "--no-emit-project")
    return TITULO + _uv("export", *opciones, "--no-annotate", "--no-header", "--quiet")


def _restringir(versiones: list[str]) -> None:
    lineas = "".join(f'    "{version}",\n' for version in versiones)
    texto = PROYECTO.read_text(encoding="utf-8")
    PROYECTO.write_text(BLOQUE.sub(lambda _: lineas, texto, count=1), encoding="utf-8")


def rehacer(*, subir: bool) -> None:
    """Resuelve sin restricciones, escribe el candado y deja las restricciones iguales a él."""
    antes = PROYECTO.read_text(encoding="utf-8")
    if not subir and not (RAIZ / "uv.lock").exists() and CANDADO.exists():
        # En un clon limpio las versiones de hoy solo están en las restricciones: uv las prefiere
        # después si ya quedaron en uv.lock.
        _uv("lock", "--quiet")
    try:
        _restringir([])
        _uv("lock", "--quiet", *(["--upgrade"] if subir else []))
        candado = _exportar()
        _restringir(requisitos(candado))
        _uv("lock", "--quiet")
    except BaseException:
        PROYECTO.write_text(antes, encoding="utf-8")
        raise
    CANDADO.write_text(candado, encoding="utf-8")
    print(f"requirements.lock: {len(requisitos(candado))} versiones.")


def comprobar() -> None:
    """Compara lo que uv resolvería hoy con el candado; las huellas pueden crecer, las versiones no."""
    _uv("lock", "--quiet")
    hoy, escrito = set(requisitos(_exportar())), set(requisitos(CANDADO.read_text(encoding="utf-8")))
    if hoy != escrito:
        raise SystemExit(
            f"uv resuelve otras versiones: {sorted(hoy - escrito)} en vez de {sorted(escrito - hoy)}. "
            "Corra «make candado»."
        )
    print(f"uv resuelve lo mismo que requirements.lock: {len(hoy)} versiones.")


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            rehacer(subir=False)
        case ["--subir"]:
            rehacer(subir=True)
        case ["--comprobar"]:
            comprobar()
        case _:
            raise SystemExit(__doc__)
