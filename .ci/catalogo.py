"""El catálogo de textos: ``bot/textos/catalogo/asistente.pot`` dice lo mismo que el código.

Uso:
    python .ci/catalogo.py               falla si hay textos nuevos, cambiados o retirados
    python .ci/catalogo.py --actualizar  reescribe el catálogo
"""

from __future__ import annotations

import difflib
import subprocess
import sys
import tempfile
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[1]
CATALOGO = Path("bot/textos/catalogo/asistente.pot")
# Además de gettext y ngettext: las perezosas, que se traducen al mostrarse.
MARCAS = ("_l", "_n:1,2", "_ln:1,2")


def extraer() -> str:
    """Textos marcados en ``bot/``, ordenados y sin números de línea: mover código no los cambia."""
    with tempfile.TemporaryDirectory() as carpeta:
        salida = Path(carpeta) / "asistente.pot"
        orden = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract", "bot"]
        orden += ["--no-location", "--sort-output", "--omit-header", "--width=100", "-o", str(salida)]
        for marca in MARCAS:
            orden += ["-k", marca]
        subprocess.run(orden, cwd=RAIZ, check=True)
        return salida.read_text(encoding="utf-8").strip() + "\n"


def _principal(argumentos: list[str]) -> None:
    archivo = RAIZ / CATALOGO
    codigo = extraer()
    if argumentos == ["--actualizar"]:
        archivo.parent.mkdir(parents=True, exist_ok=True)
        archivo.write_text(codigo, encoding="utf-8")
        print(f"{CATALOGO}: {codigo.count('msgid ')} textos.")
        return
    if argumentos:
        raise SystemExit(__doc__)
    escrito = archivo.read_text(encoding="utf-8") if archivo.exists() else "\n"
    if escrito != codigo:
        diferencias = difflib.unified_diff(escrito.splitlines(), codigo.splitlines(), n=1, lineterm="")
        print("\n".join(list(diferencias)[2:]))
        raise SystemExit(f"{CATALOGO} no está al día: corra «make catalogo» y revise los textos nuevos.")


if __name__ == "__main__":
    _principal(sys.argv[1:])
