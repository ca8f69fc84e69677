"""LibreOffice para las pruebas: recalcula un libro entero y devuelve sus hojas como quedaron."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAMA = shutil.which("soffice") or shutil.which("libreoffice")
sin_oficina = pytest.mark.skipif(PROGRAMA is None, reason="no está LibreOffice (soffice)")

# 0 = recalcular siempre al abrir; por omisión LibreOffice muestra el resultado guardado sin calcular nada.
_RECALCULAR = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalcular(libro: Path, carpeta: Path) -> Path:
    """El mismo libro después de que LibreOffice calculó todas sus fórmulas."""
    perfil = carpeta / "perfil"
    (perfil / "user").mkdir(parents=True)
    (perfil / "user" / "registrymodifications.xcu").write_text(_RECALCULAR, encoding="utf-8")
    salida = carpeta / "recalculado"
    orden = [
        str(PROGRAMA),
        "--headless",
        f"-env:UserInstallation={perfil.as_uri()}",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(salida),
        str(libro),
    ]
    ambiente = {**os.environ, "HOME": str(carpeta)}
    subprocess.run(orden, check=True, capture_output=True, timeout=120, env=ambiente)
    return salida / libro.name
