"""Los cuartos de la casa: quién puede importar a quién (contratos de pyproject.toml)."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.apoyo.fuentes import RAIZ, archivos_python

# Un árbol mínimo que cumple los contratos; las claves son módulos y los valores su contenido.
ARBOL_SANO = {
    "dominio/errores/__init__.py": "",
    "dominio/valores/dinero.py": "from dominio import errores",
    "dominio/modelo/plan.py": "from dominio.valores import dinero",
    "dominio/reglas/avance.py": "from dominio.modelo import plan",
    "dominio/entender/numeros.py": "from dominio.valores import dinero",
    "dominio/puertos/unidad.py": "from dominio.modelo import plan",
    "dominio/casos/reportar.py": "from dominio.puertos import unidad\nfrom dominio.reglas import avance",
    "almacen/tablas/unidad.py": "import sqlalchemy, sqlmodel\nfrom dominio.modelo import plan",
    "almacen/libros/lector.py": "import openpyxl\nfrom dominio.puertos import unidad",
    "recordatorios/barrido.py": "from dominio.casos import reportar",
    "bot/textos/formato.py": "from dominio.valores import dinero",
    "bot/motor/avanzar.py": "from bot.textos import formato",
    "bot/dialogos/avance.py": "from bot.motor import avanzar",
    "bot/canales/telegram.py": "import telegram\nfrom bot.motor import avanzar",
    "bot/simulador/servidor.py": "import json",
    "bot/armado.py": "from almacen.tablas import unidad\nfrom bot.canales import telegram\n"
    "from recordatorios import barrido",
    "bot/demo.py": "from bot import armado\nfrom bot.simulador import servidor",
}
# Una importación indebida por contrato: el contrato que debe romper, dónde y qué.
INDEBIDAS = {
    "Cuartos": ("dominio/valores/fechas.py", "import almacen"),
    "Dominio por dentro": ("dominio/valores/codigos.py", "from dominio.reglas import avance"),
    "Dominio solo": ("dominio/entender/texto.py", "import babel"),
    "Solo el armado": ("bot/dialogos/ejecucion.py", "from almacen.tablas import unidad"),
    "Motor, diálogos y textos": ("bot/textos/errores.py", "from bot.canales import telegram"),
    "Telegram solo": ("bot/motor/campos.py", "import telegram"),
    "SQL solo": ("recordatorios/reloj.py", "import sqlmodel"),
    "Libros de cálculo": ("almacen/tablas/plan.py", "import openpyxl"),
    "El Telegram local no sabe": ("bot/dialogos/personas.py", "import bot.simulador"),
    "El Telegram local no importa": ("bot/simulador/mundo.py", "from dominio.modelo import plan"),
    "Tablas y libros": ("almacen/tablas/excel.py", "from almacen.libros import lector"),
}


def _revisar(carpeta: Path) -> subprocess.CompletedProcess[str]:
    """Corre import-linter sobre ``carpeta`` con sus contratos."""
    orden = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as m; m()",
        "--no-cache",
    ]
    # Ancha, para que un nombre largo no se parta de su veredicto.
    ancha = os.environ | {"COLUMNS": "200"}
    return subprocess.run(orden, cwd=carpeta, capture_output=True, text=True, check=False, env=ancha)


def _sembrar(carpeta: Path, modulos: dict[str, str]) -> None:
    """Escribe el árbol de módulos, con sus paquetes, y copia los contratos de la casa."""
    shutil.copy(RAIZ / "pyproject.toml", carpeta)
    for ruta, contenido in modulos.items():
        archivo = carpeta / ruta
        archivo.parent.mkdir(parents=True, exist_ok=True)
        archivo.write_text(contenido + "\n", encoding="utf-8")
        for paquete in archivo.relative_to(carpeta).parents:
            if paquete.name:
                (carpeta / paquete / "__init__.py").touch()


def test_contratos_se_cumplen() -> None:
    """Ningún módulo importa lo que su cuarto no debe conocer."""
    hecho = _revisar(RAIZ)

    assert hecho.returncode == 0, hecho.stdout + hecho.stderr


def test_contratos_aceptan_el_arbol_sano(tmp_path: Path) -> None:
    """Los contratos dejan pasar el uso previsto de cada cuarto."""
    _sembrar(tmp_path, ARBOL_SANO)

    hecho = _revisar(tmp_path)

    assert hecho.returncode == 0, hecho.stdout + hecho.stderr


def test_contratos_se_rompen_con_importacion_indebida(tmp_path: Path) -> None:
    """Cada contrato se rompe con una importación que lo viola."""
    _sembrar(tmp_path, ARBOL_SANO | dict(INDEBIDAS.values()))

    salida = _revisar(tmp_path).stdout

    rotos = set(re.findall(r"^(.+) BROKEN\b", salida, re.MULTILINE))
    sin_romper = [nombre for nombre in INDEBIDAS if not any(roto.startswith(nombre) for roto in rotos)]
    assert sin_romper == [], salida
    assert len(rotos) == len(INDEBIDAS), rotos


def test_contratos_exhaustivos_con_el_dominio(tmp_path: Path) -> None:
    """Un paquete nuevo del dominio que ningún contrato nombra rompe la revisión."""
    _sembrar(tmp_path, ARBOL_SANO | {"dominio/otros/cosa.py": ""})

    assert "Dominio por dentro" in _revisar(tmp_path).stdout.split("Broken contracts")[-1]


def test_dominio_solo_biblioteca_estandar() -> None:
    """El dominio no importa nada de fuera de Python, ni siquiera lo que ningún contrato nombra."""
    permitido = sys.stdlib_module_names | {"dominio"}
    ajenos = [
        f"{archivo.relative_to(RAIZ)}: {nombre}"
        for archivo in archivos_python("dominio")
        for nombre in _raices_importadas(archivo)
        if nombre not in permitido
    ]

    assert ajenos == []


def _raices_importadas(archivo: Path) -> set[str]:
    raices: set[str] = set()
    for nodo in ast.walk(ast.parse(archivo.read_text(encoding="utf-8"))):
        if isinstance(nodo, ast.Import):
            raices |= {alias.name.partition(".")[0] for alias in nodo.names}
        elif isinstance(nodo, ast.ImportFrom) and nodo.level == 0 and nodo.module:
            raices.add(nodo.module.partition(".")[0])
    return raices
