"""Las versiones están fijas y nada versionado nombra la máquina ni el registro de donde salieron."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from types import ModuleType

from tests.apoyo.fuentes import RAIZ, archivos_versionados, sitio

# Escritos con clases de un carácter para que este archivo no se delate a sí mismo.
ANFITRIONES = re.compile(r"pypi[.]org|pythonhosted[.]org|npmjs[.](?:org|com)|://\S+/(?:simple|packages)[/]")
RUTAS_ABSOLUTAS = re.compile(r"(?<![\w.}])/(?:home|root|tmp|work|Users)/\w")
SIN_TEXTO = {".png", ".jpg", ".ico", ".xlsx", ".ttf", ".woff2", ".pdf", ".db"}


def _candado() -> ModuleType:
    ficha = importlib.util.spec_from_file_location("candado", RAIZ / ".ci" / "candado.py")
    assert ficha is not None
    assert ficha.loader is not None
    modulo = importlib.util.module_from_spec(ficha)
    ficha.loader.exec_module(modulo)
    return modulo


def test_candado_igual_a_las_restricciones() -> None:
    """Las restricciones de uv son, una por una, las versiones de requirements.lock."""
    candado = _candado().requisitos((RAIZ / "requirements.lock").read_text(encoding="utf-8"))
    proyecto = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))

    assert candado == proyecto["tool"]["uv"]["constraint-dependencies"]


def test_candado_fija_cada_dependencia_declarada() -> None:
    """Toda dependencia de pyproject.toml, también las de grupos, tiene versión fija y huellas."""
    proyecto = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))
    declaradas = list(proyecto["project"]["dependencies"])
    for grupo in proyecto["dependency-groups"].values():
        declaradas += grupo
    nombres = {re.split(r"[\[<>=~! ;]", texto)[0].lower() for texto in declaradas}
    entradas = re.split(r"\n(?=\w)", (RAIZ / "requirements.lock").read_text(encoding="utf-8"))
    con_huella = {entrada.partition("==")[0] for entrada in entradas if "--hash=sha256:" in entrada}

    assert nombres <= con_huella


def test_versionado_sin_anfitriones_ni_rutas_absolutas() -> None:
    """Ningún archivo versionado nombra un registro de paquetes ni una carpeta de una máquina."""
    hallados = []
    for archivo in archivos_versionados():
        if archivo.suffix.lower() in SIN_TEXTO:
            continue
        for numero, linea in enumerate(archivo.read_text(encoding="utf-8").splitlines(), 1):
            if ANFITRIONES.search(linea) or RUTAS_ABSOLUTAS.search(linea):
                hallados.append(f"{sitio(archivo)}:{numero}: {linea.strip()[:80]}")

    assert hallados == []
