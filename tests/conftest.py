"""Bases de datos de verdad para las pruebas: SQLite en archivo, SQLite en memoria y PostgreSQL.

Todo es perezoso: quien no pide una base no arranca ningún servidor ni importa el almacén.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.apoyo.postgres import BasesDePrueba, ServidorPostgres

# El proceso que prueba no hereda la configuración de quien lo corre: un token real en el
# entorno no debe llegar nunca a una prueba.
for _ajuste in [nombre for nombre in os.environ if nombre.startswith("ASISTENTE_")]:
    del os.environ[_ajuste]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Lo completo se corre cuando se pide (``pytest -m lento``); lo normal corre la versión corta."""
    pedido = str(config.getoption("markexpr"))
    if "lento" in pedido and "not lento" not in pedido:
        return
    for prueba in items:
        if prueba.get_closest_marker("lento") and not prueba.get_closest_marker("rendimiento"):
            prueba.add_marker(pytest.mark.skip(reason="tamaño completo: uv run pytest -m lento"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Lo que cada prueba deja dicho viaja entre procesos: lo que UTF-8 no sabe escribir va escapado."""
    informe = yield
    informe.sections = [
        (titulo, texto.encode("utf-8", "backslashreplace").decode()) for titulo, texto in informe.sections
    ]
    return informe


def _migrar(url: str) -> None:
    """Lleva la base al esquema vigente; la importación espera a que alguien la pida."""
    from almacen.migraciones import migrar

    migrar(url)


@pytest.fixture(scope="session")
def bases_postgres() -> Iterator[BasesDePrueba]:
    """Bases desechables en el PostgreSQL de las pruebas, o en el de ``PLAN_PG_URL`` si está."""
    ajena = os.environ.get("PLAN_PG_URL")
    if ajena:
        bases = BasesDePrueba(ajena)
        yield bases
        bases.borrar_plantillas()
        return
    servidor = ServidorPostgres()
    yield BasesDePrueba(servidor.url)
    servidor.apagar()


@pytest.fixture
def url_postgres(bases_postgres: BasesDePrueba) -> Iterator[str]:
    """URL de una base PostgreSQL nueva y migrada, solo de esta prueba."""
    with bases_postgres.copia(_migrar) as url:
        yield url


@pytest.fixture
def url_postgres_vacia(bases_postgres: BasesDePrueba) -> Iterator[str]:
    """URL de una base PostgreSQL nueva sin tablas: para probar las migraciones mismas."""
    with bases_postgres.vacia() as url:
        yield url


@pytest.fixture(scope="session")
def _sqlite_migrada(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Archivo SQLite migrado una vez; cada prueba usa su copia."""
    archivo = tmp_path_factory.mktemp("plantilla") / "plan.db"
    _migrar(f"sqlite:///{archivo}")
    return archivo


@pytest.fixture
def url_sqlite(_sqlite_migrada: Path, tmp_path: Path) -> str:
    """URL de un archivo SQLite nuevo y migrado, solo de esta prueba."""
    # Con WAL puede quedar parte de la base al lado: se copia todo lo que empiece igual.
    for parte in _sqlite_migrada.parent.glob(f"{_sqlite_migrada.name}*"):
        shutil.copy(parte, tmp_path / parte.name)
    return f"sqlite:///{tmp_path / _sqlite_migrada.name}"


@pytest.fixture(params=["memoria", "sqlite", "postgres"])
def url_base(request: pytest.FixtureRequest) -> str:
    """La misma prueba en los tres almacenes.

    ``sqlite`` y ``postgres`` llegan migradas. ``memoria`` es ``sqlite:///:memory:`` y nace vacía
    con cada motor: quien la abre la migra sobre su propia conexión.
    """
    if request.param == "memoria":
        return "sqlite:///:memory:"
    url: str = request.getfixturevalue(f"url_{request.param}")
    return url
