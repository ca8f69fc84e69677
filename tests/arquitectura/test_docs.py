"""La documentación no se queda atrás: nombra cada orden, cada ajuste y cada decisión."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
import typer.main

from tests.apoyo.fuentes import RAIZ, archivos_python, archivos_versionados

LEAME = RAIZ / "README.md"
DECISIONES = RAIZ / "docs" / "decisiones"
SECCIONES = ("Contexto", "Decisión", "Consecuencias", "Alternativas descartadas", "Cambios")


class Orden(Protocol):
    """Lo que se mira de una orden; Typer trae su propia copia de Click y no la publica."""

    help: str | None
    epilog: str | None
    hidden: bool


def _ordenes(grupo: object, prefijo: str = "") -> Iterator[tuple[str, Orden]]:
    """Órdenes visibles con su nombre completo («entidad crear»), grupos por dentro."""
    for nombre, orden in vars(grupo)["commands"].items():
        if orden.hidden:
            continue
        if hasattr(orden, "commands"):
            yield from _ordenes(orden, f"{prefijo}{nombre} ")
        else:
            yield f"{prefijo}{nombre}", orden


def _cli() -> object:
    from bot.cli import ordenes
    from bot.cli.aplicacion import app

    ordenes.registrar()
    return typer.main.get_command(app)


def test_readme_nombra_cada_orden() -> None:
    """Cada orden de la línea de órdenes está en el README."""
    texto = LEAME.read_text(encoding="utf-8")
    faltan = [
        nombre
        for nombre, _ in _ordenes(_cli())
        if f"asistente {nombre}" not in texto and f"`{nombre}`" not in texto
    ]

    assert faltan == []


def test_ordenes_con_ayuda_y_ejemplo() -> None:
    """Cada orden se explica en su ayuda y trae un ejemplo que empieza por «asistente»."""
    mudas = [
        nombre
        for nombre, orden in _ordenes(_cli())
        if f"asistente {nombre}" not in f"{orden.help or ''}\n{orden.epilog or ''}"
    ]

    assert mudas == []


def test_readme_nombra_cada_ajuste() -> None:
    """Cada ajuste que el código lee del entorno está en el README, y el README no inventa otros."""
    patron = re.compile(r"\bASISTENTE_[A-Z_]+[A-Z]\b")
    leidos = {
        ajuste
        for archivo in archivos_python("bot", "almacen", "recordatorios")
        for ajuste in patron.findall(archivo.read_text(encoding="utf-8"))
    } | _campos_de_ajustes()

    assert set(patron.findall(LEAME.read_text(encoding="utf-8"))) == leidos


def _campos_de_ajustes() -> set[str]:
    from bot.ajustes import Ajustes

    prefijo = Ajustes.model_config.get("env_prefix", "")
    return {f"{prefijo}{campo}".upper() for campo in Ajustes.model_fields}


def test_readme_trae_las_dos_ordenes_de_arranque() -> None:
    """El README abre con las dos órdenes que bastan en una máquina limpia."""
    texto = LEAME.read_text(encoding="utf-8")

    assert "python3 -m pip install uv && uv run asistente demo" in texto
    assert "uv run pytest" in texto


@pytest.mark.parametrize("decision", sorted(DECISIONES.glob("*.md")), ids=lambda archivo: archivo.stem)
def test_decision_con_sus_secciones(decision: Path) -> None:
    """Cada decisión dice su contexto, lo decidido, lo que cuesta, lo descartado y sus cambios."""
    texto = decision.read_text(encoding="utf-8")
    titulos = re.findall(r"^## (.+)$", texto, re.MULTILINE)

    assert tuple(titulos) == SECCIONES


def test_decisiones_numeradas_sin_huecos() -> None:
    """Las decisiones se numeran de corrido."""
    numeros = sorted(int(archivo.name[:4]) for archivo in DECISIONES.glob("*.md"))

    assert numeros == list(range(1, len(numeros) + 1))


def test_dependencias_justificadas() -> None:
    """Cada dependencia de pyproject.toml tiene su renglón en la decisión 0008."""
    proyecto = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))
    declaradas = list(proyecto["project"]["dependencies"])
    for grupo in proyecto["dependency-groups"].values():
        declaradas += grupo
    nombres = {re.split(r"[\[<>=~! ;]", texto)[0].lower() for texto in declaradas}
    texto = (DECISIONES / "0008-dependencias.md").read_text(encoding="utf-8")
    explicadas = {
        nombre
        for celda in re.findall(r"^\| (`.+?`) \|", texto, re.MULTILINE)
        for nombre in re.findall(r"`([^`]+)`", celda)
    }

    assert explicadas == nombres


def test_enlaces_internos_existen() -> None:
    """Todo enlace relativo de un documento lleva a un archivo que existe."""
    rotos = [
        f"{documento.relative_to(RAIZ)}: {destino}"
        for documento in archivos_versionados()
        if documento.suffix == ".md"
        for destino in re.findall(r"\]\(([^)#\s]+)[^)]*\)", documento.read_text(encoding="utf-8"))
        if "://" not in destino and not (documento.parent / destino).exists()
    ]

    assert rotos == []
