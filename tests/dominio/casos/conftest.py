"""El mundo de las pruebas de casos."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from almacen.migraciones import migrar
from almacen.tablas.unidad import AlmacenSQL
from tests.dominio.casos.mundo import Mundo, crear_mundo


@pytest.fixture(scope="session")
def _plantilla(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mundo]:
    """El mundo recién hecho en un archivo SQLite; migrar es lo que más tarda y se hace una vez."""
    carpeta = tmp_path_factory.mktemp("mundo")
    url = f"sqlite:///{carpeta / 'plan.db'}"
    migrar(url)
    hecho = crear_mundo(url)
    hecho.almacen.cerrar()
    return carpeta, hecho


@pytest.fixture
def mundo(_plantilla: tuple[Path, Mundo], tmp_path: Path) -> Iterator[Mundo]:
    """Entidad pequeña sobre su propio archivo SQLite, igual y nueva en cada prueba."""
    carpeta, hecho = _plantilla
    shutil.copytree(carpeta, tmp_path / "base")
    propio = replace(
        hecho,
        almacen=AlmacenSQL(f"sqlite:///{tmp_path / 'base' / 'plan.db'}"),
        personas=dict(hecho.personas),
    )
    yield propio
    propio.almacen.cerrar()
