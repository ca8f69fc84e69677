"""Cada regla del plan dice de dónde sale."""

from __future__ import annotations

import ast
import re

from tests.apoyo.fuentes import RAIZ, archivos_python, funciones_publicas, sitio

# «Fuente:» seguido de algo: una norma, una lámina o la decisión que la fija.
FUENTE = re.compile(r"^\s*Fuente:\s*\S", re.MULTILINE)


def test_reglas_citan_su_fuente() -> None:
    """Toda función pública de dominio/reglas tiene una línea «Fuente:» en su docstring."""
    publicas = [
        (archivo, funcion)
        for archivo in archivos_python("dominio/reglas")
        for funcion in funciones_publicas(archivo)
    ]
    sin_fuente = [
        f"{sitio(archivo, funcion)} {funcion.name}"
        for archivo, funcion in publicas
        if not FUENTE.search(ast.get_docstring(funcion) or "")
    ]

    assert sin_fuente == []
    assert publicas or not (RAIZ / "dominio" / "reglas" / "__init__.py").exists(), "reglas sin funciones"
